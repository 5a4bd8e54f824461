import type { IDataObject } from 'n8n-workflow';

/** What a run says became of an item. */
export type Fate = 'done' | 'unknown' | 'failed' | 'notTried';

/** What an output item of Message > Send, with Continue On Fail, says became of its input item. */
export function fateOf({ errcode, error, details }: IDataObject): Fate {
	if (errcode === 0 && error === undefined) return 'done';
	if ((details as IDataObject).outcome === 'unknown') return 'unknown';
	return String(error).startsWith('Not tried:') ? 'notTried' : 'failed';
}
