import fc from 'fast-check';

import { runInLanes } from '../../nodes/WeChatMiniProgram/actions/lanes';
import { Pace } from '../../nodes/WeChatMiniProgram/transport/pace';
import type { Experience } from '../../nodes/WeChatMiniProgram/transport/pace';

/** One call that WeChat has not answered yet. */
interface OpenCall {
	item: number;
	answer(experience: Experience): void;
}

/** Items whose calls go through a pace; a call that was too fast is made again, as the session does. */
class Run {
	readonly open: OpenCall[] = [];

	readonly done: number[] = [];

	readonly ended: Promise<void>;

	/** Called at the moment when a call begins. */
	onBegin: (item: number) => void = () => {};

	constructor(
		readonly keys: readonly number[],
		private readonly pace: Pace,
	) {
		const items = keys.map((_, item) => item);
		this.ended = runInLanes(
			items,
			{ laneOf: (item) => keys[item], concurrency: pace.most, mayGoOn: () => true },
			async (item) => await this.send(item),
		);
	}

	private async send(item: number): Promise<void> {
		let experience: Experience;
		do {
			const round = await this.pace.enter();
			experience = await new Promise<Experience>((answer) => {
				this.open.push({ item, answer });
				this.onBegin(item);
			});
			this.pace.leave(round, experience);
		} while (experience === 'tooFast');
		this.done.push(item);
	}

	/** WeChat answers one of the open calls; then everything that this allows happens. */
	async answer(pick: number, experience: Experience): Promise<void> {
		const [call] = this.open.splice(pick % this.open.length, 1);
		call.answer(experience);
		await this.rest();
	}

	async rest(): Promise<void> {
		for (let turn = 0; turn < 20; turn++) await Promise.resolve();
	}
}

const experiences: fc.Arbitrary<Experience> = fc.oneof(
	{ weight: 6, arbitrary: fc.constant<Experience>('success') },
	{ weight: 1, arbitrary: fc.constant<Experience>('other') },
	{ weight: 2, arbitrary: fc.constant<Experience>('tooFast') },
);

const runs = fc.record({
	keys: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 60 }),
	most: fc.integer({ min: 1, max: 16 }),
	answers: fc.array(fc.record({ pick: fc.nat(), experience: experiences }), { maxLength: 120 }),
});

test('at most the limit begins, one at a time for each key, and every item comes to its end', async () => {
	await fc.assert(
		fc.asyncProperty(runs, async ({ keys, most, answers }) => {
			const pace = new Pace(most);
			const run = new Run(keys, pace);
			run.onBegin = () => {
				expect(run.open.length).toBeLessThanOrEqual(pace.limit);
				const openKeys = run.open.map(({ item }) => keys[item]);
				expect(new Set(openKeys).size).toBe(openKeys.length);
			};
			await run.rest();
			for (const { pick, experience } of answers) {
				if (run.open.length === 0) break;
				await run.answer(pick, experience);
				// No place stays empty while somebody could take it.
				const unfinished = keys.filter((_, item) => !run.done.includes(item));
				const couldRun = Math.min(pace.limit, new Set(unfinished).size);
				expect(run.open.length).toBeGreaterThanOrEqual(couldRun);
			}
			while (run.open.length > 0) await run.answer(0, 'success');
			await run.ended;
			expect([...run.done].sort((a, b) => a - b)).toEqual(keys.map((_, item) => item));
		}),
	);
});

test('after a call that was too fast never more begin than the half, until enough calls have succeeded', async () => {
	await fc.assert(
		fc.asyncProperty(runs, async ({ keys, most, answers }) => {
			const pace = new Pace(most);
			const run = new Run(keys, pace);
			/** The least limit of the past, and the successes since then. */
			let least = most;
			let successes = 0;
			run.onBegin = () => {
				// To grow from n by k takes n + (n + 1) + ... successes, so at least n for each of the k.
				const grown = Math.floor(successes / least);
				expect(run.open.length).toBeLessThanOrEqual(Math.min(most, least + grown));
			};
			await run.rest();
			for (const { pick, experience } of answers) {
				if (run.open.length === 0) break;
				const before = pace.limit;
				if (experience === 'success') successes++;
				await run.answer(pick, experience);
				if (pace.limit < before) {
					expect(experience).toBe('tooFast');
					expect(pace.limit).toBe(Math.floor(before / 2));
					[least, successes] = [pace.limit, 0];
				}
			}
		}),
	);
});

/** Enters as many as may, and answers them one after another. */
async function round(pace: Pace, ...answers: Experience[]): Promise<void> {
	const entered = await Promise.all(answers.map(async () => await pace.enter()));
	for (const [index, experience] of answers.entries()) pace.leave(entered[index], experience);
}

const times = (count: number, experience: Experience): Experience[] =>
	Array.from({ length: count }, () => experience);

test.each<[what: string, rounds: Experience[][], limits: number[]]>([
	['one refusal halves', [['tooFast']], [4]],
	['refusals of calls that were under way together halve once', [times(8, 'tooFast')], [4]],
	[
		'refusals of calls that began later halve again, but not below 1',
		[['tooFast'], ['tooFast'], ['tooFast'], ['tooFast']],
		[4, 2, 1],
	],
	[
		'as many successes as the limit let it grow by one',
		[['tooFast'], ['tooFast'], times(2, 'success'), times(3, 'success')],
		[4, 2, 3, 4],
	],
	[
		'successes of calls that began before the refusal do not count',
		[['tooFast', ...times(7, 'success')], times(3, 'success')],
		[4],
	],
	[
		'a refusal begins the count anew',
		[['tooFast'], times(3, 'success'), ['tooFast'], ['success'], ['success']],
		[4, 2, 3],
	],
	['what failed for another reason counts neither way', [['tooFast'], times(4, 'other')], [4]],
	['the limit does not grow above the most', [times(8, 'success'), times(8, 'success')], []],
])('%s', async (_, rounds, limits) => {
	const told: number[] = [];
	const pace = new Pace(8, (limit) => told.push(limit));
	for (const answers of rounds) await round(pace, ...answers);
	expect(told).toEqual(limits);
	expect(pace.limit).toBe(limits[limits.length - 1] ?? 8);
});

test('who waits begins in the order of coming, as soon as there is room', async () => {
	const pace = new Pace(2);
	const [first, second] = [await pace.enter(), await pace.enter()];
	const begun: string[] = [];
	const comes = async (name: string) => {
		await pace.enter();
		begun.push(name);
	};
	const both = Promise.all([comes('a'), comes('b')]);
	await Promise.resolve();
	expect(begun).toEqual([]);
	pace.leave(first, 'other');
	pace.leave(second, 'other');
	await both;
	expect(begun).toEqual(['a', 'b']);
});
