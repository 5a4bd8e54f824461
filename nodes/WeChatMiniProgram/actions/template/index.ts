import type { INodeProperties } from 'n8n-workflow';
import { add } from './add.operation';
import { deleteTemplate } from './delete.operation';
import { getAll } from './getAll.operation';

export { add, deleteTemplate as delete, getAll };

/** The operations of the resource Template. */
export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		default: 'getAll',
		displayOptions: { show: { resource: ['template'] } },
		options: [
			{
				name: 'Add',
				value: 'add',
				action: 'Add template',
				description: 'Add a template to the account from a title of the library',
			},
			{
				name: 'Delete',
				value: 'delete',
				action: 'Delete template',
				description:
					'Take a template away from the account. Messages with it can no longer be sent.',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many templates',
				description: 'List the templates of the account',
			},
		],
	},
];

/** The parameters of the operations. */
export const parameters: INodeProperties[] = [
	...add.description,
	...deleteTemplate.description,
	...getAll.description,
];
