import type { IDataObject } from 'n8n-workflow';

import type { RunResult, WorkflowJson } from '../../engine';
import { exampleFor } from '../support/examples';
import { Harness } from '../support/harness';

const TABLE = 'Order outbox';
const SEND = '/cgi-bin/message/subscribe/send';
const columns = [
	'orderNumber',
	'openId',
	'product',
	'amount',
	'state',
	'begunAt',
	'msgid',
	'reason',
];

let harness: Harness;
let workflow: WorkflowJson;
let openId: string;

beforeEach(async () => {
	harness = await Harness.start();
	harness.engine.dataTables.create(
		TABLE,
		Object.fromEntries(columns.map((column) => [column, 'string'] as const)),
	);
	const templateId = await harness.addSubscribeTemplate();
	workflow = exampleFor('orderOutbox', harness.credential, templateId);
	openId = harness.simulator.user('ann');
	harness.simulator.subscribe(openId, templateId, 5);
});
afterEach(async () => await harness.stop());

const order = (orderNumber: string) => ({
	orderNumber,
	openId,
	product: '咖啡豆',
	amount: '58.00',
});
const call = async (body: IDataObject): Promise<RunResult> =>
	await harness.engine.run(workflow, { startNode: 'Order Paid', input: [{ body }] });
const recover = async (): Promise<RunResult> =>
	await harness.engine.run(workflow, { startNode: 'Every Five Minutes' });

const states = () =>
	harness.engine.dataTables.rows(TABLE).map(({ orderNumber, state }) => [orderNumber, state]);
const row = (orderNumber: string) =>
	harness.engine.dataTables.rows(TABLE).find((one) => one.orderNumber === orderNumber);
const pagesDelivered = () => harness.simulator.delivered.map(({ page }) => page);

/** Puts a row into the table as an execution left it that is gone, so many minutes ago. */
function leave(orderNumber: string, state: string, minutes: number): void {
	const ago = new Date(Date.now() - minutes * 60_000);
	const begunAt = state === 'sending' ? ago.toISOString() : null;
	harness.engine.dataTables.add(TABLE, { ...order(orderNumber), state, begunAt }, ago);
}

test('an order is written down, the shop answered, the message sent, and its msgid kept', async () => {
	const { error, items } = await call(order('A1'));
	expect(error).toBeUndefined();
	expect(items('Answer the Shop')).toMatchObject([{ json: { orderNumber: 'A1', state: 'open' } }]);
	expect(harness.simulator.delivered).toMatchObject([
		{ openId, page: 'pages/order/detail?orderNumber=A1' },
	]);
	const [{ msgid }] = harness.simulator.delivered;
	expect(row('A1')).toMatchObject({ state: 'sent', msgid });
});

test('the shop calls three times in a row: one message', async () => {
	for (let times = 0; times < 3; times += 1)
		expect((await call(order('A1'))).error).toBeUndefined();
	expect(pagesDelivered()).toHaveLength(1);
	expect(states()).toEqual([
		['A1', 'sent'],
		['A1', 'repeated'],
		['A1', 'repeated'],
	]);
});

test('the shop calls three times at once: one message', async () => {
	const runs = await Promise.all([1, 2, 3].map(async () => await call(order('A1'))));
	expect(runs.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
	expect(pagesDelivered()).toHaveLength(1);
	expect(
		states()
			.map(([, state]) => state)
			.sort(),
	).toEqual(['repeated', 'repeated', 'sent']);
});

test('a refusal is kept with its reason, and not sent again', async () => {
	harness.simulator.order({ kind: 'errcode', errcode: 43101, path: SEND, times: 1 });
	expect((await call(order('A1'))).error).toBeUndefined();
	expect(row('A1')).toMatchObject({
		state: 'refused',
		reason: 'The user has not subscribed, or the subscription is used up',
	});
	await recover();
	expect(pagesDelivered()).toEqual([]);
});

test('a send whose answer is lost is in doubt, and no run sends it again', async () => {
	harness.simulator.order({ kind: 'cutAfter', path: SEND, times: 1 });
	expect((await call(order('A1'))).error).toBeUndefined();
	expect(row('A1')).toMatchObject({ state: 'in doubt', reason: expect.any(String) as string });
	leave('A2', 'open', 3);
	await recover();
	expect(pagesDelivered()).toEqual([
		'pages/order/detail?orderNumber=A1',
		'pages/order/detail?orderNumber=A2',
	]);
});

test('a message that did not leave stays open', async () => {
	harness.engine.credentials.update(harness.credential.id, { baseUrl: 'http://127.0.0.1:1' });
	expect((await call(order('A1'))).error).toBeUndefined();
	expect(row('A1')).toMatchObject({ state: 'open' });
});

describe('the scheduled run', () => {
	test('sends what was never begun, once, and only after two minutes', async () => {
		leave('A1', 'open', 3);
		leave('A2', 'open', 1);
		const runs = await Promise.all([recover(), recover()]);
		expect(runs.map(({ error }) => error)).toEqual([undefined, undefined]);
		expect(pagesDelivered()).toEqual(['pages/order/detail?orderNumber=A1']);
		expect(states()).toEqual([
			['A1', 'sent'],
			['A2', 'open'],
		]);
	});

	test('lists what is in doubt instead of sending it, and only after ten minutes', async () => {
		leave('A1', 'sending', 11);
		leave('A2', 'sending', 9);
		const { error, items } = await recover();
		expect(error).toBeUndefined();
		expect(items('In Doubt').map(({ json }) => json)).toEqual([
			{
				orderNumber: 'A1',
				openId,
				begunAt: expect.stringMatching(/Z$/) as string,
				reason: 'The execution ended before it was known whether the message was sent',
			},
		]);
		expect(states()).toEqual([
			['A1', 'in doubt'],
			['A2', 'sending'],
		]);
		expect((await recover()).items('In Doubt')).toEqual([]);
		expect(pagesDelivered()).toEqual([]);
	});

	test('does not send an order twice of which two rows stayed open', async () => {
		leave('A1', 'open', 5);
		leave('A1', 'open', 4);
		await recover();
		await recover();
		expect(pagesDelivered()).toHaveLength(1);
		expect(states()).toEqual([
			['A1', 'sent'],
			['A1', 'repeated'],
		]);
	});
});
