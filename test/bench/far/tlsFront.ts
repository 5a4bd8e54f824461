/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { createServer } from 'node:tls';
import type { Server, TLSSocket } from 'node:tls';

import type { Certificates } from './certificates';
import { BACKLOG } from './delay';

/** Speaks TLS 1.3 for an HTTP server of this machine. `idle`: closes a connection after so many idle milliseconds. */
export async function startTlsFront(
	port: number,
	target: number,
	{ chain, key }: Certificates,
	idle = 0,
): Promise<Server> {
	const options = {
		cert: readFileSync(chain),
		key: readFileSync(key),
		minVersion: 'TLSv1.3',
	} as const;
	const server = createServer(options, (client) => serve(client, target, idle));
	server.on('tlsClientError', () => {
		// The client has gone; the connection is over anyway.
	});
	await new Promise<void>((done) =>
		server.listen({ port, host: '127.0.0.1', backlog: BACKLOG }, done),
	);
	return server;
}

function serve(client: TLSSocket, target: number, idle: number): void {
	const onward = connect({ port: target, host: '127.0.0.1', noDelay: true });
	if (idle > 0) client.setTimeout(idle, () => client.end());
	for (const [from, to] of [
		[client, onward],
		[onward, client],
	]) {
		from.on('error', () => to.destroy());
		from.on('close', () => to.destroySoon());
		from.pipe(to);
	}
}
