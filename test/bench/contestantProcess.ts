/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions, @n8n/community-nodes/no-restricted-globals -- runs on Node, outside n8n */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

import { inRepository } from '../support/paths';
import type { Arena, Contestants } from './contestants';

const MAIN = inRepository('test/bench/contestantMain.ts');

/** What a contestant can do, named as the methods of {@link Contestants}. */
type Work = 'send' | 'bareSend' | 'readingSend' | 'pooledSend' | 'library' | 'bareLibrary';

/** What is asked of the process. */
export interface Task {
	work: Work;
	input?: Parameters<Contestants[Work]>[0];
	measure: 'seconds' | 'memory';
}

/**
 * A contestant in a process of its own, as it would be alone in an n8n: in one process with the others it
 * would run in code that the JavaScript engine has shaped for all of them.
 */
export class ContestantProcess {
	private readonly child: ChildProcess;

	private readonly ended = new AbortController();

	/** node: path of the Node binary. */
	constructor(arena: Arena, node: string) {
		const options = { execPath: node, execArgv: process.execArgv };
		this.child = fork(MAIN, [JSON.stringify(arena)], options);
		this.child.once('exit', () => this.ended.abort());
	}

	/** Does the work and gives its seconds, or the bytes it needed. Throws when the process has failed. */
	async measure(
		work: Work,
		input?: Task['input'],
		measure: Task['measure'] = 'seconds',
	): Promise<number> {
		this.child.send({ work, input, measure } satisfies Task);
		const [figure] = await once(this.child, 'message', { signal: this.ended.signal });
		return figure as number;
	}

	/** Ends the process. */
	async stop(): Promise<void> {
		if (this.ended.signal.aborted) return;
		this.child.kill();
		await once(this.child, 'exit');
	}
}
