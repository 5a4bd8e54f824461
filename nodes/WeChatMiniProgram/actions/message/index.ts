import type { INodeProperties } from 'n8n-workflow';
import { operationParameter } from '../../descriptions/operationParameter';
import { send } from './send.operation';

export { send };

/** The operations of the resource Message. */
export const description: INodeProperties[] = [
	operationParameter('message', 'send', [
		{
			name: 'Send',
			value: 'send',
			action: 'Send message',
			description: 'Notify a user in WeChat with a filled template',
		},
	]),
];

/** The parameters of the operations. */
export const parameters: INodeProperties[] = [...send.description];
