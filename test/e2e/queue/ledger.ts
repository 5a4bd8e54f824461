import type { N8n } from '../../../playground/n8n/instance';
import type { N8nRest, RestExecution, RestWorkflow } from '../../../playground/n8n/rest';
import type { Delivery, Simulator } from '../../../simulator';
import { pooled } from '../../support/pooled';

/** One execution: for whom it was, how it ended, and what Send says it did. */
export interface Entry {
	executionId: string;
	/** Undefined where n8n has not kept the webhook's item. */
	openId?: string;
	status: string;
	/** Of the message that Send reports as accepted. */
	msgid?: string;
	/** The error that n8n stored with the execution. */
	error?: string;
}

/** The executions with these ids, read from n8n's API. */
export async function readEntries(rest: N8nRest, ids: string[]): Promise<Entry[]> {
	return await pooled(ids, 8, async (id) => asEntry(await rest.execution(id)));
}

function asEntry({ id, status, data }: RestExecution): Entry {
	const { runData, error } = data.resultData;
	const json = (node: string) => runData[node]?.[0].data?.main[0]?.[0].json;
	return {
		executionId: id,
		openId: (json('Webhook')?.body as { openId: string } | undefined)?.openId,
		status,
		msgid: json('Send')?.msgid as string | undefined,
		error: error?.message,
	};
}

/** How many executions of the workflow have not ended; counts to 100. */
export async function unfinished(rest: N8nRest, { id }: RestWorkflow): Promise<number> {
	const filter = JSON.stringify({ workflowId: id, status: ['new', 'running'] });
	const path = `/executions?limit=100&filter=${encodeURIComponent(filter)}`;
	return (await rest.call<{ results: RestExecution[] }>('GET', path)).results.length;
}

const executionsIn = (log: string, event: RegExp): string[] =>
	[...log.matchAll(event)].map(([, id]) => id);

/** Ids of the executions that a process put into the queue. */
export const enqueuedBy = (process: N8n): string[] =>
	executionsIn(process.log(), /Enqueued execution (\d+)/g);

/** Ids of the executions that a worker started; one that it started twice counts twice. */
export const startedBy = (worker: N8n): string[] =>
	executionsIn(worker.log(), /Worker started execution (\d+)/g);

/** What became of a recipient's message. */
export type Outcome =
	/** One message, and the execution says so with its msgid. */
	| 'delivered'
	/** One message, but no execution has kept who it was for. */
	| 'delivered, execution lost'
	/** No message, and no execution has kept who it was for. */
	| 'not delivered, execution lost'
	/** More than one message. */
	| 'delivered twice'
	/** Anything else, which must not happen. */
	| 'unexplained';

/** How many recipients met with each outcome; the two bad ones are always there. */
export function outcomes(
	openIds: string[],
	entries: Entry[],
	{ delivered }: Simulator,
): Map<Outcome, number> {
	const counts = new Map<Outcome, number>([
		['delivered twice', 0],
		['unexplained', 0],
	]);
	for (const openId of openIds) {
		const executions = entries.filter((entry) => entry.openId === openId);
		const messages = delivered.filter((message) => message.openId === openId);
		const outcome = outcomeOf(executions, messages);
		counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
	}
	return counts;
}

function outcomeOf([execution, ...others]: Entry[], messages: Delivery[]): Outcome {
	if (messages.length > 1) return 'delivered twice';
	if (execution === undefined) {
		return messages.length === 1 ? 'delivered, execution lost' : 'not delivered, execution lost';
	}
	const isPaired = execution.status === 'success' && execution.msgid === messages[0]?.msgid;
	return isPaired && others.length === 0 ? 'delivered' : 'unexplained';
}
