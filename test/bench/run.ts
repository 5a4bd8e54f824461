/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a command line program */
import { installNode } from '../../playground/n8n/install';
import { inRepository } from '../support/paths';
import { program } from '../support/program';
import { ContestantProcess } from './contestantProcess';
import { Contestants, NODE } from './contestants';
import type { Course } from './contestants';
import { writeSection } from './n8n/section';
import { report } from './report';
import { LATENCY_MS, libraryRounds, sendRounds, sizeRounds, tokenCalls } from './rounds';
import type { Field } from './rounds';
import { SimulatorProcess } from './simulatorProcess';

const SENDS = 2000;
const FEW = 1000;
const MANY = 10_000;
const CONCURRENCY = 20;

const tell = (line: string) => process.stdout.write(`${line}\n`);

program(async (started) => {
	const { node, nodeVersion } = await installNode();
	const simulator = await started.start(async () => await SimulatorProcess.start());
	const arena = await simulator.arena();
	const contestant = async () =>
		await started.start(async () => new ContestantProcess(arena, node));
	const field: Field = {
		node: await contestant(),
		bare: await contestant(),
		reading: await contestant(),
		pool: await contestant(),
	};

	const preparing = new Contestants(arena);
	const templateId = await preparing.addTemplate();
	const titles = (await preparing.library()).items(NODE).length;
	const openIds = await simulator.subscribers(templateId, MANY);
	const courseOf = (count: number): Course => ({
		templateId,
		openIds: openIds.slice(0, count),
		concurrency: CONCURRENCY,
	});
	const course = courseOf(SENDS);

	tell('Token calls');
	const workers = [await contestant(), await contestant(), await contestant()];
	const tokens = await tokenCalls(simulator, workers, course);
	for (const worker of workers) await worker.stop();
	tell(`${SENDS} sends`);
	const atOnce = await sendRounds(field, course, 0);
	tell(`${FEW} and ${MANY} sends`);
	const sizes = await sizeRounds(field, courseOf(FEW), courseOf(MANY));
	await simulator.act('setLatency', { milliseconds: LATENCY_MS });
	tell(`${SENDS} sends, answered after ${LATENCY_MS} ms`);
	const delayed = await sendRounds(field, course, LATENCY_MS);
	tell('The library');
	const library = await libraryRounds(field, titles);

	const lines = report({
		nodeVersion,
		sends: SENDS,
		concurrency: CONCURRENCY,
		atOnce,
		delayed,
		titles,
		library,
		tokens,
		sizes: { few: FEW, many: MANY, ...sizes },
	});
	writeSection(inRepository('test/bench/RESULTS.md'), 'bench', lines);
	tell(lines.join('\n'));
	return true;
});
