import type { INodeProperties } from 'n8n-workflow';
import { send } from './send.operation';

export { send };

/** The operations of the resource Message. */
export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		default: 'send',
		displayOptions: { show: { resource: ['message'] } },
		options: [
			{
				name: 'Send',
				value: 'send',
				action: 'Send message',
				description: 'Notify a user in WeChat with a filled template',
			},
		],
	},
];

/** The parameters of the operations. */
export const parameters: INodeProperties[] = [...send.description];
