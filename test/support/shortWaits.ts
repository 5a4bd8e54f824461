import type * as N8nWorkflow from 'n8n-workflow';

/** By how much pauses are shorter than n8n's `sleep` would make them. */
const FACTOR = 100;

/**
 * n8n-workflow with shorter pauses, for `jest.mock`: the node waits up to a minute before it repeats a call,
 * and what is tested is what it repeats. Everything else is real.
 */
export function withShortWaits(): typeof N8nWorkflow {
	const actual = jest.requireActual<typeof N8nWorkflow>('n8n-workflow');
	const sleep = async (milliseconds: number) => await actual.sleep(milliseconds / FACTOR);
	return { ...actual, sleep };
}
