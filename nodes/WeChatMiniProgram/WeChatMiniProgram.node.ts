import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import * as category from './actions/category';
import * as message from './actions/message';
import { router } from './actions/router';
import * as template from './actions/template';
import * as templateLibrary from './actions/templateLibrary';
import * as user from './actions/user';
import { messageTypeDescription } from './descriptions/messageType';
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
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Notify the users of a WeChat Mini Program with Subscribe Messages',
		defaults: { name: 'WeChat Mini Program' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'weChatMiniProgramApi', required: true }],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				default: 'message',
				options: [
					{ name: 'Category', value: 'category' },
					{ name: 'Message', value: 'message' },
					{ name: 'Template', value: 'template' },
					{ name: 'Template Library', value: 'templateLibrary' },
					{ name: 'User', value: 'user' },
				],
			},
			...message.description,
			...template.description,
			...templateLibrary.description,
			...category.description,
			...user.description,
			...messageTypeDescription,
			...message.parameters,
			...template.parameters,
			...templateLibrary.parameters,
			...category.parameters,
			...user.parameters,
		],
	};

	methods = { listSearch, loadOptions, resourceMapping };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await router.call(this);
	}
}
