/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- runs on Node, outside n8n */
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The project's root folder. */
export const PROJECT = resolve(__dirname, '../..');

/** Where a command runs and what it finds in its environment. */
export interface CommandOptions {
	cwd?: string;
	/** Added to this process's environment. */
	env?: Record<string, string>;
	/** Who runs it; only root can run a command as somebody else. */
	user?: { uid: number; gid: number };
}

/** Runs a command to its end and returns what it printed. Throws with the last lines where it fails. */
export async function run(
	command: string,
	args: string[],
	{ cwd = PROJECT, env = {}, user }: CommandOptions = {},
): Promise<string> {
	const child = spawn(command, args, { ...user, cwd, env: { ...process.env, ...env } });
	const chunks: Buffer[] = [];
	child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
	child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
	const code = await new Promise<number | null>((done, fail) => {
		child.once('error', fail);
		child.once('close', done);
	});
	const printed = Buffer.concat(chunks).toString();
	if (code === 0) return printed;
	const lastLines = printed.trimEnd().split('\n').slice(-20).join('\n');
	throw new Error(`${command} ${args.join(' ')} ended with code ${code}\n${lastLines}`);
}

/** A TCP port of this machine that nobody listens on: `wanted`, or any. Throws where `wanted` is taken. */
export async function freePort(wanted = 0): Promise<number> {
	const server = createServer();
	await new Promise<void>((done, fail) => {
		server.once('error', () => fail(new Error(`Port ${wanted} is in use; choose another one`)));
		server.listen(wanted, '127.0.0.1', done);
	});
	const { port } = server.address() as AddressInfo;
	await new Promise((done) => server.close(done));
	return port;
}

/** Waits; `signal` ends the wait early. */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
	await sleep(milliseconds, undefined, { signal }).catch(() => {});
}
