import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** The operation drop-down of one resource, `chosen` being the operation of a new node. */
export const operationParameter = (
	resource: string,
	chosen: string,
	options: INodePropertyOptions[],
): INodeProperties => ({
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	default: chosen,
	displayOptions: { show: { resource: [resource] } },
	options,
});
