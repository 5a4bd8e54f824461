import type { IDataObject, INodeExecutionData, INodeType } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { describe, parameter } from './stockNode';

/** If: n8n-core itself decides the conditions (nodes-base/nodes/If/V2). */
export const ifNode: INodeType = {
	description: describe(
		{
			name: 'if',
			displayName: 'If',
			version: [2, 2.1, 2.2],
			outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
			outputNames: ['true', 'false'],
		},
		[
			{
				...parameter('conditions'),
				type: 'filter',
				default: {},
				typeOptions: { filter: { caseSensitive: true, typeValidation: 'strict', version: 2 } },
			},
			parameter('options', {}),
		],
	),
	async execute() {
		const outputs: INodeExecutionData[][] = [[], []];
		for (const [itemIndex, item] of this.getInputData().entries()) {
			const holds = this.getNodeParameter('conditions', itemIndex, false, { extractValue: true });
			const pairedItem = item.pairedItem ?? { item: itemIndex };
			outputs[holds === true ? 0 : 1].push({ ...item, pairedItem });
		}
		return outputs;
	},
};

/** When Executed by Another Workflow, with the fields it names or all data (nodes-base/nodes/ExecuteWorkflow). */
export const executeWorkflowTrigger: INodeType = {
	description: describe(
		{
			name: 'executeWorkflowTrigger',
			displayName: 'Execute Workflow Trigger',
			group: ['trigger'],
			version: [1, 1.1],
		},
		[parameter('inputSource', 'workflowInputs'), parameter('workflowInputs', {})],
	),
	async execute() {
		const items = this.getInputData();
		if (this.getNodeParameter('inputSource', 0) === 'passthrough') return [items];
		const fields = this.getNodeParameter('workflowInputs.values', 0, []) as IDataObject[];
		return [
			items.map(({ json, ...item }) => ({
				...item,
				json: Object.fromEntries(
					fields.map(({ name }) => [String(name), json[String(name)] ?? null]),
				),
			})),
		];
	},
};

/** Execute Workflow with a workflow by its ID, for all items at once or for each (nodes-base/nodes/ExecuteWorkflow). */
export const executeWorkflow: INodeType = {
	description: describe(
		{ name: 'executeWorkflow', displayName: 'Execute Workflow', version: [1, 1.1, 1.2] },
		[
			parameter('source', 'database'),
			parameter('workflowId', {}),
			parameter('workflowInputs', {}),
			parameter('mode', 'once'),
			parameter('options', {}),
		],
	),
	async execute() {
		const input = this.getInputData().map(({ json, binary }, item) => {
			const given = this.getNodeParameter('workflowInputs.value', item, {}) as IDataObject;
			return { json: { ...json, ...given }, binary, pairedItem: { item } };
		});
		const isEach = this.getNodeParameter('mode', 0) === 'each';
		const output: INodeExecutionData[] = [];
		for (const [first, items] of isEach
			? input.map((item) => [item]).entries()
			: ([[0, input]] as const)) {
			const id = this.getNodeParameter('workflowId.value', first) as string;
			const [given] = (await this.executeWorkflow({ id }, items)).data;
			const isPaired = given?.length === items.length;
			for (const [at, item] of (given ?? []).entries()) {
				output.push({ ...item, ...(isPaired && { pairedItem: { item: first + at } }) });
			}
		}
		return [output];
	},
};

/** Respond to Webhook passes its items on; whoever called the webhook is none of the engine's business. */
export const respondToWebhook: INodeType = {
	description: describe(
		{
			name: 'respondToWebhook',
			displayName: 'Respond to Webhook',
			version: [1, 1.1, 1.2, 1.3, 1.4],
		},
		[parameter('respondWith', 'firstIncomingItem'), parameter('options', {})],
	),
	async execute() {
		return [this.getInputData()];
	},
};
