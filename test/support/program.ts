/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on Node, outside n8n */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Stop = () => Promise<void>;

/** What a program has started, to be ended in reverse order. */
export class Started {
	private readonly stops: Stop[] = [];
	private ending = false;

	/** Starts a server that must end in good order: one that is still starting at the end is waited for. */
	async start<Server extends { stop: Stop }>(begin: () => Promise<Server>): Promise<Server> {
		if (this.ending) throw new Error('The program is ending');
		const starting = begin();
		this.stops.push(async () => {
			const server = await starting.catch(() => undefined);
			await server?.stop();
		});
		return await starting;
	}

	/** Hands over what ends something. Throws where the program is ending already, after ending it. */
	async add(stop: Stop): Promise<void> {
		if (!this.ending) {
			this.stops.push(stop);
			return;
		}
		await stop();
		throw new Error('The program is ending');
	}

	/** A new temporary folder, removed at the end. */
	folder(prefix: string): string {
		const folder = mkdtempSync(join(tmpdir(), prefix));
		const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
		// At the very end, when everything that was still being started has been killed.
		this.stops.push(async () => void process.once('exit', remove));
		return folder;
	}

	/** Ends everything. */
	async end(): Promise<void> {
		this.ending = true;
		for (const stop of this.stops.splice(0).reverse()) await stop();
	}
}

/**
 * Runs a command line program to its end and exits: with code 0 where `work` returns true, else 1. What it
 * has started is ended in any case, also by Ctrl-C.
 */
export function program(work: (started: Started) => Promise<boolean>): void {
	const started = new Started();
	const interrupted = new Promise<never>((_, fail) => {
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
			process.on(signal, () => fail(new Error(`Ended by ${signal}`)));
		}
	});
	Promise.race([work(started), interrupted])
		.finally(async () => await started.end())
		.then(
			(passed) => process.exit(passed ? 0 : 1),
			(error: Error) => {
				process.stderr.write(`${error.stack ?? error.message}\n`);
				process.exit(1);
			},
		);
}
