import type { INodeProperties } from 'n8n-workflow';
import { operationParameter } from '../../descriptions/operationParameter';
import { getAll } from './getAll.operation';
import { getKeywords } from './getKeywords.operation';

export { getAll, getKeywords };

/** The operations of the resource Template Library. */
export const description: INodeProperties[] = [
	operationParameter('templateLibrary', 'getAll', [
		{
			name: 'Get Keywords',
			value: 'getKeywords',
			action: 'Get keywords of library title',
			description: 'List the keywords to choose from when a template is added with this title',
		},
		{
			name: 'Get Many',
			value: 'getAll',
			action: 'Get many library titles',
			description: "List titles of WeChat's public library, from which templates are added",
		},
	]),
];

/** The parameters of the operations. */
export const parameters: INodeProperties[] = [...getAll.description, ...getKeywords.description];
