/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions -- runs on Node, outside n8n */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

import { inRepository } from '../../support/paths';
import type { Certificates } from './certificates';

/** Milliseconds that everything takes each way between a client and {@link FarServer}. */
export const ONE_WAY_MS = 20;

/** What the process is told. */
export interface FarTask {
	/** Port of the HTTP server that it stands for. */
	target: number;
	/** Where it listens; a free port if left out. */
	port?: number;
	/** Milliseconds each way. */
	oneWay: number;
	certificates: Certificates;
}

/** What it can be asked: to tell how many connections are open, or before that to close them once they are used. */
export type FarWish = 'connections' | 'closeWhenUsed';

/** What it tells. */
export interface FarAnswer {
	port: number;
	connections: number;
}

/** An HTTP server of this machine as if it were far away and spoke TLS 1.3, by a process of its own. */
export class FarServer {
	private constructor(
		readonly port: number,
		private readonly child: ChildProcess,
	) {}

	/** Starts one before the server at `url`. */
	static async start(
		url: string,
		certificates: Certificates,
		options: Partial<FarTask> = {},
	): Promise<FarServer> {
		const target = Number(new URL(url).port);
		const task: FarTask = { target, oneWay: ONE_WAY_MS, certificates, ...options };
		const child = fork(inRepository('test/bench/far/main.ts'), [JSON.stringify(task)], {
			execArgv: ['--import', 'tsx'],
		});
		const [{ port }] = (await once(child, 'message')) as [FarAnswer];
		return new FarServer(port, child);
	}

	/** Its base URL by the address of this machine, so that there is no name to look up. */
	get url(): string {
		return `https://127.0.0.1:${this.port}`;
	}

	/** How many connections are open. */
	async connections(): Promise<number> {
		return await this.ask('connections');
	}

	/** Closes those that are open when they are used the next time; returns how many. */
	async closeWhenUsed(): Promise<number> {
		return await this.ask('closeWhenUsed');
	}

	private async ask(wish: FarWish): Promise<number> {
		this.child.send(wish);
		const [{ connections }] = (await once(this.child, 'message')) as [FarAnswer];
		return connections;
	}

	/** Ends the process; what is under way breaks off. */
	async stop(): Promise<void> {
		if (this.child.exitCode !== null || this.child.signalCode !== null) return;
		this.child.kill('SIGKILL');
		await once(this.child, 'exit');
	}
}
