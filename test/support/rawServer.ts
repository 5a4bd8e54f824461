/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on Node, outside n8n */
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** Answers a request (its first bytes as text) by writing whatever it likes. */
export type RawAnswer = (socket: Socket, request: string) => void;

/** A server that answers every request with bytes of one's own. */
export class RawServer {
	/** How many requests came in. */
	requests = 0;

	/** Bytes that were handed to the network. */
	written = 0;

	private readonly sockets = new Set<Socket>();

	private readonly server = createServer((socket) => this.accept(socket));

	private constructor(public answer: RawAnswer) {}

	static async start(answer: RawAnswer): Promise<RawServer> {
		const server = new RawServer(answer);
		await new Promise<void>((resolve) => server.server.listen(0, '127.0.0.1', resolve));
		return server;
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	/** Resolves when no caller holds a connection open. */
	async allClosed(): Promise<void> {
		while (this.sockets.size > 0) await new Promise((resolve) => setTimeout(resolve, 5));
	}

	/** Ends the server. */
	async stop(): Promise<void> {
		for (const socket of this.sockets) socket.destroy();
		await new Promise((resolve) => this.server.close(resolve));
	}

	private accept(socket: Socket): void {
		this.sockets.add(socket);
		socket.on('error', () => {});
		socket.once('close', () => {
			this.sockets.delete(socket);
			this.written += socket.bytesWritten;
		});
		socket.once('data', (request) => {
			this.requests += 1;
			this.answer(socket, request.toString('utf8'));
		});
	}
}

/** A whole answer with HTTP status 200, unless the headers begin with another status line. */
export function answerWith(body: string | Uint8Array, headers: string[] = []): RawAnswer {
	const [status, ...rest] = headers[0]?.startsWith('HTTP/')
		? headers
		: ['HTTP/1.1 200 OK', ...headers];
	const bytes = Buffer.from(body);
	const head = [status, `Content-Length: ${bytes.length}`, 'Connection: close', ...rest];
	return (socket) => {
		socket.write(`${head.join('\r\n')}\r\n\r\n`);
		socket.end(bytes);
	};
}

/** Writes the beginning, then one piece after another until the caller has enough; `pause` in milliseconds. */
export function endless(beginning: string, piece: string, pause = 0): RawAnswer {
	return (socket) => {
		const more = () => {
			if (socket.destroyed) return;
			if (pause > 0) {
				socket.write(piece);
				setTimeout(more, pause);
			} else if (socket.write(piece)) {
				setImmediate(more);
			} else {
				socket.once('drain', more);
			}
		};
		socket.write(beginning);
		more();
	};
}

/** Begins an answer and says nothing more. */
export const silentAfter =
	(beginning: string): RawAnswer =>
	(socket) => {
		socket.write(beginning);
	};
