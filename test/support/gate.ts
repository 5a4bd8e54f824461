/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on Node, outside n8n */
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';

/** A port before another one: open it passes every connection on, closed it refuses them. */
export class Gate {
	/** Connections that were let in and are not over. */
	readonly sockets = new Set<Socket>();

	private server?: Server;

	private port = 0;

	private opened = 0;

	private timer?: NodeJS.Timeout;

	private closing?: { after: number; milliseconds: number };

	private constructor(private readonly target: number) {}

	/** Opens a gate before a server of this machine. */
	static async before(url: string): Promise<Gate> {
		const gate = new Gate(Number(new URL(url).port));
		await gate.open();
		return gate;
	}

	get url(): string {
		return `http://127.0.0.1:${this.port}`;
	}

	/** Closes the gate after so many more connections (0: now), for a time. */
	closeAfter(connections: number, milliseconds: number): void {
		this.closing = { after: this.opened + connections, milliseconds };
		this.closeIfDue();
	}

	/** Lets connections in again; nothing is left of an ordered closing. */
	async open(): Promise<void> {
		clearTimeout(this.timer);
		this.closing = undefined;
		if (this.server?.listening) return;
		const server = createServer({ allowHalfOpen: true }, (socket) => this.letIn(socket));
		this.server = server;
		await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
		this.port = (server.address() as AddressInfo).port;
	}

	/** Ends the gate and cuts off what is open. */
	stop(): void {
		clearTimeout(this.timer);
		this.server?.close();
		for (const socket of this.sockets) socket.destroy();
	}

	private letIn(socket: Socket): void {
		this.opened += 1;
		const onward = connect(this.target, '127.0.0.1');
		this.sockets.add(socket);
		socket.once('close', () => {
			this.sockets.delete(socket);
			onward.destroy();
		});
		for (const [from, to] of [
			[socket, onward],
			[onward, socket],
		]) {
			// A reset stays one, so that it is not taken for an orderly end.
			from.on('error', () => to.resetAndDestroy());
			from.pipe(to);
		}
		this.closeIfDue();
	}

	private closeIfDue(): void {
		if (!this.closing || this.opened < this.closing.after) return;
		const { milliseconds } = this.closing;
		this.closing = undefined;
		this.server?.close();
		this.timer = setTimeout(() => void this.open(), milliseconds);
	}
}
