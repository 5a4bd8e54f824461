/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- runs on Node, outside n8n */
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';

import { pause } from './commands';
import type { CommandOptions } from './commands';

/** A process that runs beside this one. */
export interface BackgroundProcess {
	pid: number;
	/** Resolves when it has ended, whatever the reason. */
	exited: Promise<void>;
	/** Stops it and what it started, once; kills it where it takes longer than 15 seconds. */
	stop(signal?: NodeJS.Signals): Promise<void>;
}

const STOP_MILLISECONDS = 15_000;

/** Starts a process; what it prints goes to a fresh `logFile`. It ends with this process at the latest. */
export function startInBackground(
	command: string,
	args: string[],
	{ logFile, cwd, env = {}, user }: CommandOptions & { logFile: string },
): BackgroundProcess {
	const output = openSync(logFile, 'w');
	// In a process group of its own: Ctrl-C reaches this process alone, and `stop` all that it started.
	const child = spawn(command, args, {
		...user,
		cwd,
		detached: true,
		stdio: ['ignore', output, output],
		env: { ...process.env, ...env },
	});
	closeSync(output);
	const pid = child.pid ?? 0;
	const exited = new Promise<void>((done) => child.once('exit', () => done()));
	const killGroup = () => {
		try {
			process.kill(-pid, 'SIGKILL');
		} catch {
			// Nothing of it is left.
		}
	};
	process.once('exit', killGroup);
	let isStopped = false;
	const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
		// Later the number may be another process's.
		if (isStopped) return;
		child.kill(signal);
		const timeout = new AbortController();
		await Promise.race([exited, pause(STOP_MILLISECONDS, timeout.signal)]);
		timeout.abort();
		killGroup();
		await exited;
		isStopped = true;
		process.off('exit', killGroup);
	};
	return { pid, exited, stop };
}
