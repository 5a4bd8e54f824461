/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A request as it arrived. */
export interface WireRequest {
	method: string;
	path: string;
	query: Record<string, string>;
	contentType?: string;
	authorization?: string;
	/** The body's bytes as UTF-8 text. */
	body: string;
}

/** What goes back; by default HTTP 200 with an empty body. */
export interface WireAnswer {
	status?: number;
	headers?: Record<string, string>;
	body?: string;
}

/** Answers a request; undefined leaves it without any answer. */
export type Answerer = (
	request: WireRequest,
) => WireAnswer | undefined | Promise<WireAnswer | undefined>;

/** An HTTP server that writes down what reaches it: a tap before another server, or one with made-up answers. */
export class Wire {
	readonly requests: WireRequest[] = [];

	/** Requests that have no answer yet. */
	open = 0;

	private readonly server = createServer((request, response) => void this.serve(request, response));

	private constructor(public answer: Answerer) {}

	static async start(answer: Answerer): Promise<Wire> {
		const wire = new Wire(answer);
		await new Promise<void>((resolve) => wire.server.listen(0, '127.0.0.1', resolve));
		return wire;
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	/** The requests of one path, oldest first. */
	to(path: string): WireRequest[] {
		return this.requests.filter((request) => request.path === path);
	}

	/** The only request of one path; throws where there were none or several. */
	only(path: string): WireRequest {
		const [request, ...others] = this.to(path);
		if (!request || others.length > 0) throw new Error(`${path}: ${this.to(path).length} requests`);
		return request;
	}

	/** Forgets the requests so far, so that a test looks at what comes after. */
	forget(): void {
		this.requests.length = 0;
	}

	/** Ends the server; open requests are cut off. */
	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	private async serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
		const { pathname, searchParams } = new URL(incoming.url ?? '', this.url);
		const { authorization, 'content-type': contentType } = incoming.headers;
		const request: WireRequest = {
			method: incoming.method ?? '',
			path: pathname,
			query: Object.fromEntries(searchParams),
			contentType,
			authorization,
			body: (await buffer(incoming)).toString('utf8'),
		};
		this.requests.push(request);
		this.open += 1;
		const answer = await Promise.resolve(this.answer(request)).catch(() => {
			// The server behind the tap has cut the connection: so does the tap.
			incoming.socket.resetAndDestroy();
		});
		this.open -= 1;
		if (answer) response.writeHead(answer.status ?? 200, answer.headers).end(answer.body);
	}
}

/** Passes requests on to the server at `url` and its answers back, unchanged. */
export const passOn =
	(url: string): Answerer =>
	async ({ method, path, query, contentType, body }) => {
		const answer = await fetch(`${url}${path}?${new URLSearchParams(query).toString()}`, {
			method,
			...(body !== '' && { body }),
			...(contentType !== undefined && { headers: { 'content-type': contentType } }),
		});
		const headers = { 'content-type': answer.headers.get('content-type') ?? '' };
		return { status: answer.status, headers, body: await answer.text() };
	};

/** Holds the first `count` requests of a path back until all of them are there, after `skip` that pass. */
export function together(answer: Answerer, path: string, count: number, skip = 0): Answerer {
	let arrived = 0;
	let release = (): void => {};
	const allThere = new Promise<void>((resolve) => (release = resolve));
	return async (request) => {
		if (request.path === path) {
			arrived += 1;
			if (arrived === skip + count) release();
			if (arrived > skip) await allThere;
		}
		return await answer(request);
	};
}
