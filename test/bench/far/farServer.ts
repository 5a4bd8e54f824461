/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- runs on Node, outside n8n */
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
	/** Milliseconds after which it closes an idle connection; never if left out. */
	idle?: number;
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
		const [port] = (await once(child, 'message')) as [number];
		return new FarServer(port, child);
	}

	/** Its base URL by the address of this machine, so that there is no name to look up. */
	get url(): string {
		return `https://127.0.0.1:${this.port}`;
	}

	/** Ends the process; what is under way breaks off. */
	async stop(): Promise<void> {
		if (this.child.exitCode !== null || this.child.signalCode !== null) return;
		this.child.kill('SIGKILL');
		await once(this.child, 'exit');
	}
}
