/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { createRequire } from 'node:module';
import { parse as parseForm } from 'node:querystring';
import type { IDataObject } from 'n8n-workflow';
import { jsonParse, sanitizeXmlName } from 'n8n-workflow';

/** One HTTP call to a webhook. */
export interface WebhookCall {
	/** Name of the webhook in the node's description; by default the first for `method`. */
	name?: string;
	/** By default POST where there is a body, else GET. */
	method?: string;
	/** Names in any case. */
	headers?: Record<string, string>;
	/** A list for a parameter that is given several times. */
	query?: Record<string, string | string[]>;
	/** Sent as JSON. */
	body?: IDataObject;
	/** Sent as it is, in place of `body`; give the `content-type` header with it. */
	rawBody?: Buffer | string;
}

/** What came back over HTTP. */
export interface WebhookAnswer {
	status: number;
	/** Names in lower case. */
	headers: Record<string, string>;
	/** The body as text. */
	body: string;
}

/** The parts of n8n's express request that nodes use. */
export class WebhookRequest {
	readonly method: string;
	readonly headers: Record<string, string>;
	readonly query: Record<string, string | string[]>;
	readonly params = {};
	readonly contentType?: string;
	/** Undefined until the body is read. */
	rawBody?: Buffer;
	body: unknown = {};
	private readonly sent?: Buffer;

	constructor(call: WebhookCall) {
		const sent = call.rawBody ?? (call.body && JSON.stringify(call.body));
		this.sent = sent === undefined ? undefined : Buffer.from(sent);
		this.method = call.method ?? (this.sent ? 'POST' : 'GET');
		this.query = call.query ?? {};
		this.headers = lowerCased({
			...(call.body && { 'content-type': 'application/json' }),
			...(this.sent && { 'content-length': String(this.sent.length) }),
			...call.headers,
		});
		this.contentType = this.headers['content-type']?.split(';')[0].trim().toLowerCase();
	}

	/** Parses the body by its content type; throws where it does not match (n8n: body-parser.ts). */
	async parseBody(): Promise<void> {
		const { contentType = '' } = this;
		if (contentType.startsWith('multipart/')) return;
		await this.readRawBody();
		const text = this.rawBody?.toString().replace(/^\uFEFF/, '') ?? '';
		if (text === '') return;
		if (contentType === 'application/json') this.body = jsonParse(text);
		else if (/[/+]xml$/.test(contentType)) this.body = await xmlParser().parseStringPromise(text);
		else if (contentType === 'application/x-www-form-urlencoded') this.body = parseForm(text);
		else if (contentType === 'text/plain') this.body = text;
	}

	/** Takes the body from the connection; it stays unread until somebody calls this. */
	async readRawBody(): Promise<void> {
		this.rawBody ??= this.sent;
	}

	get(name: string): string | undefined {
		return this.headers[name.toLowerCase()];
	}

	header(name: string): string | undefined {
		return this.get(name);
	}
}

/** The parts of express's response that nodes use; keeps what is sent. */
export class WebhookResponse {
	statusCode = 200;
	headersSent = false;
	private readonly headers: Record<string, string> = {};
	private sent = '';

	status(code: number): this {
		this.statusCode = code;
		return this;
	}

	setHeader(name: string, value: number | string): this {
		this.headers[name.toLowerCase()] = String(value);
		return this;
	}

	set(name: string, value: string): this {
		return this.setHeader(name, value);
	}

	header(name: string, value: string): this {
		return this.setHeader(name, value);
	}

	getHeader(name: string): string | undefined {
		return this.headers[name.toLowerCase()];
	}

	type(contentType: string): this {
		const charset = /^text\/[^;]*$/.test(contentType) ? '; charset=utf-8' : '';
		return this.setHeader('content-type', contentType + charset);
	}

	send(body?: unknown): this {
		if (typeof body === 'object' && !Buffer.isBuffer(body)) return this.json(body);
		if (this.getHeader('content-type') === undefined) this.type('text/html');
		return this.end(body);
	}

	json(body: unknown): this {
		if (this.getHeader('content-type') === undefined) {
			this.setHeader('content-type', 'application/json; charset=utf-8');
		}
		return this.end(JSON.stringify(body));
	}

	writeHead(code: number, headers: Record<string, string> = {}): this {
		for (const [name, value] of Object.entries(headers)) this.setHeader(name, value);
		return this.status(code);
	}

	end(body?: unknown): this {
		if (body !== undefined) this.sent += String(body);
		this.headersSent = true;
		return this;
	}

	/** What the caller has received. */
	answer(): WebhookAnswer {
		return { status: this.statusCode, headers: this.headers, body: this.sent };
	}
}

const lowerCased = (headers: Record<string, string>) =>
	Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

interface XmlParser {
	parseStringPromise(xml: string): Promise<unknown>;
}

function xmlParser(): XmlParser {
	const { Parser } = createRequire(require.resolve('n8n-workflow'))('xml2js') as {
		Parser: new (options: object) => XmlParser;
	};
	return new Parser({
		async: true,
		normalize: true,
		normalizeTags: true,
		explicitArray: false,
		tagNameProcessors: [sanitizeXmlName],
		attrNameProcessors: [sanitizeXmlName],
	});
}
