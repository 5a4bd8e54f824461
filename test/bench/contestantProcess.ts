/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-restricted-globals -- runs on Node, outside n8n */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

import { inRepository } from '../support/paths';
import type { Arena, Contestants } from './contestants';
import type { Timing } from './measure';

const MAIN = inRepository('test/bench/contestantMain.ts');

/** What a contestant can do, named as the methods of {@link Contestants}. */
export type Work = 'send' | 'bareSend' | 'readingSend' | 'pooledSend' | 'library' | 'bareLibrary';

/** What a piece of work is done on. */
export type Input = Parameters<Contestants[Work]>[0];

/** What is asked of the process. */
export interface Task {
	work: Work;
	input?: Input;
	measure: 'time' | 'memory';
}

/**
 * A contestant in a process of its own, as it would be alone in an n8n: in one process with the others it
 * would run in code that the JavaScript engine has shaped for all of them.
 */
export class ContestantProcess {
	private readonly child: ChildProcess;

	private readonly ended = new AbortController();

	/**
	 * @param node path of the Node binary
	 * @param env added to this process's environment
	 */
	constructor(arena: Arena, node: string, env: Record<string, string> = {}) {
		this.child = fork(MAIN, [JSON.stringify(arena)], {
			execPath: node,
			execArgv: process.execArgv,
			env: { ...process.env, ...env },
		});
		this.child.once('exit', () => this.ended.abort());
	}

	/** Does the work and tells how long it took. Throws when the process has failed. */
	async time(work: Work, input?: Input): Promise<Timing> {
		return await this.measure<Timing>({ work, input, measure: 'time' });
	}

	/** Does the work and tells how many bytes it needed. Throws when the process has failed. */
	async memory(work: Work, input?: Input): Promise<number> {
		return await this.measure<number>({ work, input, measure: 'memory' });
	}

	private async measure<Measured>(task: Task): Promise<Measured> {
		this.child.send(task);
		const [measured] = await once(this.child, 'message', { signal: this.ended.signal });
		return measured as Measured;
	}

	/** Ends the process. */
	async stop(): Promise<void> {
		if (this.ended.signal.aborted) return;
		this.child.kill();
		await once(this.child, 'exit');
	}
}
