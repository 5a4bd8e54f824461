import type { IDataObject } from 'n8n-workflow';

import type { RunResult } from '../../engine';
import { fateOf } from './fates';
import type { Fate } from './fates';
import { NODE } from './harness';

/** What a run says became of each of its items, by item index. */
export interface Settled {
	fates: Fate[];
	/** The msgids of the items that are done; none where the run ended in an error. */
	msgids: string[];
}

const GROUPS: Record<string, Fate> = {
	Done: 'done',
	'Outcome not known': 'unknown',
	Failed: 'failed',
	'Not tried': 'notTried',
};

/** Reads output items, or the error that ended the run. Throws where an item is missing or told twice. */
export function settledItems(result: RunResult, itemCount: number): Settled {
	const fates = result.error ? fatesInError(result.error, itemCount) : fatesInItems(result);
	const expected = Array.from({ length: itemCount }, (_, index) => index);
	if (fates.length !== itemCount || expected.some((index) => fates[index] === undefined)) {
		throw new Error(`Not every item is told of: ${fates.join()}`);
	}
	const done = result.items(NODE).filter(({ json }) => json.errcode === 0);
	return { fates, msgids: result.error ? [] : done.map(({ json }) => String(json.msgid)) };
}

function fatesInItems(result: RunResult): Fate[] {
	const fates: Fate[] = [];
	for (const { json, pairedItem } of result.items(NODE)) {
		tell(fates, (pairedItem as { item: number }).item, fateOf(json));
	}
	return fates;
}

function fatesInError(
	error: Error & { description?: string | null; errorResponse?: IDataObject },
	itemCount: number,
): Fate[] {
	if (itemCount === 1) return [error.errorResponse?.outcome === 'unknown' ? 'unknown' : 'failed'];
	const fates: Fate[] = [];
	for (const [, group, indexes] of error.description!.matchAll(
		/([A-Z][a-z ]+): items? ([-\d, ]+)\./g,
	)) {
		for (const range of indexes.split(', ')) {
			const [first, last = first] = range.split('-').map(Number);
			for (let index = first; index <= last; index++) tell(fates, index, GROUPS[group]);
		}
	}
	const counted = Number(/after (\d+) of/.exec(error.description!)?.[1]);
	const done = fates.filter((fate) => fate === 'done').length;
	if (counted !== done) throw new Error(`${counted} items are counted as done, ${done} are listed`);
	return fates;
}

function tell(fates: Fate[], index: number, fate: Fate): void {
	if (fates[index]) throw new Error(`Item ${index} is ${fates[index]} and ${fate}`);
	fates[index] = fate;
}
