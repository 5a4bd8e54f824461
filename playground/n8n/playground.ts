/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on Node, outside n8n */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { startSimulator } from '../../simulator';
import { freePort, PROJECT } from './commands';
import { furnish } from './furnish';
import { installN8n } from './install';
import { packProject, startN8n } from './instance';
import { ownerOf } from './owner';
import { N8nRest } from './rest';
import { welcome } from './welcome';

const HELP = `A real n8n with the nodes of this project and a local WeChat.

  --port <number>             port of n8n on 127.0.0.1 (default 5678)
  --simulator-port <number>   port of the local WeChat (default 8765)
  --fresh                     forget the workflows and credentials of earlier starts
`;

const tell = (line: string) => process.stdout.write(`${line}\n`);

interface Settings {
	port: number;
	simulatorPort: number;
	fresh: boolean;
}

/** Starts simulator and n8n; each part that runs is stopped by its entry in `stops`. */
async function start(settings: Settings, stops: Array<() => Promise<void>>): Promise<void> {
	const folder = join(PROJECT, '.cache/playground');
	if (settings.fresh) rmSync(folder, { recursive: true, force: true });
	await freePort(settings.port);
	const installation = await installN8n(tell);
	tell('Building and packing the nodes ...');
	const tarball = await packProject(join(folder, 'package'));
	const simulator = await startSimulator({
		port: settings.simulatorPort,
		retiredApi: 'working',
	});
	stops.push(async () => await simulator.stop());
	tell(`Starting n8n ${installation.version} ...`);
	const n8n = await startN8n(installation, {
		userFolder: join(folder, 'n8n'),
		packages: [tarball],
		port: settings.port,
	});
	stops.push(async () => await n8n.stop());
	const rest = new N8nRest(n8n.url);
	const owner = ownerOf(folder);
	await rest.signIn(owner);
	const examples = await furnish(rest, simulator);
	tell(welcome({ editor: n8n.url, phones: simulator.url, owner, examples }));
}

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: '5678' },
			'simulator-port': { type: 'string', default: '8765' },
			fresh: { type: 'boolean', default: false },
			help: { type: 'boolean', short: 'h', default: false },
		},
	});
	if (values.help) {
		process.stdout.write(HELP);
		return;
	}
	const settings = {
		port: Number(values.port),
		simulatorPort: Number(values['simulator-port']),
		fresh: values.fresh,
	};
	const stops: Array<() => Promise<void>> = [];
	const interrupted = new Promise<void>((done) => {
		for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => done());
	});
	try {
		const started = start(settings, stops).then(async () => await interrupted);
		await Promise.race([started, interrupted]);
		tell('\nStopping ...');
	} finally {
		for (const stop of stops.reverse()) await stop();
	}
}

main().then(
	// Ends work that Ctrl-C came in the middle of, such as an installation.
	() => process.exit(0),
	(error: Error) => {
		process.stderr.write(`${error.message}\n`);
		process.exit(1);
	},
);
