/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- runs on Node, outside n8n */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

import { NODE, SEND_PATH } from './contestants';
import type { Contestants, Course } from './contestants';
import { memory, seconds } from './measure';

const ISSUER_PATH = '/cgi-bin/stable_token';
const WORKER = join(__dirname, 'worker.ts');

/** What WeChat needs to answer, in milliseconds: about that of a data centre not far away. */
export const LATENCY_MS = 40;

/** Rounds count, each contestant in turn within one, so that what disturbs the machine disturbs all. */
const ROUNDS = 5;

/** Measurements of one contestant by round. */
type Series = Record<string, number[]>;

/** Runs each work once per round, after a first round that does not count. */
async function alternate(
	works: Record<string, () => Promise<number>>,
	rounds = ROUNDS,
): Promise<Series> {
	const series: Series = {};
	for (let round = 0; round <= rounds; round++) {
		for (const [name, work] of Object.entries(works)) {
			const measured = await work();
			if (round > 0) (series[name] ??= []).push(measured);
		}
	}
	return series;
}

/** Seconds of the sends by the node, the bare loops and the pool. */
export async function sendRounds(contestants: Contestants, course: Course): Promise<Series> {
	return await alternate({
		node: async () => await seconds(async () => await contestants.send(course)),
		bare: async () => await seconds(async () => await contestants.bareSend(course)),
		reading: async () => await seconds(async () => await contestants.readingSend(course)),
		pool: async () => await seconds(async () => await contestants.pooledSend(course)),
	});
}

/** Seconds of the whole library, by the node and page after page. */
export async function libraryRounds(
	contestants: Contestants,
): Promise<Series & { titles: number[] }> {
	const titles = (await contestants.library()).items(NODE).length;
	const series = await alternate({
		node: async () => await seconds(async () => await contestants.library()),
		bare: async () => await seconds(async () => await contestants.bareLibrary(titles)),
	});
	return { ...series, titles: [titles] };
}

/** Seconds and bytes of few and of many sends. */
export async function sizeRounds(
	contestants: Contestants,
	few: Course,
	many: Course,
): Promise<{ time: Series; memory: Series }> {
	const time = await alternate({
		few: async () => await seconds(async () => await contestants.send(few)),
		many: async () => await seconds(async () => await contestants.send(many)),
	});
	const held = await alternate({
		few: async () => await memory(async () => await contestants.send(few)),
		many: async () => await memory(async () => await contestants.send(many)),
	});
	return { time, memory: held };
}

/** How often the node asked for a token. */
export interface TokenCalls {
	manySends: number;
	rejectedAtOnce: number;
	coldWorkers: number;
}

/** Counts token calls: of a new process for all sends, for rejections at once, of two new processes. */
export async function tokenCalls(contestants: Contestants, course: Course): Promise<TokenCalls> {
	const { simulator, templateId, openIds } = course;
	const counted = async (work: () => Promise<unknown>) => {
		const before = await simulator.calledTimes(ISSUER_PATH);
		await work();
		return (await simulator.calledTimes(ISSUER_PATH)) - before;
	};
	const newProcess = async (recipients: string[]) =>
		await work([simulator.url, templateId, ...recipients]);
	const manySends = await counted(async () => await newProcess(openIds));
	const few = { ...course, openIds: openIds.slice(0, 20), concurrency: 20 };
	const rejectedAtOnce = await counted(async () => {
		await simulator.act('setLatency', { milliseconds: LATENCY_MS });
		await simulator.act('order', { kind: 'revokeToken', path: SEND_PATH });
		await contestants.send(few);
		await simulator.act('setLatency', { milliseconds: 0 });
	});
	const halves = [openIds.slice(0, 10), openIds.slice(10, 20)];
	const coldWorkers = await counted(async () => await Promise.all(halves.map(newProcess)));
	return { manySends, rejectedAtOnce, coldWorkers };
}

async function work(options: string[]): Promise<void> {
	const child = spawn(process.execPath, ['--import', 'tsx', WORKER, ...options], {
		stdio: 'inherit',
	});
	const [code] = (await once(child, 'exit')) as [number];
	if (code !== 0) throw new Error('A worker has failed');
}
