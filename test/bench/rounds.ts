import type { ContestantProcess } from './contestantProcess';
import { SEND_PATH } from './contestants';
import type { Course } from './contestants';
import type { SimulatorProcess } from './simulatorProcess';

const ISSUER_PATH = '/cgi-bin/stable_token';

/** What WeChat needs to answer, in milliseconds: about that of a data centre not far away. */
export const LATENCY_MS = 40;

/**
 * Each contestant in turn within a round, so that what disturbs the machine disturbs all. The first rounds
 * do not count: an n8n runs for days, with code that has long been compiled.
 */
interface Rounds {
	unmeasured: number;
	measured: number;
}

const FAST: Rounds = { unmeasured: 3, measured: 9 };

const SLOW: Rounds = { unmeasured: 1, measured: 5 };

/** Measurements of one contestant by round. */
type Series = Record<string, number[]>;

/** Runs each work once per round. */
async function alternate(
	works: Record<string, () => Promise<number>>,
	{ unmeasured, measured }: Rounds,
): Promise<Series> {
	const series: Series = {};
	for (let round = 0; round < unmeasured + measured; round++) {
		for (const [name, work] of Object.entries(works)) {
			const figure = await work();
			if (round >= unmeasured) (series[name] ??= []).push(figure);
		}
	}
	return series;
}

/** A process for each contestant. */
export type Field = Record<'node' | 'bare' | 'reading' | 'pool', ContestantProcess>;

/** Seconds of the sends by the node, the bare loops and the pool. */
export async function sendRounds(
	{ node, bare, reading, pool }: Field,
	course: Course,
	latency: number,
): Promise<Series> {
	const works = {
		node: async () => await node.measure('send', course),
		bare: async () => await bare.measure('bareSend', course),
		reading: async () => await reading.measure('readingSend', course),
		pool: async () => await pool.measure('pooledSend', course),
	};
	return await alternate(works, latency > 0 ? SLOW : FAST);
}

/** Seconds of the whole library, by the node and page after page. */
export async function libraryRounds({ node, bare }: Field, titles: number): Promise<Series> {
	const works = {
		node: async () => await node.measure('library'),
		bare: async () => await bare.measure('bareLibrary', titles),
	};
	return await alternate(works, SLOW);
}

/** Seconds and bytes of few and of many sends by the node. */
export async function sizeRounds(
	{ node }: Field,
	few: Course,
	many: Course,
): Promise<{ time: Series; memory: Series }> {
	const works = (measure: 'seconds' | 'memory') => ({
		few: async () => await node.measure('send', few, measure),
		many: async () => await node.measure('send', many, measure),
	});
	const time = await alternate(works('seconds'), SLOW);
	const memory = await alternate(works('memory'), SLOW);
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
	const manySends = await counted(async () => await first.measure('send', course));
	const rejectedAtOnce = await counted(async () => {
		await simulator.act('setLatency', { milliseconds: LATENCY_MS });
		await simulator.act('order', { kind: 'revokeToken', path: SEND_PATH });
		await first.measure('send', { ...few(0), concurrency: 20 });
		await simulator.act('setLatency', { milliseconds: 0 });
	});
	const coldWorkers = await counted(
		async () =>
			await Promise.all(
				others.map(async (worker, index) => await worker.measure('send', few(20 * index))),
			),
	);
	return { manySends, rejectedAtOnce, coldWorkers };
}
