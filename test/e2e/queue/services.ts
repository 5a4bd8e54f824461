/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on Node, outside n8n */
import { chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { startInBackground } from '../../../playground/n8n/background';
import { freePort, pause, run } from '../../../playground/n8n/commands';
import type { CommandOptions } from '../../../playground/n8n/commands';
import { installDebianPackages } from '../../support/debian';

/** A server beside n8n, with everything it keeps in a folder of its own. */
export interface Service {
	/** Name and version. */
	name: string;
	port: number;
	stop(): Promise<void>;
}

const REDIS = '/usr/bin/redis-server';

/** Debian keeps every major version of PostgreSQL in a folder of its own. */
const POSTGRES = '/usr/lib/postgresql';

const STARTUP_SECONDS = 30;

/** Makes sure that Redis and PostgreSQL are on this machine; see {@link installDebianPackages}. */
export async function installServices(): Promise<void> {
	if (existsSync(REDIS) && existsSync(POSTGRES)) return;
	await installDebianPackages('Queue mode needs', ['redis-server', 'postgresql']);
}

/** Starts a Redis that writes nothing to disk. */
export async function startRedis(folder: string): Promise<Service> {
	const port = await freePort();
	mkdirSync(folder);
	const settings = { port, bind: '127.0.0.1', dir: folder, save: '', appendonly: 'no' };
	const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
	const { stop } = startInBackground(REDIS, args, { logFile: join(folder, 'redis.log') });
	await answering('redis-cli', ['-p', String(port), 'ping'], stop);
	const version = /v=([\d.]+)/.exec(await run(REDIS, ['--version']))?.[1];
	return { name: `Redis ${version}`, port, stop };
}

/** Starts a PostgreSQL with an empty database `postgres`, whose user of that name needs no password. */
export async function startPostgres(folder: string): Promise<Service> {
	const version = readdirSync(POSTGRES).sort((a, b) => Number(b) - Number(a))[0];
	const program = (name: string) => join(POSTGRES, version, 'bin', name);
	const user = await databaseUser();
	mkdirSync(folder);
	if (user) chownSync(folder, user.uid, user.gid);
	const data = join(folder, 'data');
	const initialise = ['--auth=trust', '--username=postgres', '--no-sync', '-E', 'UTF8', '-D', data];
	await run(program('initdb'), initialise, { cwd: folder, user });
	const port = await freePort();
	const settings = {
		port,
		listen_addresses: '127.0.0.1',
		unix_socket_directories: '',
		fsync: 'off',
		dynamic_shared_memory_type: 'mmap',
	};
	const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
	const logFile = join(folder, 'postgres.log');
	const options = { logFile, cwd: folder, user };
	const { stop } = startInBackground(program('postgres'), ['-D', data, ...args], options);
	// SIGTERM would wait until every client has left.
	const stopNow = async () => await stop('SIGINT');
	await answering(program('pg_isready'), ['-h', '127.0.0.1', '-p', String(port)], stopNow);
	return { name: `PostgreSQL ${version}`, port, stop: stopNow };
}

/** PostgreSQL refuses to run as root. */
async function databaseUser(): Promise<CommandOptions['user']> {
	if (process.getuid?.() !== 0) return undefined;
	const [uid, gid] = await Promise.all([
		run('id', ['-u', 'postgres']),
		run('id', ['-g', 'postgres']),
	]);
	return { uid: Number(uid), gid: Number(gid) };
}

/** Waits until a client program reaches the server; stops the server where it does not. */
async function answering(probe: string, args: string[], stop: () => Promise<void>): Promise<void> {
	let problem = '';
	for (let waited = 0; waited < STARTUP_SECONDS * 10; waited += 1) {
		try {
			await run(probe, args);
			return;
		} catch (error) {
			problem = (error as Error).message;
			await pause(100);
		}
	}
	await stop();
	throw new Error(problem);
}
