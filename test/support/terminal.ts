/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- runs on Node, outside n8n */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';

import { ROOT } from './paths';

/** A command in a shell, as somebody types it into a terminal. */
export class Terminal {
	/** Everything that it has printed. */
	printed = '';
	/** Its exit code; null where a signal ended it. */
	readonly ended: Promise<number | null>;
	private readonly changes = new EventEmitter();
	private readonly shell: ChildProcess;

	/** env: added to the little that a fresh terminal has. */
	constructor(command: string, { cwd = ROOT, env = {} as Record<string, string> } = {}) {
		// npm's and Jest's own settings of the run around it are not for the command.
		const { PATH = '', HOME = '' } = process.env;
		this.shell = spawn('sh', ['-c', command], {
			cwd,
			env: { PATH, HOME, ...env },
			stdio: ['ignore', 'pipe', 'pipe'],
			detached: true,
		});
		for (const stream of [this.shell.stdout, this.shell.stderr]) {
			stream?.on('data', (chunk: Buffer) => {
				this.printed += chunk.toString();
				this.changes.emit('change');
			});
		}
		this.ended = once(this.shell, 'close').then(([code]) => {
			this.changes.emit('change');
			return code as number | null;
		});
	}

	/** Resolves when it has printed the text, `times` times. Throws with what it printed where it ends before. */
	async shows(text: string, times = 1): Promise<void> {
		let isOver = false;
		void this.ended.then(() => (isOver = true));
		while (this.printed.split(text).length <= times) {
			if (isOver) throw new Error(`It ended without "${text}":\n${this.printed}`);
			await once(this.changes, 'change');
		}
	}

	/** Presses Ctrl-C, which reaches all processes of the command. */
	interrupt(): void {
		this.signal('SIGINT');
	}

	/** Closes the terminal: ends what still runs in it. */
	stop(): void {
		if (this.shell.exitCode === null && this.shell.signalCode === null) this.signal('SIGKILL');
	}

	private signal(name: NodeJS.Signals): void {
		if (this.shell.pid !== undefined) process.kill(-this.shell.pid, name);
	}
}
