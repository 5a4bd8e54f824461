import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { execute } from './actions/execute';
import { operationParameters, parametersOfOperations, resourceParameter } from './actions/registry';
import { subtitleOf } from './descriptions/subtitle';
import * as listSearch from './methods/listSearch';
import * as loadOptions from './methods/loadOptions';
import * as resourceMapping from './methods/resourceMapping';

/** Notifies the users of a WeChat Mini Program: finds, adds and fills templates, and sends them. */
export class WeChatMiniProgram implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WeChat Mini Program',
		name: 'weChatMiniProgram',
		icon: {
			light: 'file:../../icons/weChatMiniProgram.svg',
			dark: 'file:../../icons/weChatMiniProgram.dark.svg',
		},
		group: ['output'],
		version: 1,
		subtitle: subtitleOf(resourceParameter, operationParameters),
		description:
			'Send Subscribe Messages to the users of a WeChat Mini Program, and manage the templates for them',
		defaults: { name: 'WeChat Mini Program' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'weChatMiniProgramApi', required: true }],
		properties: [resourceParameter, ...operationParameters, ...parametersOfOperations],
	};

	methods = { listSearch, loadOptions, resourceMapping };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await execute(this);
	}
}
