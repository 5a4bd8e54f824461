import { request } from 'undici';

import type { Simulator } from '../index';

/** An answer of the simulator as it came over the wire. */
export interface Reply {
	status: number;
	contentType: string;
	headers: Record<string, unknown>;
	text: string;
	body: Record<string, unknown>;
}

/** Any rid, so that whole texts can be compared. */
export const RID = 'xxxxxxxx-xxxxxxxx-xxxxxxxx';

/** The text with every rid made equal. */
export function withoutRid(text: string): string {
	return text.replace(/[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}/g, RID);
}

/** Calls the simulator as a program of the account's owner would. */
export class Client {
	constructor(private readonly simulator: Simulator) {}

	/** A raw request; path with its query. */
	async call(method: string, path: string, body?: string | Buffer, headers = {}): Promise<Reply> {
		const response = await request(this.simulator.url + path, {
			method: method as 'GET',
			body,
			headers,
		});
		const text = await response.body.text();
		const json = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {};
		const contentType = String(response.headers['content-type']);
		return {
			status: response.statusCode,
			contentType,
			headers: response.headers,
			text,
			body: json,
		};
	}

	/** GET with parameters. */
	async get(path: string, query: Record<string, string> = {}): Promise<Reply> {
		return await this.call('GET', `${path}?${new URLSearchParams(query).toString()}`);
	}

	/** POST with a JSON body, under an access token where one is given. */
	async post(path: string, body: unknown, token?: string): Promise<Reply> {
		const query = token === undefined ? '' : `?access_token=${token}`;
		const headers = { 'content-type': 'application/json' };
		return await this.call('POST', path + query, JSON.stringify(body), headers);
	}

	/** An access token from cgi-bin/token. */
	async classicToken(): Promise<string> {
		const { appId, appSecret } = this.simulator.account;
		const query = { grant_type: 'client_credential', appid: appId, secret: appSecret };
		return String((await this.get('/cgi-bin/token', query)).body.access_token);
	}

	/** The answer of stable_token. */
	async stable(force = false): Promise<Reply> {
		const { appId, appSecret } = this.simulator.account;
		return await this.post('/cgi-bin/stable_token', {
			grant_type: 'client_credential',
			appid: appId,
			secret: appSecret,
			force_refresh: force,
		});
	}

	/** A stable access token. */
	async stableToken(force = false): Promise<string> {
		return String((await this.stable(force)).body.access_token);
	}

	/** Adds a subscribe message template. Returns its id. */
	async addTemplate(token: string, tid: string, kidList: number[]): Promise<string> {
		const body = { tid, kidList, sceneDesc: 'test' };
		return String((await this.post('/wxaapi/newtmpl/addtemplate', body, token)).body.priTmplId);
	}
}
