import type { INodeProperties } from 'n8n-workflow';
import { operationParameter } from '../../descriptions/operationParameter';
import { getAll } from './getAll.operation';

export { getAll };

/** The operations of the resource Category. */
export const description: INodeProperties[] = [
	operationParameter('category', 'getAll', [
		{
			name: 'Get Many',
			value: 'getAll',
			action: 'Get many categories',
			description:
				'List the service categories of your account, which decide what its template library holds',
		},
	]),
];

/** The parameters of the operations. */
export const parameters: INodeProperties[] = [...getAll.description];
