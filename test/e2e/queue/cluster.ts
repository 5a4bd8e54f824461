/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { randomBytes } from 'node:crypto';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';

import type { Installation } from '../../../playground/n8n/install';
import { packProject, startN8n } from '../../../playground/n8n/instance';
import type { N8n } from '../../../playground/n8n/instance';
import type { Started } from '../../support/program';
import { startPostgres, startRedis } from './services';

/** How many executions one worker runs at a time: n8n's default. */
export const WORKER_CONCURRENCY = 10;

type Launch = (command: 'start' | 'webhook' | 'worker', args?: string[]) => Promise<N8n>;

/** An n8n in queue mode on its own Redis and PostgreSQL. */
export interface Cluster {
	/** Names and versions of the parts. */
	description: string;
	main: N8n;
	webhook: N8n;
	/** In the order of their start, stopped ones too. */
	workers: N8n[];
	/** Starts one more worker. */
	addWorker(): Promise<void>;
}

/** Starts main, webhook process and workers with the packed package; `started` ends them. */
export async function startCluster(
	installation: Installation,
	workerCount: number,
	started: Started,
): Promise<Cluster> {
	const folder = started.folder('n8n-queue-');
	// The database's user must reach its folder in here.
	chmodSync(folder, 0o711);
	const tarball = await packProject(folder);
	const redis = await started.start(async () => await startRedis(join(folder, 'redis')));
	const postgres = await started.start(async () => await startPostgres(join(folder, 'postgres')));

	const env = queueMode(redis.port, postgres.port);
	let count = 0;
	const launch: Launch = async (command, args) => {
		const userFolder = join(folder, `${command}-${++count}`);
		const options = { userFolder, packages: [tarball], command, args, env };
		const n8n = await startN8n(installation, options);
		await started.add(n8n.stop);
		return n8n;
	};
	const workers: N8n[] = [];
	const addWorker = async () => {
		workers.push(await launch('worker', [`--concurrency=${WORKER_CONCURRENCY}`]));
	};
	// The first process lays out the database.
	const main = await launch('start');
	const [webhook] = await Promise.all([
		launch('webhook'),
		...Array.from({ length: workerCount }, addWorker),
	]);
	const parts = [`n8n ${installation.version}`, redis.name, postgres.name];
	return { description: parts.join(', '), main, webhook, workers, addWorker };
}

function queueMode(redisPort: number, postgresPort: number): Record<string, string> {
	return {
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: String(postgresPort),
		DB_POSTGRESDB_DATABASE: 'postgres',
		DB_POSTGRESDB_USER: 'postgres',
		EXECUTIONS_MODE: 'queue',
		// Every process reads the same credentials.
		N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
		// Production webhooks are the webhook process's work alone.
		N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true',
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redisPort),
	};
}
