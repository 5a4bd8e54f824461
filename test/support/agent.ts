import type {
	EngineRequest,
	EngineResponse,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { deepCopy, NodeConnectionTypes } from 'n8n-workflow';

import type { NodePackage } from '../../engine';

/** What n8n-core makes of a node that is connected as a tool. */
interface Tool {
	name: string;
	description: string;
	invoke(values: IDataObject): Promise<string>;
}

/** Makes the tool variant of a node, as n8n's server does (cli/src/tool-generation/ai-tools.ts). */
export function toolOf(node: INodeType): INodeType {
	const description = deepCopy(node.description);
	const choice: INodeProperties = {
		displayName: 'Tool Description',
		name: 'descriptionType',
		type: 'options',
		options: ['auto', 'manual'].map((value) => ({ name: value, value })),
		default: 'auto',
	};
	const text: INodeProperties = {
		displayName: 'Description',
		name: 'toolDescription',
		type: 'string',
		default: description.description,
		displayOptions: { show: { descriptionType: ['manual'] } },
	};
	const toolDescription: INodeTypeDescription = {
		...description,
		name: `${description.name}Tool`,
		inputs: [],
		outputs: [NodeConnectionTypes.AiTool],
		properties: [choice, text, ...description.properties],
	};
	return Object.assign(Object.create(node) as INodeType, { description: toolDescription });
}

/** Stands in for the model: the values it chooses for the parameters of the one tool it calls, or its answer. */
export interface ModelChoice {
	values: IDataObject;
	/** The agent calls the tool itself (up to version 2.2), or asks n8n to run its node (from 3). */
	runsToolItself: boolean;
}

/**
 * Stands in for n8n's chat trigger, AI Agent, chat model and memory under their real types. The agent's item holds the
 * tool's answer under `output`.
 */
export function agentPackage(choice: ModelChoice): NodePackage {
	const agent: INodeType = {
		description: described('agent', [
			NodeConnectionTypes.Main,
			{ type: NodeConnectionTypes.AiLanguageModel },
			{ type: NodeConnectionTypes.AiMemory },
			{ type: NodeConnectionTypes.AiTool },
		]),
		async execute(response?: EngineResponse) {
			if (response?.actionResponses.length) return [[{ json: outputOf(response) }]];
			const [tool] = (await this.getInputConnectionData(NodeConnectionTypes.AiTool, 0)) as Tool[];
			if (!tool) return [this.getInputData().map((_, item) => answered(choice.values, item))];
			if (choice.runsToolItself) {
				return [[{ json: { output: JSON.parse(await tool.invoke(choice.values)) } }]];
			}
			return requestOf(this, choice.values);
		},
	};
	const chatTrigger: INodeType = {
		description: described('chatTrigger', [], ['trigger']),
		webhook: async () => ({}),
	};
	const model: INodeType = { description: described('lmChatOpenAi', []) };
	const memory: INodeType = { description: described('memoryBufferWindow', []) };
	return {
		name: '@n8n/n8n-nodes-langchain',
		nodes: Object.fromEntries(
			[agent, chatTrigger, model, memory].map((type) => [
				`@n8n/n8n-nodes-langchain.${type.description.name}`,
				type,
			]),
		),
		credentials: {},
	};
}

const answered = (json: IDataObject, item: number): INodeExecutionData => ({
	json,
	pairedItem: { item },
});

/** Asks n8n to run the node of the tool, as the agent does from version 3. */
function requestOf(context: IExecuteFunctions, input: IDataObject): EngineRequest {
	const [{ name: nodeName }] = context.getParentNodes(context.getNode().name, {
		connectionType: NodeConnectionTypes.AiTool,
	});
	const action = { nodeName, input, type: NodeConnectionTypes.AiTool, id: 'call', metadata: {} };
	return { actions: [{ actionType: 'ExecutionNodeAction', ...action }], metadata: {} };
}

const outputOf = ({ actionResponses: [{ data }] }: EngineResponse): IDataObject => ({
	output: data.data?.ai_tool?.[0]?.map(({ json }) => json) ?? data.error?.message,
});

const described = (
	name: string,
	inputs: INodeTypeDescription['inputs'],
	group: INodeTypeDescription['group'] = ['transform'],
): INodeTypeDescription => ({
	name,
	displayName: name,
	group,
	version: [1.2, 1.3, 3],
	description: '',
	defaults: { name },
	inputs,
	outputs: [NodeConnectionTypes.Main],
	properties: [],
});
