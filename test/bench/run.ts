/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a command line program */
import { installNode } from '../../playground/n8n/install';
import { program } from '../support/program';
import type { Started } from '../support/program';
import { Contestants, NODE } from './contestants';
import type { Arena, Course } from './contestants';
import { makeCertificates } from './far/certificates';
import { FarServer } from './far/farServer';
import { Field } from './field';
import { report } from './report';
import type { Findings } from './report';
import { FAST, LATENCY_MS, LONG, sizeRounds, SLOW, tokenCalls } from './rounds';
import { SimulatorProcess } from './simulatorProcess';
import { Trial } from './trial';

const SENDS = 2000;
const FEW = 1000;
const MANY = 50_000;
const CONCURRENCY = 50;

const tell = (line: string) => process.stdout.write(`${line}\n`);

/** A simulator in which so many users have accepted a template; the course over all of them. */
async function scene(started: Started, users: number) {
	const simulator = await started.start(async () => await SimulatorProcess.start());
	const preparing = new Contestants(await simulator.arena());
	const templateId = await preparing.addTemplate();
	const course: Course = { templateId, openIds: await simulator.subscribers(templateId, users) };
	return { simulator, course, preparing };
}

program(async (started) => {
	const trial = new Trial();
	const { node, nodeVersion } = await installNode();
	const field = new Field(started, node);
	const { simulator, course, preparing } = await scene(started, SENDS);
	const titles = (await preparing.library()).items(NODE).length;
	const wide: Course = { ...course, concurrency: CONCURRENCY };

	tell('Token calls');
	const cold = await simulator.arena();
	const workers = [
		await field.contestant(cold),
		await field.contestant(cold),
		await field.contestant(cold),
	];
	const tokens = await tokenCalls(simulator, workers, course);
	for (const worker of workers) await worker.stop();

	// WeChat has just taken back all tokens.
	const arena = await simulator.arena();
	tell(`${SENDS} sends, TLS, far away`);
	const certificates = await makeCertificates(started.folder('bench-certificates-'), [
		'IP:127.0.0.1',
	]);
	const server = await started.start(
		async () => await FarServer.start(simulator.url, certificates),
	);
	const farArena: Arena = { ...arena, url: server.url };
	const remote = { arena: farArena, env: { NODE_EXTRA_CA_CERTS: certificates.root } };
	const far = await field.race(
		{
			send: { ...remote, entry: ['send', course] },
			wide: { ...remote, entry: ['send', wide] },
			bare: { ...remote, entry: ['bareSend', wide] },
			pool: { ...remote, entry: ['pooledSend', wide] },
		},
		trial.of(SLOW),
	);

	tell(`${SENDS} sends, plain, at once`);
	const floor = await field.race(
		{
			send: { arena, entry: ['send', wide] },
			bare: { arena, entry: ['bareSend', wide] },
			reading: { arena, entry: ['readingSend', wide] },
			pool: { arena, entry: ['pooledSend', wide] },
		},
		trial.of(FAST),
	);

	tell('The library');
	await simulator.act('setLatency', { milliseconds: LATENCY_MS });
	const library = await field.race(
		{
			send: { arena, entry: ['library'] },
			bare: { arena, entry: ['bareLibrary', titles] },
		},
		trial.of(SLOW),
	);

	const many = trial.count(MANY);
	tell(`${FEW} and ${many} sends`);
	const crowd = await scene(started, many);
	const sizes = await sizeRounds(
		await field.contestant(await crowd.simulator.arena()),
		{ ...crowd.course, openIds: crowd.course.openIds.slice(0, FEW) },
		crowd.course,
		trial.of(LONG),
	);

	const findings: Findings = {
		nodeVersion,
		sends: SENDS,
		concurrency: CONCURRENCY,
		far,
		floor,
		library: { titles, times: library },
		sizes: { few: FEW, many, ...sizes },
		tokens,
	};
	trial.publish('bench', report(findings));
	return true;
});
