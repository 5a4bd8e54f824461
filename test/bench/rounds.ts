import type { ContestantProcess } from './contestantProcess';
import { SEND_PATH } from './contestants';
import type { Course } from './contestants';
import type { Timing } from './measure';
import type { SimulatorProcess } from './simulatorProcess';

const ISSUER_PATH = '/cgi-bin/stable_token';

/** What WeChat needs to answer, in milliseconds: about that of a data centre not far away. */
export const LATENCY_MS = 40;

/**
 * Each contestant in turn within a round, so that what disturbs the machine disturbs all. The first rounds
 * do not count: an n8n runs for days, with code that has long been compiled.
 */
export interface Rounds {
	unmeasured: number;
	measured: number;
	/**
	 * How often the contestants start in new processes, with all rounds in each; once where it is left out.
	 * How a process has come up makes it up to a tenth faster or slower for all of its life.
	 */
	starts?: number;
}

/** Where a round takes about a second. */
export const FAST: Rounds = { unmeasured: 6, measured: 3, starts: 3 };

/** Where a round takes long. */
export const SLOW: Rounds = { unmeasured: 1, measured: 5 };

/** Where a round takes half a minute; its contestant has worked before. */
export const LONG: Rounds = { unmeasured: 0, measured: 3 };

/** Measurements of each contestant by round. */
export type Series<Name extends string, Measured> = Record<Name, Measured[]>;

/** Runs each work once per round. */
export async function alternate<Name extends string, Measured>(
	works: Record<Name, () => Promise<Measured>>,
	{ unmeasured, measured }: Rounds,
): Promise<Series<Name, Measured>> {
	const series = {} as Series<Name, Measured>;
	for (let round = 0; round < unmeasured + measured; round++) {
		for (const [name, work] of Object.entries(works) as Array<[Name, () => Promise<Measured>]>) {
			const figure = await work();
			if (round >= unmeasured) (series[name] ??= []).push(figure);
		}
	}
	return series;
}

/** Seconds of few and of many sends, and bytes. */
export async function sizeRounds(
	node: ContestantProcess,
	few: Course,
	many: Course,
	rounds: Rounds,
): Promise<{
	time: Series<'few' | 'many', Timing>;
	memory: Series<'few' | 'many', number>;
}> {
	await node.time('send', few);
	const time = await alternate(
		{
			few: async () => await node.time('send', few),
			many: async () => await node.time('send', many),
		},
		rounds,
	);
	// What is left of the timed rounds is gone after one more.
	await node.memory('send', few);
	const memory = await alternate(
		{
			few: async () => await node.memory('send', few),
			many: async () => await node.memory('send', many),
		},
		rounds,
	);
	return { time, memory };
}

/** How often the node asked for a token. */
export interface TokenCalls {
	manySends: number;
	rejectedAtOnce: number;
	coldWorkers: number;
}

/** Counts token calls of three workers of an n8n: one sends, has its token rejected, and two start at once. */
export async function tokenCalls(
	simulator: SimulatorProcess,
	[first, ...others]: ContestantProcess[],
	course: Course,
): Promise<TokenCalls> {
	const counted = async (work: () => Promise<unknown>) => {
		const before = await simulator.calledTimes(ISSUER_PATH);
		await work();
		return (await simulator.calledTimes(ISSUER_PATH)) - before;
	};
	const few = (from: number) => ({ ...course, openIds: course.openIds.slice(from, from + 20) });
	const manySends = await counted(async () => await first.time('send', course));
	const rejectedAtOnce = await counted(async () => {
		await simulator.act('setLatency', { milliseconds: LATENCY_MS });
		await simulator.act('order', { kind: 'revokeToken', path: SEND_PATH });
		await first.time('send', { ...few(0), concurrency: 20 });
		await simulator.act('setLatency', { milliseconds: 0 });
	});
	const coldWorkers = await counted(
		async () =>
			await Promise.all(
				others.map(async (worker, index) => await worker.time('send', few(20 * index))),
			),
	);
	return { manySends, rejectedAtOnce, coldWorkers };
}
