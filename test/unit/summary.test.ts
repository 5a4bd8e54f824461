import fc from 'fast-check';

import type { Result, Results } from '../../nodes/WeChatMiniProgram/actions/result';
import {
	failureHints,
	itemsOfHint,
	ranges,
	stopSummary,
} from '../../nodes/WeChatMiniProgram/actions/summary';

const done: Result = { kind: 'done', records: [] };

const failed = (
	message: string,
	errcode?: number,
	kind: 'failed' | 'unknown' = 'failed',
): Result => ({
	kind,
	report: { message, description: '', details: errcode === undefined ? {} : { errcode } },
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
