import type {
	IDataObject,
	IExecuteData,
	INode,
	INodeExecutionData,
	INodeTypes,
	IPinData,
	IRun,
	IRunExecutionData,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
	NodeExecutionHint,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { createRunExecutionData, deepCopy, UserError, Workflow } from 'n8n-workflow';

import { safeJson, withLog } from './log';
import { core } from './n8nCore';
import { seenValues } from './seenValues';
import type { Seen } from './seenValues';

/** A workflow as exported from the editor; what a run does not need may be missing. */
export type WorkflowJson = Pick<IWorkflowBase, 'nodes' | 'connections'> &
	Partial<Pick<IWorkflowBase, 'id' | 'name' | 'settings' | 'pinData'>>;

/** How to start a run. */
export interface RunOptions {
	/** The start node's data: what a trigger hands out, or what another node is given. One empty item if left out. */
	input?: INodeExecutionData[] | IDataObject[];
	/** Name of the node to start at; by default the first trigger, as "Execute workflow" does. */
	startNode?: string;
	/** Cancels the execution, as the stop button does. */
	signal?: AbortSignal;
	/** The failed run to go on with, as n8n's "Retry execution" does. */
	retryOf?: RunResult;
	/** By default `manual`, or `trigger` where a trigger is given its `input`. */
	mode?: WorkflowExecuteMode;
}

/** What became of a run. */
export interface RunResult {
	status: 'success' | 'error' | 'canceled';
	/** What stopped the run. */
	error?: Error;
	run: IRun;
	/** Lines n8n logged during the run, level debug included. */
	logs: string[];
	/** Items of a node's output (0 is the first), of all its runs; empty where it did not run. */
	items(nodeName: string, outputIndex?: number): INodeExecutionData[];
	/** Hints a node added while it ran. */
	hints(nodeName: string): NodeExecutionHint[];
	/** The execution's data as text, the way n8n would store it. */
	serialized(): string;
}

/** What a run takes from its engine. */
export interface RunEnvironment {
	nodeTypes: INodeTypes;
	timezone: string;
	/** Kept per workflow between runs. */
	staticData: Map<string, IDataObject>;
	/** What Remove Duplicates has seen. */
	seen: Seen;
	/** The workflows that ran, by ID: those that a workflow can execute. */
	workflows: Map<string, WorkflowJson>;
	additionalData(): IWorkflowExecuteAdditionalData;
}

/** Runs a workflow to its end on n8n-core. Never rejects for what happens in the workflow: that is in the result. */
export async function runWorkflow(
	environment: RunEnvironment,
	json: WorkflowJson,
	options: RunOptions,
): Promise<RunResult> {
	const logs: string[] = [];
	const workflow = workflowOf(environment, json);
	environment.workflows.set(workflow.id, json);
	seenValues.attach(workflow, environment.seen);
	const start = startNodeOf(workflow, options.startNode);
	const mode = options.mode ?? modeFor(workflow, start, options);
	let failure: Error | undefined;
	const run = await withLog(logs, async () => {
		const execution = new core.WorkflowExecute(
			additionalDataFor(environment, json, workflow, mode),
			mode,
			options.retryOf
				? retryData(options.retryOf)
				: createRunExecutionData({
						executionData: { nodeExecutionStack: [stackEntry(start, options.input)] },
						resultData: { pinData: mode === 'manual' ? (json.pinData as IPinData) : undefined },
					}),
		);
		try {
			return await cancelable(execution.processRunExecutionData(workflow), options.signal);
		} catch (error) {
			// Issues n8n finds before the first node starts, e.g. a required parameter left empty.
			failure = error as Error;
			return { ...execution.getFullRunData(new Date()), status: 'error' as const };
		}
	});
	keepStaticData(environment, workflow);
	const error = failure ?? (run.data.resultData.error as Error | undefined);
	const status = options.signal?.aborted ? 'canceled' : error ? 'error' : 'success';
	return { status, error, run, logs, ...readersOf(run) };
}

/**
 * Runs a workflow for another one, from its trigger for that, and gives what its last node put out
 * (cli/src/workflow-execute-additional-data.ts). Rejects with what stopped it.
 */
export async function runSubWorkflow(
	environment: RunEnvironment,
	id: string,
	input: INodeExecutionData[],
): Promise<Array<INodeExecutionData[] | null>> {
	const json = environment.workflows.get(id);
	const start = json?.nodes.find(({ type }) => type.endsWith('.executeWorkflowTrigger'));
	if (!json || !start) throw new UserError(`No workflow "${id}" can be executed by another one`);
	const options = { startNode: start.name, input, mode: 'integrated' } as const;
	const { error, run } = await runWorkflow(environment, json, options);
	if (error) throw error;
	const { runData, lastNodeExecuted = '' } = run.data.resultData;
	return runData[lastNodeExecuted]?.slice(-1)[0]?.data?.main ?? [];
}

/** The failed run's data, without the failure (cli/src/executions/execution.service.ts, retry). */
function retryData({ run }: RunResult): IRunExecutionData {
	const data = deepCopy(run.data);
	const { resultData } = data;
	delete resultData.error;
	resultData.runData[resultData.lastNodeExecuted ?? '']?.pop();
	return data;
}

/** Makes n8n's Workflow of a copy of the JSON, with its node defaults and static data. */
export function workflowOf(environment: RunEnvironment, json: WorkflowJson): Workflow {
	const { nodes, connections, settings, pinData } = deepCopy(json);
	const id = json.id ?? json.name ?? 'workflow';
	return new Workflow({
		id,
		name: json.name ?? id,
		nodes,
		connections,
		active: false,
		nodeTypes: environment.nodeTypes,
		staticData: environment.staticData.get(id),
		settings: { executionOrder: 'v1', timezone: environment.timezone, ...settings },
		pinData,
	});
}

/** Stores a workflow's static data where it changed, as n8n does after an execution. */
export function keepStaticData(environment: RunEnvironment, workflow: Workflow): void {
	if (workflow.staticData.__dataChanged !== true) return;
	environment.staticData.set(workflow.id, deepCopy(workflow.staticData));
}

function startNodeOf(workflow: Workflow, name?: string): INode {
	const node = name === undefined ? workflow.getStartNode() : workflow.getNode(name);
	const start = node ?? Object.values(workflow.nodes).find((one) => isTrigger(workflow, one));
	if (start) return start;
	throw new UserError(name ? `There is no node "${name}"` : 'There is no node to start at');
}

function isTrigger(workflow: Workflow, { type, typeVersion, disabled }: INode): boolean {
	const nodeType = workflow.nodeTypes.getByNameAndVersion(type, typeVersion);
	return disabled !== true && nodeType?.description.group.includes('trigger') === true;
}

function modeFor(workflow: Workflow, start: INode, { input }: RunOptions): WorkflowExecuteMode {
	return input !== undefined && isTrigger(workflow, start) ? 'trigger' : 'manual';
}

function stackEntry(node: INode, input: RunOptions['input'] = [{ json: {} }]): IExecuteData {
	const items = input.map((item) =>
		'json' in item ? (item as INodeExecutionData) : { json: item as IDataObject },
	);
	return { node, data: { main: [deepCopy(items)] }, source: null };
}

function additionalDataFor(
	environment: RunEnvironment,
	json: WorkflowJson,
	workflow: Workflow,
	mode: WorkflowExecuteMode,
): IWorkflowExecuteAdditionalData {
	const additionalData = environment.additionalData();
	const workflowData = { ...json, id: workflow.id, name: workflow.name } as IWorkflowBase;
	const executionId = additionalData.executionId ?? '';
	additionalData.hooks = new core.ExecutionLifecycleHooks(mode, executionId, workflowData);
	return additionalData;
}

async function cancelable<T>(
	execution: Promise<T> & { cancel(): void },
	signal?: AbortSignal,
): Promise<T> {
	const cancel = () => execution.cancel();
	if (signal?.aborted) cancel();
	signal?.addEventListener('abort', cancel);
	try {
		return await execution;
	} finally {
		signal?.removeEventListener('abort', cancel);
	}
}

function readersOf(run: IRun): Pick<RunResult, 'items' | 'hints' | 'serialized'> {
	const runsOf = (nodeName: string) => run.data.resultData.runData[nodeName] ?? [];
	return {
		items: (nodeName, outputIndex = 0) =>
			runsOf(nodeName).flatMap(({ data }) => data?.main[outputIndex] ?? []),
		hints: (nodeName) => runsOf(nodeName).flatMap(({ hints }) => hints ?? []),
		serialized: () => safeJson(run),
	};
}
