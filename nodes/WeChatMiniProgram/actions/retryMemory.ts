import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { Result, Results } from './results';

/** What is settled, by item, and the execution that settled it. */
interface Memory {
	executionId: string;
	settled: Record<number, Result>;
}

/**
 * With Retry On Fail n8n runs the whole node again, all items of it (WorkflowExecute), so messages that
 * were sent would be sent twice. This remembers, in the execution's own data and only for such nodes,
 * what is settled: done, or of unknown outcome.
 */
export class RetryMemory {
	private readonly place?: IDataObject;

	private readonly key: string;

	private readonly executionId: string;

	constructor(context: IExecuteFunctions) {
		this.executionId = context.getExecutionId();
		this.key = `run${String(context.getWorkflowDataProxy(0).$runIndex)}`;
		if (context.getNode().retryOnFail) this.place = context.getContext('node') as IDataObject;
	}

	/**
	 * The result that an earlier try of this run gave for an item, if it is not to be tried again.
	 *
	 * An item of unknown outcome is not tried again by Retry On Fail. If a person retries the whole execution
	 * in n8n, which gives it a new id, they have read that the outcome is unknown: the item is tried again.
	 */
	recall(index: number): Result | undefined {
		const memory = this.place?.[this.key] as Memory | undefined;
		const result = memory?.settled[index];
		const isDecided = result?.kind === 'unknown' && memory?.executionId !== this.executionId;
		return isDecided ? undefined : result;
	}

	/** Keeps what is settled for the next try; forgets it when there will be none. */
	keep(results: Results): void {
		if (!this.place) return;
		delete this.place[this.key];
		const settled = [...results].filter(([, { kind }]) => kind !== 'failed');
		if (settled.every(([, { kind }]) => kind === 'done') && settled.length === results.size) return;
		const memory: Memory = {
			executionId: this.executionId,
			settled: Object.fromEntries(settled),
		};
		this.place[this.key] = memory as unknown as IDataObject;
	}
}
