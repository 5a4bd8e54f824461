/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on Node, outside n8n */
import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';

import { startInBackground } from '../../../playground/n8n/background';
import type { BackgroundProcess } from '../../../playground/n8n/background';
import { pause, run } from '../../../playground/n8n/commands';
import { readRepositoryFile } from '../../support/paths';

/** Where the documented configuration listens. */
const PORT = 8787;

export const GATEWAY_URL = `http://127.0.0.1:${PORT}`;

/** nginx with the configuration of docs/performance.md, word for word. */
export class Nginx {
	private process?: BackgroundProcess;

	private starts = 0;

	private constructor(private readonly folder: string) {}

	/** @param folder takes configuration and logs */
	static async start(folder: string): Promise<Nginx> {
		const nginx = new Nginx(folder);
		const [, config] = /```nginx\n(.*?)```/s.exec(readRepositoryFile('docs/performance.md'))!;
		writeFileSync(nginx.config, config);
		await nginx.start();
		return nginx;
	}

	/** Version, e.g. `nginx/1.22.1`. */
	static async version(): Promise<string> {
		return (await run('nginx', ['-v'])).replace('nginx version: ', '').trim();
	}

	private get config(): string {
		return join(this.folder, 'nginx.conf');
	}

	private logFile(start: number): string {
		return join(this.folder, `nginx-${start}.log`);
	}

	/** Starts it (again) and waits until it listens. */
	async start(): Promise<void> {
		const main = `daemon off; pid ${join(this.folder, 'nginx.pid')};`;
		const logFile = this.logFile(this.starts++);
		const started = startInBackground('nginx', ['-c', this.config, '-e', 'stderr', '-g', main], {
			logFile,
		});
		this.process = started;
		let ended = false;
		void started.exited.then(() => (ended = true));
		while (!(await listens())) {
			if (ended) throw new Error(`nginx did not start: ${readFileSync(logFile, 'utf8')}`);
			await pause(50);
		}
	}

	/** Lets it read its configuration again: what is under way comes to its end. */
	reload(): void {
		process.kill(this.process!.pid, 'SIGHUP');
	}

	/** Ends it: in good order, or with `SIGKILL` at once. */
	async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
		await this.process?.stop(signal);
	}

	/** Everything that it has printed. */
	log(): string {
		const files = Array.from({ length: this.starts }, (_, start) => this.logFile(start));
		return files.map((file) => readFileSync(file, 'utf8')).join('');
	}
}

async function listens(): Promise<boolean> {
	return await new Promise((done) => {
		const socket = connect(PORT, '127.0.0.1', () => done(true));
		socket.once('error', () => done(false));
		socket.once('connect', () => socket.destroy());
	});
}
