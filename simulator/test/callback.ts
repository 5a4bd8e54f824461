/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A callback URL as the owner of the account has one. */
export interface Callback {
	url: string;
	/** The bodies that came in, oldest first. */
	bodies: string[];
	stop(): Promise<void>;
}

/** Starts a callback that gives every push the same answer. */
export async function startCallback(answer = 'success'): Promise<Callback> {
	const bodies: string[] = [];
	const server = createServer((request, response) => {
		let body = '';
		request.on('data', (chunk) => (body += String(chunk)));
		request.on('end', () => {
			bodies.push(body);
			response.end(answer);
		});
	});
	await once(server.listen(0, '127.0.0.1'), 'listening');
	const { port } = server.address() as AddressInfo;
	const stop = async () => {
		server.closeAllConnections();
		await once(server.close(), 'close');
	};
	return { url: `http://127.0.0.1:${port}/`, bodies, stop };
}
