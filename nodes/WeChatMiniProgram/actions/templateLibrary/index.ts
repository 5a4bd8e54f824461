import type { INodeProperties } from 'n8n-workflow';
import { getAll } from './getAll.operation';
import { getKeywords } from './getKeywords.operation';

export { getAll, getKeywords };

/** The operations of the resource Template Library. */
export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		default: 'getAll',
		displayOptions: { show: { resource: ['templateLibrary'] } },
		options: [
			{
				name: 'Get Keywords',
				value: 'getKeywords',
				action: 'Get keywords of library title',
				description: 'List the fields that a template with this title can have',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many library titles',
				description: "List the titles in WeChat's public template library",
			},
		],
	},
];

/** The parameters of the operations. */
export const parameters: INodeProperties[] = [...getAll.description, ...getKeywords.description];
