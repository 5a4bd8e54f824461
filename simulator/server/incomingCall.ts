/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { isUtf8 } from 'node:buffer';

import type { FastifyRequest } from 'fastify';

import type { Call } from '../endpoint';
import { parseObject } from '../json';
import type { SimulatorState } from '../state/simulatorState';

/** A request of Fastify as the endpoints see it. */
export class IncomingCall implements Call {
	readonly method: string;
	readonly path: string;
	readonly query: URLSearchParams;
	readonly contentType: string;
	readonly ip: string;
	readonly secure: boolean;
	readonly bytes: Buffer;
	readonly rawBody: string;
	private readonly readable: boolean;
	private parsed?: { body: Record<string, unknown> | undefined };

	constructor(
		readonly state: SimulatorState,
		request: FastifyRequest,
	) {
		const [path, ...query] = (request.raw.url ?? '/').split('?');
		this.bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
		this.method = request.method;
		this.path = path;
		this.query = new URLSearchParams(query.join('?'));
		this.contentType = request.headers['content-type'] ?? '';
		this.ip = request.ip;
		this.secure = request.headers['x-forwarded-proto'] === 'https';
		this.rawBody = this.bytes.toString('utf8');
		this.readable = isUtf8(this.bytes);
	}

	json(): Record<string, unknown> | undefined {
		this.parsed ??= { body: this.readable ? parseObject(this.rawBody) : undefined };
		return this.parsed.body;
	}

	/** The openid in the body of a send or of a card. */
	get recipient(): string | undefined {
		if (this.rawBody === '') return undefined;
		const { touser, openid: openId = touser } = this.json() ?? {};
		return typeof openId === 'string' ? openId : undefined;
	}
}
