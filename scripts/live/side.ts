import { Agent, request } from 'undici';

import { parse, shapeOf } from './shape';
import type { Shape } from './shape';

/** One call of WeChat's API. `token`: false for calls without the access token. */
export interface LiveRequest {
	method: 'GET' | 'POST';
	path: string;
	query?: Record<string, string>;
	json?: object;
	token?: boolean;
}

/** All that is kept of an answer: no value of it but the code. */
export interface Observation {
	status: number;
	contentType: string;
	/** WeChat's code; undefined where the answer has none. */
	errcode?: number;
	/** How errmsg ends: with a rid, a hint, both, or none. */
	ending?: string;
	/** Undefined for an answer that is no JSON. */
	shape?: Shape;
}

/** A title and the keywords that a template of it gets. */
export interface Choice {
	tid: string;
	keywords: Array<{ kid: number; rule: string; example: string }>;
}

/** What one call's answer gives to the next ones. It stays in memory. */
export interface Values {
	appId: string;
	appSecret: string;
	openId?: string;
	token?: string;
	rid?: string;
	category?: string;
	/** Titles of the library, by tid. */
	titles?: string[];
	/** A title with keywords enough for a template. */
	choice?: Choice;
	/** The template that this run added. */
	added?: string;
}

const TIMEOUT = 15_000;
const RID = /rid: ([0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8})/;

/** WeChat, or the simulator in its place. */
export class Side {
	private readonly agent = new Agent({ bodyTimeout: TIMEOUT, headersTimeout: TIMEOUT });

	constructor(
		private readonly baseUrl: string,
		readonly values: Values,
	) {}

	/** Makes a call. keep: takes what later calls need from the body. Throws, without the URL, where no answer comes. */
	async call(
		{ method, path, query = {}, json, token = true }: LiveRequest,
		keep?: (body: Record<string, unknown>, values: Values) => void,
	): Promise<Observation> {
		const url = new URL(path, this.baseUrl);
		for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
		if (token) url.searchParams.set('access_token', this.values.token ?? '');
		const response = await request(url, {
			method,
			dispatcher: this.agent,
			headers: json ? { 'content-type': 'application/json' } : {},
			body: json && JSON.stringify(json),
		}).catch((error: Error & { code?: string }) => {
			throw new Error(`No answer to ${method} ${path}: ${error.code ?? error.name}`);
		});
		return this.observe(
			response.statusCode,
			String(response.headers['content-type'] ?? ''),
			await response.body.text(),
			keep,
		);
	}

	/** Closes its connections. */
	async close(): Promise<void> {
		await this.agent.destroy();
	}

	private observe(
		status: number,
		contentType: string,
		text: string,
		keep?: (body: Record<string, unknown>, values: Values) => void,
	): Observation {
		let body: unknown;
		try {
			body = parse(text);
		} catch {
			return { status, contentType };
		}
		const { errcode, errmsg } = Object(body) as { errcode?: unknown; errmsg?: unknown };
		const isRefused = typeof errcode === 'number' && errcode !== 0;
		const [, rid] = RID.exec(String(errmsg)) ?? [];
		if (rid) this.values.rid = rid;
		if (!isRefused && typeof body === 'object' && body !== null) {
			keep?.(body as Record<string, unknown>, this.values);
		}
		return {
			status,
			contentType,
			...(typeof errcode === 'number' ? { errcode } : {}),
			...(isRefused ? { ending: endingOf(String(errmsg)) } : {}),
			shape: shapeOf(body),
		};
	}
}

function endingOf(errmsg: string): string {
	const hint = /hints?: \[/.test(errmsg) ? 'hint' : '';
	const rid = RID.test(errmsg) ? (/, rid: /.test(errmsg) ? ', rid' : ' rid') : '';
	return hint + rid || 'nothing';
}
