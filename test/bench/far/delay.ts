/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on Node, outside n8n */
import { connect, createServer } from 'node:net';
import type { Server, Socket } from 'node:net';

/** How many connections may wait to be accepted: a node that starts all at once opens thousands. */
export const BACKLOG = 4096;

/** What happens at one end of a line happens at the other a time later, in the same order. */
class Line {
	private readonly under: Array<{ due: number; arrive: () => void }> = [];

	constructor(private readonly milliseconds: number) {}

	/** Lets `arrive` happen when the time is over, and not before `earliest` (as performance.now()). */
	send(arrive: () => void, earliest = 0): void {
		const due = Math.max(performance.now() + this.milliseconds, earliest);
		if (this.under.push({ due, arrive }) === 1) this.wait();
	}

	private wait(): void {
		setTimeout(() => this.deliver(), this.under[0].due - performance.now());
	}

	private deliver(): void {
		// A timer may be a fraction of a millisecond early.
		while (this.under.length > 0 && this.under[0].due - performance.now() < 0.5) {
			this.under.shift()!.arrive();
		}
		if (this.under.length > 0) this.wait();
	}
}

/**
 * A TCP proxy before a port of this machine that is `oneWay` milliseconds away. The client's system opens the
 * connection at once, so the client's first bytes wait for the time that the opening would have taken.
 */
export async function startDelay(port: number, target: number, oneWay: number): Promise<Server> {
	const server = createServer({ allowHalfOpen: true, noDelay: true }, (near) => {
		const far = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
		passOn(near, far, oneWay, performance.now() + 3 * oneWay);
		passOn(far, near, oneWay);
	});
	await new Promise<void>((done) =>
		server.listen({ port, host: '127.0.0.1', backlog: BACKLOG }, done),
	);
	return server;
}

function passOn(from: Socket, to: Socket, oneWay: number, earliest?: number): void {
	const line = new Line(oneWay);
	from.on('data', (chunk: Buffer) => line.send(() => to.write(chunk), earliest));
	from.on('end', () => line.send(() => to.end(), earliest));
	from.on('error', () => line.send(() => to.resetAndDestroy(), earliest));
}
