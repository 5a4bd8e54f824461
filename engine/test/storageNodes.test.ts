import type { IConnections, IDataObject, INode } from 'n8n-workflow';

import { createEngine } from '../index';
import type { Engine, WorkflowJson } from '../index';

const COLUMNS = { order: 'string', count: 'number', at: 'date' } as const;

let engine: Engine;

beforeEach(() => {
	engine = createEngine({ packages: [] });
	engine.dataTables.create('Orders', COLUMNS);
});

const node = (name: string, type: string, parameters: IDataObject, version = 1): INode => ({
	id: name,
	name,
	type: `n8n-nodes-base.${type}`,
	typeVersion: version,
	position: [0, 0],
	parameters: parameters as INode['parameters'],
});

/** Connects the nodes one after the other, behind a trigger that takes the input. */
function chain(...nodes: INode[]): WorkflowJson {
	const connections: IConnections = {};
	const all = [node('Start', 'manualTrigger', {}), ...nodes];
	nodes.forEach(({ name }, at) => {
		connections[all[at].name] = { main: [[{ node: name, type: 'main', index: 0 }]] };
	});
	return { id: 'flow', nodes: all, connections };
}

const condition = (keyName: string, keyValue: unknown, is = 'eq') => ({
	keyName,
	condition: is,
	keyValue,
});

const table = (operation: string, parameters: IDataObject = {}): INode =>
	node('Table', 'dataTable', {
		resource: 'row',
		operation,
		dataTableId: { __rl: true, mode: 'name', value: 'orders' },
		matchType: 'allConditions',
		...parameters,
	});

const columns = (value: IDataObject) => ({ columns: { mappingMode: 'defineBelow', value } });

const run = async (operation: string, parameters: IDataObject, input: IDataObject[] = [{}]) => {
	const { error, items } = await engine.run(chain(table(operation, parameters)), { input });
	if (error) throw error;
	return items('Table').map(({ json }) => json);
};

const insert = async (...orders: Array<[string, number]>) =>
	await run(
		'insert',
		columns({ order: '={{ $json.order }}', count: '={{ $json.count }}' }),
		orders.map(([order, count]) => ({ order, count })),
	);

describe('Data Table', () => {
	test('inserts one row per item, with the columns that n8n adds', async () => {
		expect(await insert(['a', 1], ['b', 2])).toEqual([
			{
				id: 1,
				order: 'a',
				count: 1,
				at: null,
				createdAt: expect.stringMatching(/^\d{4}-.*Z$/) as string,
				updatedAt: expect.stringMatching(/^\d{4}-.*Z$/) as string,
			},
			expect.objectContaining({ id: 2, order: 'b', count: 2 }),
		]);
		expect(engine.dataTables.rows('Orders')).toHaveLength(2);
	});

	test.each<[string, IDataObject, string[]]>([
		['eq', { filters: { conditions: [condition('order', 'b')] } }, ['b']],
		['neq', { filters: { conditions: [condition('order', 'b', 'neq')] } }, ['a', 'c']],
		['lt', { filters: { conditions: [condition('count', 2, 'lt')] } }, ['a']],
		['lte', { filters: { conditions: [condition('count', 2, 'lte')] } }, ['a', 'b']],
		['gt on id', { filters: { conditions: [condition('id', 1, 'gt')] } }, ['b', 'c']],
		[
			'a date',
			{ filters: { conditions: [condition('createdAt', '2001-01-01', 'gte')] } },
			['a', 'b', 'c'],
		],
		['empty', { filters: { conditions: [condition('order', null, 'isEmpty')] } }, []],
		['no condition, limited', { limit: 2 }, ['a', 'b']],
		[
			'both conditions',
			{ filters: { conditions: [condition('order', 'b'), condition('count', 3)] } },
			[],
		],
		[
			'either condition',
			{
				matchType: 'anyCondition',
				filters: { conditions: [condition('order', 'b'), condition('count', 3)] },
			},
			['b', 'c'],
		],
		[
			'in descending order',
			{ orderBy: true, orderByColumn: 'count', orderByDirection: 'DESC', returnAll: true },
			['c', 'b', 'a'],
		],
	])('gets rows by %s', async (_by, parameters, expected) => {
		await insert(['a', 1], ['b', 2], ['c', 3]);
		expect((await run('get', parameters)).map(({ order }) => order)).toEqual(expected);
	});

	test('updates what fits and gives only that; upserts one that does not', async () => {
		await insert(['a', 1], ['b', 2]);
		const isB = { filters: { conditions: [condition('order', 'b'), condition('count', 2)] } };
		expect(await run('update', { ...isB, ...columns({ count: 5 }) })).toMatchObject([
			{ id: 2, order: 'b', count: 5 },
		]);
		expect(await run('update', { ...isB, ...columns({ count: 6 }) })).toEqual([]);
		const isC = { filters: { conditions: [condition('order', 'c')] } };
		const upsert = { ...isC, ...columns({ order: 'c', count: 1 }) };
		expect(await run('upsert', upsert)).toMatchObject([{ id: 3, order: 'c' }]);
		expect(await run('upsert', upsert)).toMatchObject([{ id: 3, order: 'c' }]);
		expect(engine.dataTables.rows('Orders').map(({ count }) => count)).toEqual([1, 5, 1]);
	});

	test('deletes rows; lets items pass by whether a row exists', async () => {
		await insert(['a', 1], ['b', 2]);
		const isItems = { filters: { conditions: [condition('order', '={{ $json.order }}')] } };
		const input = [{ order: 'b' }, { order: 'x' }];
		expect(await run('rowExists', isItems, input)).toEqual([{ order: 'b' }]);
		expect(await run('rowNotExists', isItems, input)).toEqual([{ order: 'x' }]);
		const isNot = { filters: { conditions: [condition('order', '={{ $json.order }}', 'neq')] } };
		expect(await run('rowExists', isNot, input)).toEqual([{ order: 'b' }]);
		expect(await run('deleteRows', isItems, input)).toMatchObject([{ order: 'b' }]);
		expect(engine.dataTables.rows('Orders')).toHaveLength(1);
	});

	test('of two updates at the same moment that want the same row, one gets it', async () => {
		await insert(['a', 0]);
		const take = {
			filters: { conditions: [condition('count', 0)] },
			...columns({ count: 1 }),
		};
		const both = await Promise.all([run('update', take), run('update', take)]);
		expect(both.map((rows) => rows.length).sort()).toEqual([0, 1]);
	});

	test.each<[string, IDataObject, string]>([
		['insert', columns({ order: 'a', count: 'many' }), "does not match column type 'number'"],
		['insert', columns({ orders: 'a' }), 'has no column "orders"'],
		['update', columns({ order: 'a' }), 'At least one condition is required'],
		['get', { filters: { conditions: [condition('orders', 1)] } }, '"orders" do not exist'],
		['get', { dataTableId: { __rl: true, mode: 'name', value: 'none' } }, '"none" not found'],
	])('%s refuses %j', async (operation, parameters, message) => {
		await expect(run(operation, parameters)).rejects.toMatchObject({
			message: expect.stringContaining(message) as string,
		});
	});
});

describe('Remove Duplicates', () => {
	const workflow = (id: string, options: IDataObject = {}): WorkflowJson => ({
		...chain(
			node(
				'New Ones',
				'removeDuplicates',
				{
					operation: 'removeItemsSeenInPreviousExecutions',
					logic: 'removeItemsWithAlreadySeenKeyValues',
					dedupeValue: '={{ $json.order }}',
					options,
				},
				2,
			),
		),
		id,
	});
	const see = async (id: string, ...orders: string[]) => {
		const input = orders.map((order) => ({ order }));
		const { error, items } = await engine.run(workflow(id), { input });
		if (error) throw error;
		return [0, 1].map((output) => items('New Ones', output).map(({ json }) => json.order));
	};

	test('keeps what no earlier execution had, by workflow', async () => {
		expect(await see('one', 'a', 'b')).toEqual([['a', 'b'], []]);
		expect(await see('one', 'b', 'c')).toEqual([['c'], ['b']]);
		expect(await see('other', 'b')).toEqual([['b'], []]);
		expect(
			await createEngine({ packages: [] }).run(workflow('one'), { input: [{ order: 'a' }] }),
		).toMatchObject({ status: 'success' });
	});

	test('stops where the history is full', async () => {
		const full = workflow('one', { scope: 'workflow', historySize: 2 });
		const seeOne = async (order: string) => (await engine.run(full, { input: [{ order }] })).error;
		expect([await seeOne('a'), await seeOne('b')]).toEqual([undefined, undefined]);
		expect(await seeOne('a')).toMatchObject({ message: 'More items than the history size' });
	});

	test('keeps the same value twice when two executions read at the same moment', async () => {
		await see('one', 'a');
		const both = await Promise.all([see('one', 'b'), see('one', 'b')]);
		expect(both).toEqual([
			[['b'], []],
			[['b'], []],
		]);
		expect(await see('one', 'b')).toEqual([[], ['b']]);
	});
});

test('a workflow executes itself from its trigger for that, and takes what its last node gives', async () => {
	const workflow = chain(
		node('Call', 'executeWorkflow', {
			source: 'database',
			workflowId: { __rl: true, mode: 'id', value: '={{ $workflow.id }}' },
			workflowInputs: { value: { a: '={{ $json.n }}' } },
		}),
		node('After', 'noOp', {}),
	);
	workflow.nodes.push(
		node(
			'Called',
			'executeWorkflowTrigger',
			{ workflowInputs: { values: [{ name: 'a', type: 'number' }, { name: 'b' }] } },
			1.1,
		),
		node('Double', 'set', { mode: 'raw', jsonOutput: '={{ { twice: $json.a * 2, b: $json.b } }}' }),
	);
	workflow.connections.Called = { main: [[{ node: 'Double', type: 'main', index: 0 }]] };
	const input = [{ n: 1 }, { n: 2 }];
	const { error, items } = await engine.run(workflow, { input });
	expect(error).toBeUndefined();
	expect(items('After')).toMatchObject([
		{ json: { twice: 2, b: null }, pairedItem: { item: 0 } },
		{ json: { twice: 4, b: null }, pairedItem: { item: 1 } },
	]);
	expect(items('Call').map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
});

test('If decides by its conditions', async () => {
	const conditions = {
		options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
		combinator: 'and',
		conditions: [
			{
				id: '1',
				leftValue: '={{ $json.left }}',
				rightValue: 0,
				operator: { type: 'number', operation: 'gt' },
			},
		],
	};
	const { error, items } = await engine.run(chain(node('Any', 'if', { conditions }, 2.2)), {
		input: [{ left: 1 }, { left: 0 }],
	});
	expect(error).toBeUndefined();
	expect([0, 1].map((output) => items('Any', output).map(({ json }) => json.left))).toEqual([
		[1],
		[0],
	]);
});
