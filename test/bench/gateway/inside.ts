/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a command line program */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { program } from '../../support/program';
import { Contestants } from '../contestants';
import type { Course } from '../contestants';
import type { Certificates } from '../far/certificates';
import { FarServer } from '../far/farServer';
import { Field } from '../field';
import { SLOW } from '../rounds';
import { SimulatorProcess } from '../simulatorProcess';
import { Trial } from '../trial';
import { faultTest } from './faults';
import { NameServer } from './nameServer';
import { GATEWAY_URL, Nginx } from './nginx';
import { report } from './report';

/** What this program is told, in the environment: it runs in a network of its own, see run.ts. */
export interface InsideTask {
	/** WeChat's name, and the certificates for it. */
	host: string;
	certificates: Certificates;
	/** Where this network looks for names. */
	nameServer: string;
	/** For files. */
	folder: string;
	/** Path of the contestants' Node binary. */
	node: string;
	nodeVersion: string;
}

/** How long the name server takes. */
const LOOK_UP_MS = 5;

const SENDS = 2000;
const CONCURRENCY = 50;
const HTTPS_PORT = 443;

const tell = (line: string) => process.stdout.write(`${line}\n`);

program(async (started) => {
	const trial = new Trial();
	const { host, nameServer, certificates, folder, node, nodeVersion } = JSON.parse(
		process.env.BENCH_TASK!,
	) as InsideTask;
	await started.start(async () => await NameServer.start(nameServer, LOOK_UP_MS));
	const nginxFolder = join(folder, 'nginx');
	mkdirSync(nginxFolder);
	const nginx = await started.start(async () => await Nginx.start(nginxFolder));
	const startFar = async (url: string) =>
		await started.start(async () => await FarServer.start(url, certificates, { port: HTTPS_PORT }));

	tell('Faults');
	const faults = await faultTest(host, nginx, startFar);
	for (const { what, told } of faults) tell(`  ${what}: ${told}`);

	tell(`${SENDS} sends, direct and through the gateway`);
	const simulator = await started.start(async () => await SimulatorProcess.start([host]));
	await startFar(simulator.url);
	const arena = await simulator.arena();
	const templateId = await new Contestants(arena).addTemplate();
	const openIds = await simulator.subscribers(templateId, SENDS);
	const course: Course = { templateId, openIds, concurrency: CONCURRENCY };
	const direct = { ...arena, url: `https://${host}` };
	const gateway = { ...arena, url: GATEWAY_URL };
	const env = { NODE_EXTRA_CA_CERTS: certificates.root };
	const times = await new Field(started, node).race(
		{
			direct: { arena: direct, env, entry: ['send', course] },
			threads: {
				arena: direct,
				env: { ...env, UV_THREADPOOL_SIZE: '64' },
				entry: ['send', course],
			},
			gateway: { arena: gateway, entry: ['send', course] },
			gatewayWide: { arena: gateway, entry: ['send', { ...course, concurrency: 100 }] },
		},
		trial.of(SLOW),
	);
	const lines = report({
		nodeVersion,
		nginxVersion: await Nginx.version(),
		lookUp: LOOK_UP_MS,
		sends: SENDS,
		concurrency: CONCURRENCY,
		times,
		faults,
	});
	trial.publish('bench:gateway', lines);
	return true;
});
