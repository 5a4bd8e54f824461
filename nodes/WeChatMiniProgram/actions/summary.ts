import { errorCodes } from '../../../wechat/errorCodes';
import type { Result, Results } from './result';

/** Item indexes as people write them: `0-2, 5`. `indexes` in ascending order. */
export function ranges(indexes: readonly number[]): string {
	const parts: string[] = [];
	for (let start = 0; start < indexes.length; ) {
		let end = start;
		while (indexes[end + 1] === indexes[end] + 1) end++;
		parts.push(start === end ? `${indexes[start]}` : `${indexes[start]}-${indexes[end]}`);
		start = end + 1;
	}
	return parts.join(', ');
}

const plural = (count: number): string => (count === 1 ? 'item' : 'items');

/** What became of all items when the failure of one ended the run. */
export function stopSummary(stoppedBy: number, results: Results, itemCount: number): string {
	const having = (matches: (result: Result | undefined) => boolean): number[] =>
		Array.from({ length: itemCount }, (_, index) => index).filter((index) =>
			matches(results.get(index)),
		);
	const done = having((result) => result?.kind === 'done');
	const groups: Array<[string, number[]]> = [
		['Done', done],
		['Outcome not known', having((result) => result?.kind === 'unknown')],
		['Failed', having((result) => result?.kind === 'failed')],
		['Not tried', having((result) => result === undefined)],
	];
	const lists = groups
		.filter(([, indexes]) => indexes.length > 0)
		.map(([name, indexes]) => `${name}: ${plural(indexes.length)} ${ranges(indexes)}.`);
	return `Item ${stoppedBy} stopped the run after ${done.length} of ${itemCount} items were done. ${lists.join(' ')}`;
}

/** How many kinds of failure, and stretches of items, a hint tells. */
const MOST_KINDS = 5;
const MOST_STRETCHES = 10;

/** The items that a hint is about: `item 4`, `3 items: 0-1, 7`. `indexes` in ascending order. */
export function itemsOfHint(indexes: readonly number[]): string {
	if (indexes.length === 1) return `item ${indexes[0]}`;
	const stretches = ranges(indexes).split(', ');
	const told = stretches.slice(0, MOST_STRETCHES).join(', ');
	const more = stretches.length > MOST_STRETCHES ? ', …' : '';
	return `${indexes.length} items: ${told}${more}`;
}

/**
 * One sentence for each kind of failure among the items, the most frequent first:
 * `3 of 200 items: The user has not subscribed, or the subscription is used up (43101)`.
 */
export function failureHints(results: Results, itemCount: number): string[] {
	const counts = new Map<string, number>();
	for (const result of results.values()) {
		if (result.kind === 'done') continue;
		const { message, details } = result.report;
		const errcode = details.errcode as number | undefined;
		const what =
			errcode === undefined ? message : `${errorCodes[errcode]?.what ?? message} (${errcode})`;
		counts.set(what, (counts.get(what) ?? 0) + 1);
	}
	const kinds = [...counts].sort(([, count], [, other]) => other - count);
	const others = kinds.splice(MOST_KINDS).reduce((sum, [, count]) => sum + count, 0);
	if (others > 0) kinds.push(['Other reasons, which the items tell', others]);
	return kinds.map(([what, count]) =>
		itemCount === 1 ? what : `${count} of ${itemCount} items: ${what}`,
	);
}
