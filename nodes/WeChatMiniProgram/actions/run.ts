import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { report, toNodeApiError } from '../transport/errors';
import type { Report } from '../transport/errors';
import { CallFailure, isUnknown } from '../transport/outcome';
import { Session } from '../transport/session';
import type { SessionOptions } from '../transport/session';
import { failedItems } from './failedItem';
import { runInLanes } from './lanes';
import type { Operation } from './operation';
import { RetryMemory } from './retryMemory';
import type { Result, Results } from './result';
import { failureHints, stopSummary } from './summary';

type ParameterError = Error & {
	description?: string | null;
	context?: { parameter?: unknown };
};

/** One execution of the node: what each item asks for, and what became of it. */
export class Run {
	private readonly inputs = new Map<number, unknown>();

	private readonly results: Results = new Map();

	/** The item whose failure came first; without Continue On Fail nothing starts after it. */
	private stoppedBy?: number;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly operation: Operation<unknown>,
		private readonly itemCount: number,
	) {}

	/** Reads all items before anything is sent; with Continue On Fail a bad item becomes a result. */
	prepare(): void {
		for (let index = 0; index < this.itemCount; index++) {
			try {
				this.inputs.set(index, this.operation.prepare(this.context, index));
			} catch (error) {
				this.refuse(error, [index]);
			}
		}
	}

	/** Reads what holds for the whole run: where that fails, so does every item. */
	readSettings<Settings>(read: () => Settings): Settings | undefined {
		try {
			return read();
		} catch (error) {
			this.refuse(error, [...this.inputs.keys()]);
			return undefined;
		}
	}

	private refuse(error: Error, indexes: number[]): void {
		if (!this.context.continueOnFail()) throw this.parameterError(error, indexes[0]);
		for (const index of indexes) {
			this.settle(index, { kind: 'failed', report: this.parameterReport(error) });
		}
	}

	/** Runs every prepared item that an earlier try of this node has not settled. */
	async send(options: SessionOptions, concurrency: number): Promise<void> {
		const memory = new RetryMemory(this.context);
		const todo: number[] = [];
		for (const index of this.inputs.keys()) {
			const known = memory.recall(index);
			if (known) this.settle(index, known);
			else todo.push(index);
		}
		const session = await this.openSession(options);
		const signal = this.context.getExecutionCancelSignal();
		await runInLanes(
			todo,
			{
				laneOf: (index) => this.operation.lane?.(this.inputs.get(index)) ?? index,
				concurrency,
				mayGoOn: () => this.stoppedBy === undefined && signal?.aborted !== true,
			},
			(index) => this.runItem(session, index),
		);
		memory.keep(this.results);
	}

	/** A credential that cannot be used is the failure of every item. */
	private async openSession(options: SessionOptions): Promise<Session | Error> {
		try {
			return await Session.open(this.context, options);
		} catch (error) {
			return error as Error;
		}
	}

	private async runItem(session: Session | Error, index: number): Promise<void> {
		try {
			if (session instanceof Error) throw session;
			const records = await this.operation.run(session, this.inputs.get(index));
			this.settle(index, {
				kind: 'done',
				records: Array.isArray(records) ? records : [records],
			});
		} catch (error) {
			this.settle(index, this.failed(error, index, session instanceof Error ? '' : session.host));
		}
	}

	private failed(error: Error, index: number, host: string): Result {
		const subject = this.operation.subject(this.inputs.get(index));
		if (!(error instanceof CallFailure)) {
			return {
				kind: 'failed',
				report: { ...this.parameterReport(error), details: subject.details },
			};
		}
		const kind = isUnknown(error) ? 'unknown' : 'failed';
		return { kind, report: report(error, subject, host) };
	}

	private settle(index: number, result: Result): void {
		this.results.set(index, result);
		if (result.kind === 'done' || this.context.continueOnFail()) return;
		this.stoppedBy ??= index;
	}

	/** The output items in input order, each paired with its input item. Throws when a failure stopped the run. */
	output(): INodeExecutionData[] {
		if (this.stoppedBy !== undefined) throw this.stopError(this.stoppedBy);
		const failedItem = failedItems(this.context);
		const output: INodeExecutionData[] = [];
		for (let item = 0; item < this.itemCount; item++) {
			const result = this.results.get(item);
			if (!result) continue;
			if (result.kind === 'done') {
				for (const json of result.records) output.push({ json, pairedItem: { item } });
			} else {
				output.push(failedItem(result.report, item));
			}
		}
		return output;
	}

	private stopError(index: number): NodeOperationError | ReturnType<typeof toNodeApiError> {
		const { report: cause } = this.results.get(index) as { report: Report };
		const summary = this.itemCount > 1 ? stopSummary(index, this.results, this.itemCount) : '';
		const description = [cause.description, summary].filter(Boolean).join(' ');
		return toNodeApiError(this.context.getNode(), { ...cause, description }, index);
	}

	private parameterError(error: Error, itemIndex: number): NodeOperationError {
		const nothingSent = this.itemCount > 1 ? 'Nothing was sent for any item.' : '';
		const { message, description } = this.parameterReport(error);
		return new NodeOperationError(this.context.getNode(), message, {
			itemIndex,
			description: [description, nothingSent].filter(Boolean).join(' '),
		});
	}

	/** `context.parameter` names the parameter that n8n could not read, mostly for its expression. */
	private parameterReport(error: ParameterError): Report {
		const [name] = String(error.context?.parameter ?? '').split('.');
		const label = this.operation.description.find((one) => one.name === name)?.displayName;
		return {
			message: label ? `The parameter "${label}" cannot be read: ${error.message}` : error.message,
			description: error.description || (label ? 'Check its expression.' : ''),
			details: {},
		};
	}

	addHints(): void {
		const hints = [
			...failureHints(this.results, this.itemCount),
			...(this.operation.hints?.(this.inputs) ?? []),
		];
		for (const message of hints) {
			this.context.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
		}
	}
}
