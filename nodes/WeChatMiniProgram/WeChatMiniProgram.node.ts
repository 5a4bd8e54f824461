import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
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
import { subtitleOf } from './descriptions/subtitle';
import * as listSearch from './methods/listSearch';
import * as loadOptions from './methods/loadOptions';
import * as resourceMapping from './methods/resourceMapping';

const resource: INodeProperties = {
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
};

const operations: INodeProperties[] = [
	...message.description,
	...template.description,
	...templateLibrary.description,
	...category.description,
	...user.description,
];

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
		subtitle: subtitleOf(resource, operations),
		description:
			'Send Subscribe Messages to the users of a WeChat Mini Program, and manage the templates for them',
		defaults: { name: 'WeChat Mini Program' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'weChatMiniProgramApi', required: true }],
		properties: [
			resource,
			...operations,
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
