import type {
	AssignmentCollectionValue,
	IDataObject,
	INodeExecutionData,
	INodeType,
} from 'n8n-workflow';
import { jsonParse, NodeConnectionTypes } from 'n8n-workflow';

import { executeWorkflow, executeWorkflowTrigger, ifNode, respondToWebhook } from './flowNodes';
import { httpRequest } from './httpRequestNode';
import type { NodePackage } from './packages';
import { dataTable, removeDuplicates } from './storageNodes';
import { describe, eachItem, parameter } from './stockNode';
import type { Kind } from './stockNode';
import { headerAuth, webhook } from './webhookNode';

/** A trigger that starts a manual run with one item, as the editor's button does. */
function trigger(kind: Kind, firstItem: () => IDataObject): INodeType {
	return {
		description: describe({ ...kind, group: ['trigger'] }),
		async trigger() {
			return {
				manualTriggerFunction: async () => this.emit([this.helpers.returnJsonArray([firstItem()])]),
			};
		},
	};
}

const manualTrigger = trigger({ name: 'manualTrigger', displayName: 'Manual Trigger' }, () => ({}));

const scheduleTrigger = trigger(
	{ name: 'scheduleTrigger', displayName: 'Schedule Trigger' },
	() => ({ timestamp: new Date().toISOString() }),
);

const noOp: INodeType = {
	description: describe({ name: 'noOp', displayName: 'No Operation, do nothing' }),
	async execute() {
		return [this.getInputData()];
	},
};

const stickyNote: INodeType = {
	description: describe({
		name: 'stickyNote',
		displayName: 'Sticky Note',
		inputs: [],
		outputs: [],
	}),
	async execute() {
		return [this.getInputData()];
	},
};

/** Edit Fields in its two modes: fields one by one, or the whole item as JSON. */
const set: INodeType = {
	description: describe({ name: 'set', displayName: 'Edit Fields' }, [
		parameter('mode', 'manual'),
		parameter('jsonOutput', '{}'),
		parameter('assignments', {}),
		parameter('includeOtherFields', false),
		parameter('options', {}),
	]),
	execute: eachItem((context, item, itemIndex) => {
		const fields =
			context.getNodeParameter('mode', itemIndex) === 'raw'
				? jsonOf(context.getNodeParameter('jsonOutput', itemIndex))
				: assigned(
						context.getNodeParameter(
							'assignments',
							itemIndex,
							{},
						) as Partial<AssignmentCollectionValue>,
					);
		const includesOthers = context.getNodeParameter('includeOtherFields', itemIndex) === true;
		return [{ ...(includesOthers && item.json), ...fields }];
	}),
};

const jsonOf = (value: unknown): IDataObject =>
	typeof value === 'string' ? jsonParse<IDataObject>(value) : (value as IDataObject);

function assigned({ assignments = [] }: Partial<AssignmentCollectionValue>): IDataObject {
	const entries = assignments.map(({ name, type, value }) => {
		const isText = typeof value === 'string';
		if (type === 'number') return [name, Number(value)];
		if (type === 'boolean') return [name, isText ? value === 'true' : value];
		return [name, isText && type !== 'string' ? jsonParse(value) : value];
	});
	return Object.fromEntries(entries) as IDataObject;
}

const splitOut: INodeType = {
	description: describe({ name: 'splitOut', displayName: 'Split Out' }, [
		parameter('fieldToSplitOut'),
		parameter('include', 'noOtherFields'),
		parameter('options', {}),
	]),
	execute: eachItem((context, { json }, itemIndex) => {
		const field = context.getNodeParameter('fieldToSplitOut', itemIndex) as string;
		const { [field]: list, ...others } = json;
		const kept = context.getNodeParameter('include', itemIndex) === 'allOtherFields' ? others : {};
		return [list ?? []].flat().map((entry) => ({
			...kept,
			...(typeof entry === 'object' && kept !== others
				? (entry as IDataObject)
				: { [field]: entry }),
		}));
	}),
};

/** Merge in mode Combine by Matching Fields: `joinMode` keepMatches or enrichInput1. */
const merge: INodeType = {
	description: describe(
		{
			name: 'merge',
			displayName: 'Merge',
			inputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
			requiredInputs: 1,
		},
		[
			parameter('mode', 'combine'),
			parameter('combineBy', 'combineByFields'),
			parameter('fieldsToMatchString'),
			parameter('joinMode', 'keepMatches'),
			parameter('options', {}),
		],
	),
	async execute() {
		const names = String(this.getNodeParameter('fieldsToMatchString', 0)).split(',');
		const keepsAll = this.getNodeParameter('joinMode', 0) === 'enrichInput1';
		const [left, right] = [this.getInputData(0), this.getInputData(1)];
		const keyOf = ({ json }: INodeExecutionData) =>
			JSON.stringify(names.map((name) => json[name.trim()]));
		const output = left.flatMap((one, item) => {
			const pairs = right.flatMap((other, at): INodeExecutionData[] => {
				if (keyOf(one) !== keyOf(other)) return [];
				const pairedItem = [
					{ item, input: 0 },
					{ item: at, input: 1 },
				];
				return [{ json: { ...one.json, ...other.json }, pairedItem }];
			});
			const isAlone = pairs.length === 0 && keepsAll;
			return isAlone ? [{ json: one.json, pairedItem: { item, input: 0 } }] : pairs;
		});
		return [output];
	},
};

/**
 * Stand-ins for the nodes of n8n's own package that example workflows use, under their real type and parameter
 * names: enough to run those workflows, without the half gigabyte the package brings along.
 */
export const stockNodes: NodePackage = {
	name: 'n8n-nodes-base',
	nodes: Object.fromEntries(
		[
			manualTrigger,
			scheduleTrigger,
			webhook,
			noOp,
			stickyNote,
			set,
			splitOut,
			merge,
			httpRequest,
			dataTable,
			removeDuplicates,
			ifNode,
			executeWorkflow,
			executeWorkflowTrigger,
			respondToWebhook,
		].map((node) => [`n8n-nodes-base.${node.description.name}`, node]),
	),
	credentials: { [headerAuth.name]: headerAuth },
};
