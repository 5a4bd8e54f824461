import fc from 'fast-check';

import type { Result, Results } from '../../nodes/WeChatMiniProgram/actions/results';
import {
	failureHints,
	itemOutcomes,
	itemsOfHint,
	ranges,
	shortenedHints,
	stopSummary,
} from '../../nodes/WeChatMiniProgram/actions/summary';

const done: Result = { kind: 'done', outputs: [] };

const failed = (
	message: string,
	errcode?: number,
	kind: 'failed' | 'unknown' = 'failed',
): Result => ({
	kind,
	report: {
		message,
		description: '',
		details: { ...(errcode !== undefined && { errcode }), outcome: 'refused' },
	},
});

const results = (...list: Array<Result | undefined>): Results =>
	new Map(
		list.flatMap((result, index): Array<[number, Result]> => (result ? [[index, result]] : [])),
	);

describe('ranges', () => {
	test.each([
		[[], ''],
		[[4], '4'],
		[[0, 1, 2], '0-2'],
		[[0, 2, 4], '0, 2, 4'],
		[[0, 1, 5, 7, 8, 9], '0-1, 5, 7-9'],
	])('%j', (indexes, text) => expect(ranges(indexes)).toBe(text));

	test('names exactly the given numbers', () => {
		fc.assert(
			fc.property(fc.uniqueArray(fc.nat(60)), (numbers) => {
				const indexes = [...numbers].sort((a, b) => a - b);
				const named = ranges(indexes)
					.split(', ')
					.filter(Boolean)
					.flatMap((part) => {
						const [from, to = from] = part.split('-').map(Number);
						return Array.from({ length: to - from + 1 }, (_, step) => from + step);
					});
				expect(named).toEqual(indexes);
			}),
		);
	});
});

describe('stopSummary', () => {
	test('sorts all items by what became of them', () => {
		const all = results(
			done,
			done,
			failed('no', 43101),
			undefined,
			failed('?', undefined, 'unknown'),
		);
		expect(stopSummary(2, all, 7)).toBe(
			'Item 2 stopped the run after 2 of 7 items were done. ' +
				'Done: items 0-1. Outcome not known: item 4. Failed: item 2. Not tried: items 3, 5-6.',
		);
	});

	test('leaves out what did not happen', () => {
		expect(stopSummary(0, results(failed('no')), 1)).toBe(
			'Item 0 stopped the run after 0 of 1 items were done. Failed: item 0.',
		);
	});

	test('names ten stretches of each outcome, and all items as data', () => {
		const count = 100_000;
		const all = results(
			...Array.from({ length: count - 2 }, (_, index) => (index % 2 ? failed('no', 43101) : done)),
		);
		const text = stopSummary(1, all, count);
		expect(text.length).toBeLessThan(400);
		expect(text).toBe(
			'Item 1 stopped the run after 49999 of 100000 items were done. ' +
				'Done: 49999 items: 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, …. ' +
				'Failed: 49999 items: 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, …. ' +
				'Not tried: items 99998-99999.',
		);
		const { done: doneItems, failed: failedItems, unknown, notTried } = itemOutcomes(all, count);
		expect([doneItems.length, failedItems.length, unknown, notTried]).toEqual([
			49_999,
			49_999,
			[],
			[99_998, 99_999],
		]);
		expect(doneItems[49_998]).toBe(99_996);
	});
});

describe('shortenedHints', () => {
	test('each label is told once with its items, those of the most items first', () => {
		expect(
			shortenedHints([
				[0, ['a']],
				[1, []],
				[2, ['b', 'a']],
				[5, ['b']],
				[6, ['b']],
			]),
		).toEqual([
			`"b" was cut to WeChat's limit in 3 items: 2, 5-6`,
			`"a" was cut to WeChat's limit in 2 items: 0, 2`,
		]);
	});

	test('very many items stay one short hint', () => {
		const items = Array.from({ length: 100_000 }, (_, index) => [2 * index, ['a']] as const);
		expect(shortenedHints(items)).toEqual([
			`"a" was cut to WeChat's limit in 100000 items: 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, …`,
		]);
	});

	test('many labels share a hint', () => {
		const hints = shortenedHints(
			Array.from({ length: 100 }, (_, index) => [index, [`field ${index}`]] as const),
		);
		expect(hints).toHaveLength(6);
		expect(hints[5]).toBe("Values of 95 more fields were cut to WeChat's limit");
	});
});

describe('failureHints', () => {
	test('counts by code, or by message where there is none, the most frequent first', () => {
		const all = results(
			failed('The parameter "OpenID" is empty'),
			failed('not shown', 43101),
			done,
			failed('not shown either', 43101),
			undefined,
			failed('WeChat says 99999', 99999, 'unknown'),
		);
		expect(failureHints(all, 6)).toEqual([
			'2 of 6 items: The user has not subscribed, or the subscription is used up (43101)',
			'1 of 6 items: The parameter "OpenID" is empty',
			'1 of 6 items: WeChat says 99999 (99999)',
		]);
	});

	test('is silent where nothing failed', () => {
		expect(failureHints(results(done, done), 2)).toEqual([]);
	});

	test('a hundred kinds of failure stay a few lines that account for every item', () => {
		const all = results(...Array.from({ length: 100 }, (_, index) => failed(`reason ${index}`)));
		const hints = failureHints(all, 100);
		expect(hints.length).toBeLessThan(10);
		const counts = hints.map((hint) => Number(/^(\d+) of 100 items: /.exec(hint)?.[1]));
		expect(counts.reduce((sum, count) => sum + count, 0)).toBe(100);
	});
});

describe('itemsOfHint', () => {
	test.each([
		[[4], 'item 4'],
		[[0, 1, 7], '3 items: 0-1, 7'],
	])('%j', (indexes, text) => expect(itemsOfHint(indexes)).toBe(text));

	test('stays short for many stretches', () => {
		const indexes = Array.from({ length: 1000 }, (_, index) => index * 2);
		expect(itemsOfHint(indexes)).toMatch(/^1000 items: 0, 2, .*, …$/);
		expect(itemsOfHint(indexes).length).toBeLessThan(100);
	});
});
