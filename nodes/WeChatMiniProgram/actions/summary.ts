import { errorCodes } from '../../../wechat/errorCodes';
import type { Results } from './results';

/** How many kinds of a thing, and stretches of items, a text tells. */
const MOST_KINDS = 5;
const MOST_STRETCHES = 10;

/** Item indexes as people write them: `0-2, 5`. `indexes` in ascending order. */
export function ranges(indexes: readonly number[]): string {
	return stretches(indexes).join(', ');
}

/** The stretches of `indexes`, at most `most` of them: `0-2`, `5`. */
function stretches(indexes: readonly number[], most = Infinity): string[] {
	const parts: string[] = [];
	for (let start = 0; start < indexes.length && parts.length < most; ) {
		let end = start;
		while (indexes[end + 1] === indexes[end] + 1) end++;
		parts.push(start === end ? `${indexes[start]}` : `${indexes[start]}-${indexes[end]}`);
		start = end + 1;
	}
	return parts;
}

/** The first stretches, with "…" where there are more of them. */
function firstRanges(indexes: readonly number[]): string {
	const told = stretches(indexes, MOST_STRETCHES + 1);
	return told.length > MOST_STRETCHES
		? `${told.slice(0, MOST_STRETCHES).join(', ')}, …`
		: told.join(', ');
}

/** What became of each item, by its index in ascending order. */
export interface ItemOutcomes {
	done: number[];
	unknown: number[];
	failed: number[];
	notTried: number[];
}

/** Sorts the items of a run by what became of them; the full list behind {@link stopSummary}. */
export function itemOutcomes(results: Results, itemCount: number): ItemOutcomes {
	const outcomes: ItemOutcomes = { done: [], unknown: [], failed: [], notTried: [] };
	for (let index = 0; index < itemCount; index++) {
		outcomes[results.get(index)?.kind ?? 'notTried'].push(index);
	}
	return outcomes;
}

const OUTCOME_LABELS: ReadonlyArray<[keyof ItemOutcomes, string]> = [
	['done', 'Done'],
	['unknown', 'Outcome not known'],
	['failed', 'Failed'],
	['notTried', 'Not tried'],
];

/**
 * What became of all items when the failure of one ended the run. Of each outcome it names the first ten
 * stretches of items, so that it stays short for any number of them; {@link itemOutcomes} has all.
 */
export function stopSummary(stoppedBy: number, results: Results, itemCount: number): string {
	const outcomes = itemOutcomes(results, itemCount);
	const lists = OUTCOME_LABELS.filter(([name]) => outcomes[name].length > 0).map(
		([name, label]) => `${label}: ${itemsOfSummary(outcomes[name])}.`,
	);
	return `Item ${stoppedBy} stopped the run after ${outcomes.done.length} of ${itemCount} items were done. ${lists.join(' ')}`;
}

/** `item 4`, `items 0-1, 7`, and with the number of items where not all are named. */
function itemsOfSummary(indexes: readonly number[]): string {
	const told = firstRanges(indexes);
	if (told.endsWith('…')) return `${indexes.length} items: ${told}`;
	return `${indexes.length === 1 ? 'item' : 'items'} ${told}`;
}

/** The items that a hint is about: `item 4`, `3 items: 0-1, 7`. `indexes` in ascending order. */
export function itemsOfHint(indexes: readonly number[]): string {
	if (indexes.length === 1) return `item ${indexes[0]}`;
	return `${indexes.length} items: ${firstRanges(indexes)}`;
}

/**
 * One sentence for each label of values that were cut, those of the most items first, and one for the rest:
 * `"thing1" was cut to WeChat's limit in 3 items: 0-1, 3`.
 *
 * @param shortened the labels that were cut, by item index in ascending order
 */
export function shortenedHints(
	shortened: Iterable<readonly [index: number, labels: readonly string[]]>,
): string[] {
	const itemsByLabel = new Map<string, number[]>();
	for (const [index, labels] of shortened) {
		for (const label of labels) {
			const items = itemsByLabel.get(label);
			if (items) items.push(index);
			else itemsByLabel.set(label, [index]);
		}
	}
	const kinds = [...itemsByLabel].sort(([, one], [, other]) => other.length - one.length);
	const others = kinds.splice(MOST_KINDS).length;
	const hints = kinds.map(
		([label, items]) => `"${label}" was cut to WeChat's limit in ${itemsOfHint(items)}`,
	);
	if (others > 0) hints.push(`Values of ${others} more fields were cut to WeChat's limit`);
	return hints;
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
