/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a command line program */
import { join } from 'node:path';

import { program } from '../support/program';
import { Contestants } from './contestants';
import type { Course } from './contestants';
import { writeSection } from './n8n/section';
import { report } from './report';
import { LATENCY_MS, libraryRounds, sendRounds, sizeRounds, tokenCalls } from './rounds';
import { SimulatorProcess } from './simulatorProcess';

const SENDS = 2000;
const FEW = 1000;
const MANY = 10_000;
const CONCURRENCY = 20;

const tell = (line: string) => process.stdout.write(`${line}\n`);

program(async (started) => {
	const simulator = await SimulatorProcess.start();
	await started.add(async () => await simulator.stop());
	const contestants = await Contestants.start(simulator);
	const templateId = await contestants.addTemplate();
	const openIds = await simulator.subscribers(templateId, MANY);
	const courseOf = (count: number): Course => ({
		simulator,
		templateId,
		openIds: openIds.slice(0, count),
		concurrency: CONCURRENCY,
	});
	const course = courseOf(SENDS);

	tell(`${SENDS} sends`);
	const atOnce = await sendRounds(contestants, course);
	tell('Token calls');
	const tokens = await tokenCalls(contestants, course);
	tell(`${FEW} and ${MANY} sends`);
	const sizes = await sizeRounds(contestants, courseOf(FEW), courseOf(MANY));
	await simulator.act('setLatency', { milliseconds: LATENCY_MS });
	tell(`${SENDS} sends, answered after ${LATENCY_MS} ms`);
	const delayed = await sendRounds(contestants, course);
	tell('The library');
	const library = await libraryRounds(contestants);

	const lines = report({
		sends: SENDS,
		concurrency: CONCURRENCY,
		atOnce,
		delayed,
		library,
		tokens,
		sizes: { few: FEW, many: MANY, ...sizes },
	});
	writeSection(join(__dirname, 'RESULTS.md'), 'bench', lines);
	tell(lines.join('\n'));
	return true;
});
