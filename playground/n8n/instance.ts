/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/require-node-api-error -- runs on Node, outside n8n */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { startInBackground } from './background';
import { freePort, pause, PROJECT, run } from './commands';
import type { Installation } from './install';

/** How to start one n8n process. */
export interface N8nOptions {
	/** Holds everything the instance keeps: database, key, packages. Made where it is missing. */
	userFolder: string;
	/** Packed packages (`npm pack`) to put where community packages lie. */
	packages?: string[];
	/** `start` is editor, webhooks and executions in one; the others are for queue mode. */
	command?: 'start' | 'webhook' | 'worker';
	/** Arguments of the command, e.g. `--concurrency=5`. */
	args?: string[];
	/** Port of editor and webhooks (of a worker: of its health check); a free one if left out. */
	port?: number;
	/** Further n8n settings, over the quiet ones below. */
	env?: Record<string, string>;
}

/** A running n8n process. */
export interface N8n {
	url: string;
	userFolder: string;
	pid: number;
	/** The file that {@link N8n.log} reads. */
	logFile: string;
	/** Everything it has printed so far. */
	log(): string;
	/** Stops it and what it started; kills it where it takes longer than 15 seconds. */
	stop(signal?: NodeJS.Signals): Promise<void>;
}

const STARTUP_SECONDS = 180;

/** No telemetry, no look-ups of n8n's own services, plain http on this machine. */
const QUIET: Record<string, string> = {
	DB_TYPE: 'sqlite',
	GENERIC_TIMEZONE: 'Asia/Shanghai',
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '5',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_LISTEN_ADDRESS: '127.0.0.1',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_PUBLIC_API_SWAGGERUI_DISABLED: 'true',
	N8N_SECURE_COOKIE: 'false',
	N8N_SSRF_PROTECTION_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	NO_COLOR: '1',
	NO_PROXY: '127.0.0.1,localhost',
};

/** Starts n8n and waits until it takes requests. Throws with its last lines where it does not get there. */
export async function startN8n(installation: Installation, options: N8nOptions): Promise<N8n> {
	const { userFolder, packages = [], command = 'start', args = [] } = options;
	// Without this check, another n8n on the port would be taken for ours.
	const port = await freePort(options.port);
	mkdirSync(userFolder, { recursive: true });
	for (const tarball of packages) await addPackage(userFolder, tarball);
	const logFile = join(userFolder, `${command}-${port}.log`);
	const log = () => readFileSync(logFile, 'utf8');
	const started = startInBackground(installation.node, [installation.script, command, ...args], {
		logFile,
		env: {
			...QUIET,
			...(await ports(command, port)),
			N8N_USER_FOLDER: userFolder,
			...options.env,
		},
	});
	const url = `http://127.0.0.1:${port}`;
	const ended = new AbortController();
	void started.exited.then(() => ended.abort());
	try {
		await ready(url, ended.signal);
	} catch (error) {
		await started.stop();
		const lastLines = log().trimEnd().split('\n').slice(-20).join('\n');
		throw new Error(`n8n ${command} did not start: ${(error as Error).message}\n${lastLines}`);
	}
	return { url, userFolder, pid: started.pid, logFile, log, stop: started.stop };
}

/** Runs one of n8n's commands, such as `export:credentials`, against a user folder; returns what it printed. */
export async function runN8nCommand(
	installation: Installation,
	userFolder: string,
	args: string[],
	env: Record<string, string> = {},
): Promise<string> {
	return await run(installation.node, [installation.script, ...args], {
		env: { ...QUIET, N8N_USER_FOLDER: userFolder, ...env },
	});
}

/** Builds and packs this project; returns the tarball, the file that npm would publish. */
export async function packProject(folder: string): Promise<string> {
	mkdirSync(folder, { recursive: true });
	await run('npx', ['gulp', 'build']);
	const printed = await run('npm', [
		'pack',
		'--json',
		'--ignore-scripts',
		'--loglevel=error',
		`--pack-destination=${folder}`,
	]);
	const [{ filename }] = JSON.parse(printed.slice(printed.indexOf('['))) as [{ filename: string }];
	return join(folder, filename);
}

/** Unpacks a package into the folder where n8n looks for community packages. */
async function addPackage(userFolder: string, tarball: string): Promise<void> {
	const { name } = JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as {
		name: string;
	};
	const folder = join(userFolder, '.n8n/nodes/node_modules', name);
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	await run('tar', ['-xzf', tarball, '--strip-components=1', '-C', folder]);
}

async function ports(command: string, port: number): Promise<Record<string, string>> {
	const broker = { N8N_RUNNERS_BROKER_PORT: String(await freePort()) };
	if (command !== 'worker') return { ...broker, N8N_PORT: String(port) };
	return { ...broker, QUEUE_HEALTH_CHECK_ACTIVE: 'true', QUEUE_HEALTH_CHECK_PORT: String(port) };
}

/** `/healthz` answers long before the database is migrated; this one only then. */
async function ready(url: string, ended: AbortSignal): Promise<void> {
	for (let waited = 0; waited < STARTUP_SECONDS * 2; waited += 1) {
		const response = await fetch(`${url}/healthz/readiness`).catch(() => undefined);
		if (response?.status === 200) return;
		await pause(500, ended);
		if (ended.aborted) throw new Error('it ended');
	}
	throw new Error(`not ready after ${STARTUP_SECONDS} s`);
}
