/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on Node, outside n8n */
import { createSocket } from 'node:dgram';
import type { RemoteInfo, Socket } from 'node:dgram';
import { once } from 'node:events';

const HEADER_BYTES = 12;
/** Class and, after it, seconds that the answer holds: a minute. */
const CLASS_AND_LIFE = [0, 1, 0, 0, 0, 60];
const TYPE_A = 1;
/** A response, recursion asked for and available, no fault. */
const FLAGS = [0x81, 0x80];

/** A name server for which every name is this machine. It takes its time for each answer. */
export class NameServer {
	private constructor(
		private readonly socket: Socket,
		private readonly milliseconds: number,
	) {
		socket.on('message', (query, from) => {
			setTimeout(() => this.answer(query, from), this.milliseconds);
		});
	}

	/** Starts one on port 53 of `address`, which needs the right to that port. */
	static async start(address: string, milliseconds: number): Promise<NameServer> {
		const socket = createSocket('udp4');
		const server = new NameServer(socket, milliseconds);
		socket.bind(53, address);
		await once(socket, 'listening');
		return server;
	}

	/** RFC 1035: the question comes back; an address follows, or for other types than A nothing. */
	private answer(query: Buffer, { port, address }: RemoteInfo): void {
		let end = HEADER_BYTES;
		while (query[end] !== 0) end += query[end] + 1;
		end += 5;
		const found = query.readUInt16BE(end - 4) === TYPE_A;
		const counts = [0, 1, 0, found ? 1 : 0, 0, 0, 0, 0];
		const head = [...query.subarray(0, 2), ...FLAGS, ...counts];
		const toTheName = [0xc0, HEADER_BYTES];
		const record = [...toTheName, 0, TYPE_A, ...CLASS_AND_LIFE, 0, 4, 127, 0, 0, 1];
		const question = [...query.subarray(HEADER_BYTES, end)];
		this.socket.send(Buffer.from([...head, ...question, ...(found ? record : [])]), port, address);
	}

	/** Ends it. */
	async stop(): Promise<void> {
		await new Promise<void>((done) => this.socket.close(done));
	}
}
