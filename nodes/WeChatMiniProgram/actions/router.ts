import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { operations } from './operations';
import { Run } from './run';

const LIMITS = {
	timeout: { label: 'Timeout', fallback: 30, max: 300 },
	concurrency: { label: 'Concurrency', fallback: 10, max: 100 },
} as const;

/** These two options hold for the whole run, so the first item decides. */
function runOption(context: IExecuteFunctions, name: keyof typeof LIMITS): number {
	const { label, fallback, max } = LIMITS[name];
	const value = Number(context.getNodeParameter(`options.${name}`, 0, fallback) ?? fallback);
	if (Number.isInteger(value) && value >= 1 && value <= max) return value;
	throw new NodeOperationError(context.getNode(), `The option "${label}" is out of range`, {
		itemIndex: 0,
		description: `Enter a whole number from 1 to ${max}.`,
	});
}

/** Runs the chosen operation: prepare all items, run them in lanes, pair the output with the input. */
export async function router(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const resource = this.getNodeParameter('resource', 0);
	const operation = operations[resource]?.[this.getNodeParameter('operation', 0)];
	if (!operation) {
		throw new NodeOperationError(
			this.getNode(),
			`The resource "${resource}" has no such operation`,
			{
				description: 'Choose the resource and the operation again.',
			},
		);
	}
	const run = new Run(this, operation, this.getInputData().length);
	run.prepare();
	const settings = run.readSettings(() => ({
		timeout: runOption(this, 'timeout'),
		concurrency: runOption(this, 'concurrency'),
	}));
	if (settings) await run.send(settings, settings.concurrency);
	run.addHints();
	return [run.output()];
}
