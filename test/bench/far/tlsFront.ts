/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { createServer } from 'node:tls';
import type { TLSSocket } from 'node:tls';

import type { Certificates } from './certificates';
import { BACKLOG } from './delay';

/** Speaks TLS 1.3 for an HTTP server of this machine. */
export class TlsFront {
	private readonly open = new Set<TLSSocket>();

	private constructor(private readonly target: number) {}

	/** Starts one on a port. */
	static async start(
		port: number,
		target: number,
		{ chain, key }: Certificates,
	): Promise<TlsFront> {
		const front = new TlsFront(target);
		const pair = { cert: readFileSync(chain), key: readFileSync(key) };
		const server = createServer({ ...pair, minVersion: 'TLSv1.3' }, (client) => {
			front.serve(client);
		});
		server.on('tlsClientError', () => {
			// The client has gone; the connection is over anyway.
		});
		const address = { port, host: '127.0.0.1', backlog: BACKLOG };
		await new Promise<void>((done) => server.listen(address, done));
		return front;
	}

	/** How many connections are open. */
	get connections(): number {
		return this.open.size;
	}

	/**
	 * Closes the connections that are open now at the worst moment: when the next request is on its way, so
	 * that the client learns of it only afterwards. WeChat does not see those requests.
	 */
	closeWhenUsed(): void {
		for (const client of this.open) {
			client.removeAllListeners('data');
			client.once('data', () => client.destroy());
			client.resume();
		}
	}

	private serve(client: TLSSocket): void {
		const onward = connect({ port: this.target, host: '127.0.0.1', noDelay: true });
		this.open.add(client);
		client.on('close', () => this.open.delete(client));
		client.on('data', (chunk: Buffer) => onward.write(chunk));
		client.on('end', () => onward.end());
		onward.pipe(client);
		for (const [from, to] of [
			[client, onward],
			[onward, client],
		]) {
			from.on('error', () => to.destroy());
			from.on('close', () => to.destroySoon());
		}
	}
}
