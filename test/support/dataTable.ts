import type { IDataObject, INodeExecutionData, INodeType } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import type { NodePackage } from '../../engine';

/** A data table: its rows, oldest first. */
export type Table = IDataObject[];

interface Condition {
	keyName: string;
	keyValue: unknown;
}

/**
 * Stands in for n8n's Data Table node, Row > Upsert where columns are equal to values, under its
 * real type and parameter names. `tables` holds the rows by table name.
 */
export function dataTablePackage(tables: Map<string, Table>): NodePackage {
	const dataTable: INodeType = {
		description: {
			displayName: 'Data Table',
			name: 'dataTable',
			group: ['transform'],
			version: 1,
			description: '',
			defaults: { name: 'Data Table' },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			properties: ['dataTableId', 'filters', 'columns'].map((name) => ({
				displayName: name,
				name,
				type: 'json',
				default: {},
			})),
		},
		async execute() {
			const output = this.getInputData().map((_, itemIndex): INodeExecutionData => {
				const name = this.getNodeParameter('dataTableId.value', itemIndex) as string;
				const conditions = this.getNodeParameter('filters.conditions', itemIndex) as Condition[];
				const values = this.getNodeParameter('columns.value', itemIndex) as IDataObject;
				const row = upsert(tables.get(name) ?? missing(name), conditions, values);
				return { json: { ...row }, pairedItem: { item: itemIndex } };
			});
			return [output];
		},
	};
	return {
		name: 'n8n-nodes-base',
		nodes: { 'n8n-nodes-base.dataTable': dataTable },
		credentials: {},
	};
}

function upsert(table: Table, conditions: Condition[], values: IDataObject): IDataObject {
	const found = table.find((row) =>
		conditions.every(({ keyName, keyValue }) => row[keyName] === keyValue),
	);
	const row = found ?? { id: table.length + 1 };
	if (!found) table.push(row);
	return Object.assign(row, values);
}

function missing(name: string): never {
	throw new Error(`There is no data table "${name}"`);
}
