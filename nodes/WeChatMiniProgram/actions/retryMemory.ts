import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { Result, Results } from './result';

/**
 * With Retry On Fail n8n runs the whole node again, all items of it (WorkflowExecute), so messages that
 * were sent would be sent twice. This remembers, in the execution's own data and only for such nodes,
 * what is settled: done, or of unknown outcome.
 */
export class RetryMemory {
	private readonly place?: IDataObject;

	private readonly key: string;

	constructor(context: IExecuteFunctions) {
		this.key = `run${String(context.getWorkflowDataProxy(0).$runIndex)}`;
		if (context.getNode().retryOnFail) this.place = context.getContext('node') as IDataObject;
	}

	/** The result that an earlier try of this run gave for an item, if it is not to be tried again. */
	recall(index: number): Result | undefined {
		const settled = this.place?.[this.key] as Record<number, Result> | undefined;
		return settled?.[index];
	}

	/** Keeps what is settled for the next try; forgets it when there will be none. */
	keep(results: Results): void {
		if (!this.place) return;
		delete this.place[this.key];
		const settled = [...results].filter(([, { kind }]) => kind !== 'failed');
		if (settled.every(([, { kind }]) => kind === 'done') && settled.length === results.size) return;
		this.place[this.key] = Object.fromEntries(settled) as unknown as IDataObject;
	}
}
