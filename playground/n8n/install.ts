/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on Node, outside n8n */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { PROJECT, run } from './commands';

/** The newest n8n whose whole dependency tree the npm registry had. */
export const PINNED_N8N_VERSION = '2.41.1';

/** The n8n that is installed and started; the environment variable of this name chooses another one. */
export const N8N_VERSION = process.env.N8N_VERSION ?? PINNED_N8N_VERSION;

/** n8n 2.x needs Node 24 or later. */
const NODE_VERSION = '24.18.0';

/** A Node on this machine. */
export interface NodeInstallation {
	nodeVersion: string;
	/** The binary. */
	node: string;
}

/** An n8n on this machine, ready to be started by its Node. */
export interface Installation extends NodeInstallation {
	version: string;
	/** n8n's command line script. */
	script: string;
}

type Tell = (line: string) => void;

const cache = join(PROJECT, '.cache');
const nodeFolder = join(cache, `node-${NODE_VERSION}`);
const n8nFolder = join(cache, `n8n-${N8N_VERSION}`);
const nodePackage = `${process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node'}-${process.platform}-${process.arch}`;
const nodePrefix = join(nodeFolder, 'node_modules', nodePackage);

const NPM_INSTALL = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

const print: Tell = (line) => process.stdout.write(`${line}\n`);

/** Installs the Node that n8n needs into `.cache`, once; later calls return at once. `tell` gets progress lines. */
export async function installNode(tell: Tell = print): Promise<NodeInstallation> {
	await once(nodeFolder, async () => {
		// The registry's `node` package only downloads this one, by an install script.
		await step(tell, `Node ${NODE_VERSION}`, async () => {
			await run('npm', [...NPM_INSTALL, `${nodePackage}@${NODE_VERSION}`], { cwd: nodeFolder });
		});
	});
	return { nodeVersion: NODE_VERSION, node: join(nodePrefix, 'bin/node') };
}

/**
 * Installs n8n and the Node it needs into `.cache`, once; later calls return at once. About 3 GB and 4 to 8 minutes,
 * from the npm registry alone; the SQLite driver is compiled (python3, make and a C++ compiler). `tell` gets
 * progress lines.
 */
export async function installN8n(tell: Tell = print): Promise<Installation> {
	const node = await installNode(tell);
	await once(n8nFolder, async () => {
		tell(`Installing n8n ${N8N_VERSION} into .cache: about 3 GB, 4 to 8 minutes, once.`);
		await step(tell, `n8n ${N8N_VERSION} and its packages`, async () => {
			await run('npm', [...NPM_INSTALL, `n8n@${N8N_VERSION}`], { cwd: n8nFolder }).catch(notWhole);
		});
		await step(tell, 'the SQLite driver, compiled', compileDatabaseDriver);
	});
	const script = join(n8nFolder, 'node_modules/n8n/bin/n8n');
	return { version: N8N_VERSION, script, ...node };
}

/** Fills a folder, unless an earlier call has done so to its end. */
async function once(folder: string, fill: () => Promise<void>): Promise<void> {
	const complete = join(folder, '.complete');
	if (existsSync(complete)) return;
	mkdirSync(folder, { recursive: true });
	// npm takes the nearest folder with a package.json for the project to install into.
	writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
	await fill();
	writeFileSync(complete, '');
}

/** npm names the package that is missing, and neither n8n's version nor the remedy. */
function notWhole(error: Error): never {
	if (!error.message.includes('ETARGET')) throw error;
	throw new Error(
		`The npm registry lacks a package that n8n ${N8N_VERSION} needs. Choose another n8n, ` +
			`such as the pinned ${PINNED_N8N_VERSION}.\n${error.message}`,
	);
}

/** Its own install script would fetch a ready-made one from outside the registry; the headers lie beside Node. */
async function compileDatabaseDriver(): Promise<void> {
	await run('npm', ['rebuild', 'sqlite3', '--build-from-source', '--ignore-scripts=false'], {
		cwd: n8nFolder,
		env: {
			PATH: [join(nodePrefix, 'bin'), process.env.PATH].join(delimiter),
			npm_config_nodedir: nodePrefix,
		},
	});
}

async function step(tell: Tell, name: string, work: () => Promise<void>): Promise<void> {
	const started = Date.now();
	const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
	tell(`  ${name} ...`);
	const progress = setInterval(() => tell(`  ... ${seconds()}`), 20_000);
	try {
		await work();
	} finally {
		clearInterval(progress);
	}
	tell(`  ${name}: ${seconds()}`);
}
