import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { report, toNodeApiError } from '../transport/errors';
import type { Report } from '../transport/errors';
import { CallFailure, isUnknown } from '../transport/outcome';
import { plainText } from '../transport/plainText';
import { DEFAULT_CONCURRENCY, Session } from '../transport/session';
import { Item, nameOf } from './item';
import { runInLanes } from './lanes';
import type { RunSettings } from './operation';
import { failedItems, withFiles } from './outputItems';
import { Parameters } from './parameters';
import { operationOf } from './registry';
import type { AnyOperation } from './registry';
import type { Result, Results } from './results';
import { RetryMemory } from './retryMemory';
import { failureHints, itemOutcomes, stopSummary } from './summary';

/** Runs the chosen operation: prepares all items, works in lanes, pairs the output with the input. */
export async function execute(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const run = new Run(context, chosenOperation(context));
	await run.prepare();
	await run.work();
	run.addHints();
	return [run.output()];
}

function chosenOperation(context: IExecuteFunctions): AnyOperation {
	const resource = context.getNodeParameter('resource', 0);
	const operation = operationOf(resource, String(context.getNodeParameter('operation', 0, '')));
	if (operation) return operation;
	throw new NodeOperationError(
		context.getNode(),
		plainText(`The resource "${resource}" has no such operation`),
		{ description: 'Choose the resource and the operation again.' },
	);
}

type ParameterError = Error & {
	description?: string | null;
	context?: { parameter?: unknown };
};

/** One execution of the node: what each item asks for, and what became of it. */
class Run {
	private readonly inputs = new Map<number, unknown>();

	private readonly results: Results = new Map();

	private readonly parameters: Parameters;

	private readonly itemCount: number;

	private settings: RunSettings = {};

	/** The item whose failure came first; without Continue On Fail nothing starts after it. */
	private stoppedBy?: number;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly operation: AnyOperation,
	) {
		this.parameters = new Parameters(context);
		this.itemCount = context.getInputData().length;
	}

	/** Reads all items before anything is sent; with Continue On Fail an invalid item becomes a result. */
	async prepare(): Promise<void> {
		for (let index = 0; index < this.itemCount; index++) {
			try {
				const input = this.operation.prepare(this.item(index));
				this.inputs.set(index, input instanceof Promise ? await input : input);
			} catch (error) {
				this.refuse(error, [index]);
			}
		}
		this.readSettings();
	}

	/** The settings hold for the whole run: where they are invalid, every item is. */
	private readSettings(): void {
		if (this.itemCount === 0) return;
		try {
			this.settings = this.operation.settings?.(this.item(0)) ?? {};
		} catch (error) {
			this.refuse(error, [...this.inputs.keys()]);
			this.inputs.clear();
		}
	}

	private item(index: number): Item {
		return new Item(this.parameters, this.operation.parameters, index);
	}

	private refuse(error: Error, indexes: number[]): void {
		for (const index of indexes) {
			this.settle(index, { kind: 'failed', report: this.parameterReport(error) });
		}
		if (!this.context.continueOnFail()) throw this.parameterError(error, indexes[0]);
	}

	/** Runs every prepared item that an earlier try of this node has not settled. */
	async work(): Promise<void> {
		const memory = new RetryMemory(this.context);
		const todo: number[] = [];
		for (const index of this.inputs.keys()) {
			const known = memory.recall(index);
			if (known) this.settle(index, known);
			else todo.push(index);
		}
		if (todo.length === 0) return;
		const session = await this.openSession();
		const signal = this.context.getExecutionCancelSignal();
		await runInLanes(
			todo,
			{
				laneOf: (index) => this.operation.lane?.(this.inputs.get(index)) ?? index,
				concurrency: this.settings.concurrency ?? DEFAULT_CONCURRENCY,
				mayGoOn: () => this.stoppedBy === undefined && signal?.aborted !== true,
			},
			(index) => this.workOn(session, index),
		);
		memory.keep(this.results);
	}

	/** A credential that cannot be used is the failure of every item. */
	private async openSession(): Promise<Session | Error> {
		try {
			return await Session.open(this.context, this.settings);
		} catch (error) {
			return error as Error;
		}
	}

	private async workOn(session: Session | Error, index: number): Promise<void> {
		try {
			if (session instanceof Error) throw session;
			const given = await this.operation.run(session, this.inputs.get(index));
			const outputs: INodeExecutionData[] = [];
			for (const output of Array.isArray(given) ? given : [given]) {
				outputs.push(output.files ? await withFiles(this.context, output) : { json: output.json });
			}
			this.settle(index, { kind: 'done', outputs });
		} catch (error) {
			this.settle(index, this.failed(error, index, session instanceof Error ? '' : session.host));
		}
	}

	private failed(error: Error, index: number, host: string): Result {
		const subject = this.operation.about(this.inputs.get(index));
		if (!(error instanceof CallFailure)) {
			const details = { ...subject.details, outcome: 'notNow' as const };
			return { kind: 'failed', report: { ...this.parameterReport(error), details } };
		}
		const kind = isUnknown(error) ? 'unknown' : 'failed';
		return { kind, report: report(error, subject, host) };
	}

	private settle(index: number, result: Result): void {
		this.results.set(index, result);
		if (result.kind === 'done' || this.context.continueOnFail()) return;
		this.stoppedBy ??= index;
	}

	/** The output items in input order, each paired with its input item. Throws if a failure stopped the run. */
	output(): INodeExecutionData[] {
		if (this.stoppedBy !== undefined) throw this.stopError(this.stoppedBy);
		const failedItem = failedItems(this.context);
		const output: INodeExecutionData[] = [];
		for (let item = 0; item < this.itemCount; item++) {
			const result = this.results.get(item);
			if (!result) continue;
			if (result.kind === 'done') {
				for (const one of result.outputs) output.push({ ...one, pairedItem: { item } });
			} else {
				output.push(failedItem(result.report, item));
			}
		}
		return output;
	}

	private stopError(index: number): Error {
		const { report: cause } = this.results.get(index) as { report: Report };
		const summary = this.itemCount > 1 ? stopSummary(index, this.results, this.itemCount) : '';
		const description = [cause.description, summary].filter(Boolean).join(' ');
		const error = toNodeApiError(this.context.getNode(), { ...cause, description }, index);
		return this.withItems(error);
	}

	private parameterError(error: Error, itemIndex: number): Error {
		const { message, description } = this.parameterReport(error);
		const which =
			this.itemCount > 1
				? `It is item ${itemIndex}, counted from 0. Nothing was sent for any item.`
				: '';
		const stopped = new NodeOperationError(this.context.getNode(), plainText(message), {
			itemIndex,
			description: plainText([description, which].filter(Boolean).join(' ')),
		});
		return this.withItems(stopped);
	}

	/** What became of each item, as data beside the words. */
	private withItems(error: NodeOperationError | ReturnType<typeof toNodeApiError>): Error {
		error.context.items = { ...itemOutcomes(this.results, this.itemCount) };
		return error;
	}

	/** `context.parameter` names the parameter that n8n could not read, mostly for its expression. */
	private parameterReport(error: ParameterError): Report {
		const unread = error.context?.parameter;
		const name =
			unread === undefined
				? undefined
				: nameOf(this.operation.parameters, String(unread).split('.')[0]);
		return {
			message: name ? `${name} cannot be read: ${error.message}` : error.message,
			description: error.description || (name ? 'Check its expression.' : ''),
			details: { outcome: 'invalid' },
		};
	}

	addHints(): void {
		const hints = [
			...failureHints(this.results, this.itemCount),
			...(this.operation.hints?.(this.inputs) ?? []),
		];
		for (const hint of hints) {
			const message = plainText(hint);
			this.context.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
		}
	}
}
