import type {
	DataTableFilter,
	DataTableRow,
	DeduplicationScope,
	IDataObject,
	IDataTableProjectService,
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
} from 'n8n-workflow';
import {
	DATA_TABLE_SYSTEM_COLUMNS,
	NodeConnectionTypes,
	NodeOperationError,
	UserError,
} from 'n8n-workflow';

import { hasColumn } from './dataTables';
import { describe, eachItem, parameter } from './stockNode';

interface Condition {
	keyName: string;
	condition?: DataTableFilter['filters'][number]['condition'];
	keyValue?: DataTableRow[string];
}

const DEFAULT_LIMIT = 50;
/** n8n hides the kind of condition in these, and drops what is hidden (common/selectMany.ts, skipOperator). */
const EQUALITY_ONLY = ['rowExists', 'rowNotExists'];

/** Data Table, resource Row, with a table chosen by its name (nodes-base/nodes/DataTable). */
export const dataTable: INodeType = {
	description: describe({ name: 'dataTable', displayName: 'Data table', version: [1, 1.1] }, [
		parameter('resource', 'row'),
		parameter('operation', 'insert'),
		parameter('dataTableId', {}),
		parameter('matchType', 'anyCondition'),
		parameter('filters', {}),
		parameter('columns', {}),
		parameter('returnAll', false),
		{ ...parameter('limit'), type: 'number', default: DEFAULT_LIMIT },
		parameter('orderBy', false),
		parameter('orderByColumn', 'createdAt'),
		parameter('orderByDirection', 'DESC'),
		parameter('options', {}),
	]),
	execute: eachItem(async (context, item, itemIndex) => {
		const table = await tableOf(context, itemIndex);
		const operation = context.getNodeParameter('operation', itemIndex) as string;
		if (!(operation in rowOperations)) throw new UserError(`Unknown operation "${operation}"`);
		const rows = await rowOperations[operation](context, itemIndex, table, item.json);
		return rows.map(withDatesAsText);
	}),
};

type Rows = IDataObject[] | DataTableRow[];

const rowOperations: Record<
	string,
	(
		context: IExecuteFunctions,
		itemIndex: number,
		table: IDataTableProjectService,
		input: IDataObject,
	) => Promise<Rows>
> = {
	insert: async (context, itemIndex, table, input) =>
		await table.insertRows([rowOf(context, itemIndex, input)], 'all'),
	upsert: async (context, itemIndex, table, input) =>
		await table.upsertRow(await change(context, itemIndex, table, input)),
	update: async (context, itemIndex, table, input) =>
		await table.updateRows(await change(context, itemIndex, table, input)),
	deleteRows: async (context, itemIndex, table) =>
		await table.deleteRows({ filter: await conditions(context, itemIndex, table) }),
	get: async (context, itemIndex, table) => await select(context, itemIndex, table),
	rowExists: async (context, itemIndex, table, input) =>
		(await select(context, itemIndex, table)).length > 0 ? [input] : [],
	rowNotExists: async (context, itemIndex, table, input) =>
		(await select(context, itemIndex, table)).length > 0 ? [] : [input],
};

async function tableOf(
	{ getNodeParameter, helpers }: IExecuteFunctions,
	itemIndex: number,
): Promise<IDataTableProjectService> {
	const { getDataTableProxy, getDataTableAggregateProxy } = helpers;
	if (!getDataTableProxy || !getDataTableAggregateProxy) throw new UserError('No data tables');
	const name = getNodeParameter('dataTableId.value', itemIndex) as string;
	const { data } = await (
		await getDataTableAggregateProxy()
	).getManyAndCount({ filter: { name: name.toLowerCase() }, take: 1 });
	if (data.length === 0) throw new UserError(`Data table with name "${name}" not found`);
	return await getDataTableProxy(data[0].id);
}

function rowOf(context: IExecuteFunctions, itemIndex: number, input: IDataObject): DataTableRow {
	const isAutomatic = context.getNodeParameter('columns.mappingMode', itemIndex) !== 'defineBelow';
	if (isAutomatic) {
		const own = Object.entries(input).filter(([name]) => !DATA_TABLE_SYSTEM_COLUMNS.includes(name));
		return Object.fromEntries(own) as DataTableRow;
	}
	return context.getNodeParameter('columns.value', itemIndex) as DataTableRow;
}

async function conditions(
	context: IExecuteFunctions,
	itemIndex: number,
	table: IDataTableProjectService,
): Promise<DataTableFilter> {
	const given = context.getNodeParameter('filters.conditions', itemIndex, []) as Condition[];
	const operation = context.getNodeParameter('operation', itemIndex) as string;
	const isEqualityOnly = EQUALITY_ONLY.includes(operation);
	const columns = await table.getColumns();
	const unknown = given.find(({ keyName }) => !hasColumn(columns, keyName));
	if (unknown) throw new UserError(`Column(s) "${unknown.keyName}" do not exist`);
	const all = context.getNodeParameter('matchType', itemIndex) === 'allConditions';
	return {
		type: all ? 'and' : 'or',
		filters: given.map(({ keyName, condition: chosen = 'eq', keyValue = null }) => {
			const condition = isEqualityOnly ? 'eq' : chosen;
			const isDate = ['createdAt', 'updatedAt'].includes(keyName);
			const isDateColumn = columns.some(({ name, type }) => name === keyName && type === 'date');
			const value = isDate || isDateColumn ? new Date(String(keyValue)) : keyValue;
			return { columnName: keyName, condition, value };
		}),
	};
}

async function change(
	context: IExecuteFunctions,
	itemIndex: number,
	table: IDataTableProjectService,
	input: IDataObject,
): Promise<{ filter: DataTableFilter; data: DataTableRow }> {
	const filter = await conditions(context, itemIndex, table);
	if (filter.filters.length === 0) throw new UserError('At least one condition is required');
	return { filter, data: rowOf(context, itemIndex, input) };
}

async function select(
	context: IExecuteFunctions,
	itemIndex: number,
	table: IDataTableProjectService,
): Promise<DataTableRow[]> {
	const read = (name: string) => context.getNodeParameter(name, itemIndex);
	const direction = read('orderByDirection') as 'ASC' | 'DESC';
	const { data } = await table.getManyRowsAndCount({
		filter: await conditions(context, itemIndex, table),
		...(read('orderBy') === true && { sortBy: [String(read('orderByColumn')), direction] }),
		...(read('returnAll') !== true && { take: Number(read('limit')) }),
	});
	return data;
}

const withDatesAsText = (row: IDataObject | DataTableRow): IDataObject =>
	Object.fromEntries(
		Object.entries(row).map(([name, value]) => [
			name,
			value instanceof Date ? value.toISOString() : value,
		]),
	) as IDataObject;

const DEFAULT_HISTORY = 10_000;

/**
 * Remove Duplicates in its operation Remove Items Processed in Previous Executions, by value
 * (nodes-base/nodes/Transform). As there, a history that is full stops it.
 */
export const removeDuplicates: INodeType = {
	description: describe(
		{
			name: 'removeDuplicates',
			displayName: 'Remove Duplicates',
			version: 2,
			outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
			outputNames: ['Kept', 'Discarded'],
		},
		[
			parameter('operation', 'removeDuplicateInputItems'),
			parameter('logic', 'removeItemsWithAlreadySeenKeyValues'),
			parameter('dedupeValue'),
			parameter('options', {}),
		],
	),
	async execute() {
		const read = (name: string, itemIndex = 0) => this.getNodeParameter(name, itemIndex, '');
		const isSupported =
			read('operation') === 'removeItemsSeenInPreviousExecutions' &&
			read('logic') === 'removeItemsWithAlreadySeenKeyValues';
		if (!isSupported) throw new NodeOperationError(this.getNode(), 'Not among the stand-ins');
		const byValue = new Map<string, INodeExecutionData[]>();
		for (const [itemIndex, item] of this.getInputData().entries()) {
			const value = String(read('dedupeValue', itemIndex));
			byValue.set(value, [...(byValue.get(value) ?? []), item]);
		}
		const maxEntries = this.getNodeParameter('options.historySize', 0, DEFAULT_HISTORY) as number;
		const history = { mode: 'entries', maxEntries } as const;
		const scope = this.getNodeParameter('options.scope', 0, 'node') as DeduplicationScope;
		const count = await this.helpers.getProcessedDataCount(scope, history);
		if (count + this.getInputData().length > maxEntries) {
			throw new NodeOperationError(this.getNode(), 'More items than the history size');
		}
		const checked = await this.helpers.checkProcessedAndRecord([...byValue.keys()], scope, history);
		const itemsOf = (values: unknown[]) => values.flatMap((value) => byValue.get(String(value))!);
		return [itemsOf(checked.new), itemsOf(checked.processed)];
	},
};
