import type { IConnections, IDataObject, INode } from 'n8n-workflow';

import { createEngine, packageOf } from '../index';
import { Ticket, TicketApi, TicketService } from './engineFixtures';

const service = new TicketService();
const engine = createEngine({ packages: [packageOf('tickets', [Ticket], [TicketApi])] });

beforeAll(async () => await service.start());
afterAll(async () => await service.stop());

function node(name: string, parameters: IDataObject = {}, more: Partial<INode> = {}): INode {
	const type = `n8n-nodes-base.${name}`;
	return {
		id: name,
		name,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters: parameters as INode['parameters'],
		...more,
	};
}

/** Connects the nodes one after the other. */
function chain(...nodes: INode[]) {
	const connections: IConnections = {};
	nodes.slice(1).forEach(({ name }, at) => {
		connections[nodes[at].name] = { main: [[{ node: name, type: 'main', index: 0 }]] };
	});
	return { nodes, connections };
}

const orders = { orders: [{ id: 'a', price: 2 }, { id: 'b' }], day: 'Monday' };
const jsonsOf = (items: Array<{ json: IDataObject }>) => items.map(({ json }) => json);

it('starts by hand, writes JSON and splits a list out of it', async () => {
	const { items } = await engine.run(
		chain(
			node('manualTrigger'),
			node('set', { mode: 'raw', jsonOutput: JSON.stringify(orders) }),
			node('splitOut', { fieldToSplitOut: 'orders' }),
			node('noOp'),
		),
	);
	expect(jsonsOf(items('noOp'))).toEqual(orders.orders);
	expect(items('splitOut').map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 0 }]);
});

it.each([
	[false, { count: 3, open: true, tags: ['x'], text: 'a1' }],
	[true, { id: 'a', count: 3, open: true, tags: ['x'], text: 'a1' }],
])('sets fields of each type, others included: %s', async (includeOtherFields, expected) => {
	const assignments = [
		{ id: '1', name: 'count', type: 'number', value: '3' },
		{ id: '2', name: 'open', type: 'boolean', value: 'true' },
		{ id: '3', name: 'tags', type: 'array', value: '["x"]' },
		{ id: '4', name: 'text', type: 'string', value: '={{ $json.id }}1' },
	];
	const { items } = await engine.run(
		chain(
			node('scheduleTrigger'),
			node('set', { assignments: { assignments }, includeOtherFields }),
		),
		{ input: [{ id: 'a' }] },
	);
	expect(jsonsOf(items('set'))).toEqual([expected]);
});

it.each([
	['keepMatches', [{ id: 'a', price: 2, left: 1 }]],
	['enrichInput1', [{ id: 'a', price: 2, left: 1 }, { id: 'b' }]],
])('merges two inputs by a field: %s', async (joinMode, expected) => {
	const left = node('set', { mode: 'raw', jsonOutput: '{"id":"a","left":1}' });
	const workflow = {
		nodes: [
			node('webhook', { httpMethod: 'POST', path: 'orders' }),
			node('splitOut', { fieldToSplitOut: 'orders' }),
			left,
			node('merge', { fieldsToMatchString: 'id', joinMode }),
		],
		connections: {
			webhook: {
				main: [
					[
						{ node: 'splitOut', type: 'main' as const, index: 0 },
						{ node: 'set', type: 'main' as const, index: 0 },
					],
				],
			},
			splitOut: { main: [[{ node: 'merge', type: 'main' as const, index: 0 }]] },
			set: { main: [[{ node: 'merge', type: 'main' as const, index: 1 }]] },
		},
	};
	const { items } = await engine.run(workflow, { input: [orders] });
	expect(jsonsOf(items('merge'))).toEqual(expected);
});

it('hands a webhook call to the workflow', async () => {
	const trigger = node('webhook', { httpMethod: 'POST', path: 'orders' });
	const { body, workflowData } = await engine.webhook(trigger, {
		query: { q: '1' },
		body: { id: 'a' },
	});
	expect(body).toBe('{"message":"Workflow was started"}');
	expect(workflowData?.[0][0].json).toMatchObject({ query: { q: '1' }, body: { id: 'a' } });
});

it('calls a service with the credential of another package and renews its token', async () => {
	const ticketApi = engine.credentials.add({
		name: 'Tickets',
		type: 'ticketApi',
		data: { url: service.url, key: 'k', accessToken: 'old' },
	});
	const request = node(
		'httpRequest',
		{
			url: `=${service.url}/tickets/{{ $json.id }}`,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'ticketApi',
			sendQuery: true,
			queryParameters: { parameters: [{ name: 'lang', value: 'en' }] },
		},
		{ credentials: { ticketApi }, onError: 'continueRegularOutput' },
	);
	const { items } = await engine.run(chain(node('manualTrigger'), request), {
		input: [{ id: 'a' }, { id: 'missing' }],
	});
	expect(jsonsOf(items('httpRequest'))).toEqual([
		{ ticket: 'a', status: 'open' },
		{ error: 'The resource you are requesting could not be found' },
	]);
	expect(service.calls.slice(0, 2)).toEqual(['/token', '/tickets/a']);
});
