import type {
	DataTableColumnType,
	DataTableFilter,
	DataTableProxyProvider,
	DataTableRow,
	DataTableRowReturn,
	IDataObject,
	IDataTableProjectAggregateService,
	IDataTableProjectService,
} from 'n8n-workflow';
import { DATA_TABLE_SYSTEM_COLUMN_TYPE_MAP, UserError, validateFieldType } from 'n8n-workflow';

/** The columns of a table beside id, createdAt and updatedAt: the type of each by its name. */
export type Columns = Record<string, DataTableColumnType>;

interface Table {
	name: string;
	columns: Columns;
	rows: DataTableRowReturn[];
	nextId: number;
}

type Cell = DataTableRow[string];

/**
 * n8n's data tables in memory (cli/src/modules/data-table). As there, one statement is done as a whole,
 * and between two statements those of other executions can come.
 */
export class DataTables {
	private readonly tables: Table[] = [];

	/** Creates an empty table, which workflows find by its name. */
	create(name: string, columns: Columns): void {
		this.tables.push({ name, columns, rows: [], nextId: 1 });
	}

	/** The rows of a table, oldest first. Throws where there is no such table. */
	rows(name: string): IDataObject[] {
		return this.table(name).rows.map((row) => ({ ...row }) as IDataObject);
	}

	/** Removes all rows of a table. */
	clear(name: string): void {
		this.table(name).rows = [];
	}

	/** What n8n's server lends the Data Table node, as `additionalData['data-table']`. */
	readonly proxyProvider: DataTableProxyProvider = {
		getDataTableAggregateProxy: async () =>
			({
				getManyAndCount: async ({ filter }) => {
					const wanted = String(filter?.name).toLowerCase();
					const found = this.tables.filter(({ name }) => name.toLowerCase() === wanted);
					return { count: found.length, data: found.map(({ name }) => ({ id: name })) };
				},
			}) as IDataTableProjectAggregateService,
		getDataTableProxy: async (_workflow, _node, id) =>
			proxyOf(this.table(id)) as IDataTableProjectService,
	};

	private table(name: string): Table {
		const table = this.tables.find((one) => one.name === name);
		if (!table) throw new UserError(`There is no data table "${name}"`);
		return table;
	}
}

/** What the rows of a table can be asked for. */
type RowService = Pick<
	IDataTableProjectService,
	'getColumns' | 'getManyRowsAndCount' | 'insertRows' | 'updateRows' | 'upsertRow' | 'deleteRows'
>;

function proxyOf(table: Table): RowService {
	const found = (filter?: DataTableFilter) => table.rows.filter((row) => matches(row, filter));
	const insert = (row: DataTableRow): DataTableRowReturn => {
		const inserted = newRow(table, row);
		table.rows.push(inserted);
		return { ...inserted };
	};
	const update = (filter: DataTableFilter, data: DataTableRow) =>
		found(filter).map((row) => ({
			...Object.assign(row, cellsOf(table, data), { updatedAt: new Date() }),
		}));
	return {
		getColumns: async () =>
			Object.entries(table.columns).map(([name, type], index) => ({
				id: name,
				name,
				type,
				index,
				dataTableId: table.name,
			})),
		getManyRowsAndCount: async ({ filter, sortBy, skip = 0, take }) => {
			const all = found(filter).sort(orderOf(sortBy ?? ['id', 'ASC']));
			const data = all.slice(skip, take && skip + take).map((row) => ({ ...row }));
			return { count: all.length, data };
		},
		insertRows: (async (rows: DataTableRow[]) =>
			rows.map(insert)) as IDataTableProjectService['insertRows'],
		updateRows: async ({ filter, data }) => update(filter, data),
		upsertRow: async ({ filter, data }) => {
			const updated = update(filter, data);
			return updated.length > 0 ? updated : [insert(data)];
		},
		deleteRows: async ({ filter }) => {
			const deleted = found(filter);
			table.rows = table.rows.filter((row) => !deleted.includes(row));
			return deleted;
		},
	};
}

/** A row with every column and the next id. */
function newRow(table: Table, row: DataTableRow): DataTableRowReturn {
	const createdAt = new Date();
	const empty = Object.fromEntries(Object.keys(table.columns).map((name) => [name, null]));
	const system = { id: table.nextId++, createdAt, updatedAt: createdAt };
	return { ...empty, ...cellsOf(table, row), ...system };
}

/** The values as the database keeps them. Throws, as n8n does, on a column or a value that does not fit. */
function cellsOf({ name, columns }: Table, row: DataTableRow): DataTableRow {
	const cells = Object.entries(row).map(([column, given]): [string, Cell] => {
		const type = columns[column];
		if (!type) throw new UserError(`The data table "${name}" has no column "${column}"`);
		if (given === null) return [column, null];
		const kind = type === 'date' ? 'dateTime' : type;
		const checked = validateFieldType(column, given, kind, { parseStrings: false });
		if (!checked.valid) {
			throw new UserError(`value '${String(given)}' does not match column type '${type}'`);
		}
		const { newValue } = checked;
		return [column, type === 'date' ? new Date(String(newValue)) : (newValue as Cell)];
	});
	return Object.fromEntries(cells);
}

function matches(row: DataTableRowReturn, filter?: DataTableFilter): boolean {
	if (!filter || filter.filters.length === 0) return true;
	const holds = ({ columnName, condition, value }: DataTableFilter['filters'][number]) => {
		const [cell, wanted] = [comparable(row[columnName]), comparable(value)];
		switch (condition) {
			case 'eq':
				return cell === wanted;
			case 'neq':
				return cell !== wanted;
			case 'isEmpty':
				return cell === null || cell === '';
			case 'isNotEmpty':
				return cell !== null && cell !== '';
			case 'like':
			case 'ilike':
				throw new UserError(`The engine's data tables know no condition "${condition}"`);
			default:
				return cell !== null && wanted !== null && compares[condition](cell, wanted);
		}
	};
	return filter.type === 'and' ? filter.filters.every(holds) : filter.filters.some(holds);
}

type Comparable = string | number | boolean;

const compares = {
	gt: (one: Comparable, other: Comparable) => one > other,
	gte: (one: Comparable, other: Comparable) => one >= other,
	lt: (one: Comparable, other: Comparable) => one < other,
	lte: (one: Comparable, other: Comparable) => one <= other,
};

const comparable = (cell: Cell): Comparable | null =>
	cell instanceof Date ? cell.getTime() : cell;

function orderOf([column, direction]: [string, 'ASC' | 'DESC']) {
	const sign = direction === 'ASC' ? 1 : -1;
	return (one: DataTableRowReturn, other: DataTableRowReturn): number => {
		const [left, right] = [comparable(one[column]) ?? '', comparable(other[column]) ?? ''];
		return left === right ? 0 : left > right ? sign : -sign;
	};
}

/** Whether a table has such a column, those that n8n adds included. */
export const hasColumn = (columns: Array<{ name: string }>, name: string): boolean =>
	name in DATA_TABLE_SYSTEM_COLUMN_TYPE_MAP || columns.some((column) => column.name === name);
