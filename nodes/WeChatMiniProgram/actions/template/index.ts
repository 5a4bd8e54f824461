import type { INodeProperties } from 'n8n-workflow';
import { operationParameter } from '../../descriptions/operationParameter';
import { add } from './add.operation';
import { deleteTemplate } from './delete.operation';
import { getAll } from './getAll.operation';

export { add, deleteTemplate as delete, getAll };

/** The operations of the resource Template. */
export const description: INodeProperties[] = [
	operationParameter('template', 'getAll', [
		{
			name: 'Add',
			value: 'add',
			action: 'Add template',
			description: 'Make a template of your account from a library title and some of its keywords',
		},
		{
			name: 'Delete',
			value: 'delete',
			action: 'Delete template',
			description: 'Remove a template from your account. Messages can no longer be sent with it.',
		},
		{
			name: 'Get Many',
			value: 'getAll',
			action: 'Get many templates',
			description: 'List the templates of your account, which messages are sent with',
		},
	]),
];

/** The parameters of the operations. */
export const parameters: INodeProperties[] = [
	...add.description,
	...deleteTemplate.description,
	...getAll.description,
];
