import fc from 'fast-check';

import { runInLanes } from '../../nodes/WeChatMiniProgram/actions/lanes';

/** Work that ends when told, and what is known of it meanwhile. */
class Workshop {
	readonly started: number[] = [];

	readonly ended: number[] = [];

	readonly open = new Map<number, () => void>();

	peak = 0;

	readonly work = async (index: number): Promise<void> => {
		this.started.push(index);
		await new Promise<void>((resolve) => {
			this.open.set(index, resolve);
			this.peak = Math.max(this.peak, this.open.size);
		});
		this.open.delete(index);
		this.ended.push(index);
	};

	/** Ends one open piece of work, then lets everything else happen. */
	async end(index: number): Promise<void> {
		this.open.get(index)?.();
		await this.rest();
	}

	async rest(): Promise<void> {
		for (let turn = 0; turn < 10; turn++) await Promise.resolve();
	}
}

const always = () => true;

test('each item is done once, lanes keep their order, and no more run at a time than allowed', async () => {
	const schedules = fc.record({
		lanes: fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 25 }),
		concurrency: fc.integer({ min: 1, max: 8 }),
		picks: fc.infiniteStream(fc.nat()),
	});
	await fc.assert(
		fc.asyncProperty(schedules, async ({ lanes, concurrency, picks }) => {
			const shop = new Workshop();
			const all = lanes.map((_, index) => index);
			const run = runInLanes(
				all,
				{ laneOf: (index) => lanes[index], concurrency, mayGoOn: always },
				shop.work,
			);
			await shop.rest();
			while (shop.open.size > 0) {
				const open = [...shop.open.keys()];
				const together = open.map((index) => lanes[index]);
				expect(new Set(together).size).toBe(together.length);
				await shop.end(open[(picks.next().value ?? 0) % open.length]);
			}
			await run;
			expect([...shop.ended].sort((a, b) => a - b)).toEqual(all);
			for (const lane of new Set(lanes)) {
				const order = shop.started.filter((index) => lanes[index] === lane);
				expect(order).toEqual([...order].sort((a, b) => a - b));
			}
			expect(shop.peak).toBeLessThanOrEqual(Math.min(concurrency, new Set(lanes).size));
		}),
	);
});

test('a free runner takes the next lane at once', async () => {
	const shop = new Workshop();
	const run = runInLanes(
		[0, 1, 2, 3],
		{ laneOf: (index) => index, concurrency: 2, mayGoOn: always },
		shop.work,
	);
	await shop.rest();
	expect(shop.started).toEqual([0, 1]);
	await shop.end(1);
	expect(shop.started).toEqual([0, 1, 2]);
	for (const index of [2, 0, 3]) await shop.end(index);
	await run;
	expect(shop.ended).toEqual([1, 2, 0, 3]);
});

test('nothing starts any more once it may not go on; what has begun is waited for', async () => {
	const shop = new Workshop();
	let goes = true;
	let done = false;
	const run = runInLanes(
		[0, 1, 2, 3, 4],
		{ laneOf: (index) => index % 2, concurrency: 5, mayGoOn: () => goes },
		shop.work,
	).then(() => (done = true));
	await shop.rest();
	goes = false;
	await shop.end(0);
	expect({ started: shop.started, done }).toEqual({ started: [0, 1], done: false });
	await shop.end(1);
	await run;
	expect(shop.started).toEqual([0, 1]);
});

test('nothing to do is done at once', async () => {
	const work = jest.fn(async () => await Promise.resolve());
	await runInLanes([], { laneOf: (index) => index, concurrency: 3, mayGoOn: always }, work);
	expect(work).not.toHaveBeenCalled();
});
