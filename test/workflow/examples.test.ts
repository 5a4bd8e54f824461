import type { IDataObject } from 'n8n-workflow';

import type { RunResult } from '../../engine';
import { exampleFor } from '../support/examples';
import { useHarnessByTest } from '../support/harness';

const SEND_PATH = '/cgi-bin/message/subscribe/send';

const [harness, start] = useHarnessByTest();

/** Runs an example from one of its nodes. */
const run = async (
	name: string,
	startNode: string,
	templateId?: string,
	input?: IDataObject[],
): Promise<RunResult> =>
	await harness.engine.run(exampleFor(name, harness.credential, templateId), { startNode, input });

/** What landed on phones: the user, and each field as "label: value". */
const landed = () =>
	harness.simulator.delivered.map(({ openId, fields, page }) => ({
		openId,
		lines: fields.map(({ label, value }) => `${label}: ${value}`),
		page,
	}));

test('paidOrderToMessage tells the customer, with a cut name and a tap that opens the order', async () => {
	await start();
	const templateId = await harness.addSubscribeTemplate(661, '1,2,3,4');
	const openId = harness.simulator.user('ann');
	harness.simulator.subscribe(openId, templateId);
	const order = {
		openId,
		orderNumber: 'A17',
		product: '哥伦比亚单一产地手冲咖啡豆中度烘焙两袋装礼盒',
		amount: '58.00',
		quantity: 2,
	};
	const { error, items } = await run('paidOrderToMessage', 'Order Paid', templateId, [
		{ body: { ...order, paidAt: '2024-06-08T02:30:00.000Z' } },
	]);
	expect(error).toBeUndefined();
	expect(items('Send Message')).toMatchObject([{ json: { errcode: 0, touser: openId } }]);
	expect(landed()).toEqual([
		{
			openId,
			lines: [
				'商品名称: 哥伦比亚单一产地手冲咖啡豆中度烘焙两袋…',
				'商品金额: ￥58.00',
				'商品数量: 2',
				'下单时间: 2024年6月8日 10:30',
			],
			page: 'pages/order/detail?orderNumber=A17',
		},
	]);
});

describe('paidOrderToMessage, called more than once for one order', () => {
	const PLENTY = 10;

	/** Allows the template plentifully, and gives what calls the webhook for an order. */
	async function shop() {
		const { simulator } = await start();
		const templateId = await harness.addSubscribeTemplate(661, '1,2,3,4');
		const openId = simulator.user('ann');
		simulator.subscribe(openId, templateId, PLENTY);
		const order = { openId, product: '咖啡', amount: '58.00', quantity: 2 };
		return async (orderNumber: string): Promise<string> => {
			const body = { ...order, orderNumber, paidAt: '2024-06-08T02:30:00.000Z' };
			const { status } = await run('paidOrderToMessage', 'Order Paid', templateId, [{ body }]);
			return status;
		};
	}
	const sentFor = (orderNumber: string) =>
		landed().filter(({ page }) => page?.endsWith(`=${orderNumber}`)).length;

	test('one call after another: one message for each order', async () => {
		const call = await shop();
		for (const orderNumber of ['A1', 'A1', 'A1', 'A2', 'A1']) {
			expect(await call(orderNumber)).toBe('success');
		}
		expect(['A1', 'A2'].map(sentFor)).toEqual([1, 1]);
	});

	test('the first three at once: n8n stores its first record once, so one message', async () => {
		const call = await shop();
		const statuses = await Promise.all(['A1', 'A1', 'A1'].map(call));
		expect(statuses.sort()).toEqual(['error', 'error', 'success']);
		expect(sentFor('A1')).toBe(1);
	});

	test('three at once, later: n8n may let each pass, as the note says; one more call sends none', async () => {
		const call = await shop();
		await call('A1');
		await Promise.all(['A2', 'A2', 'A2'].map(call));
		const sent = sentFor('A2');
		expect(sent).toBeGreaterThanOrEqual(1);
		await call('A2');
		expect(sentFor('A2')).toBe(sent);
	});

	test('a refused message is not sent by a repeated call, as the note says', async () => {
		const call = await shop();
		harness.simulator.order({ kind: 'errcode', errcode: 43101, times: 1, path: SEND_PATH });
		expect([await call('A1'), await call('A1')]).toEqual(['error', 'success']);
		expect(landed()).toEqual([]);
	});
});

test('scheduleToManyRecipients tells who got it and, with the remedy, who did not', async () => {
	await start();
	const templateId = await harness.addSubscribeTemplate(20003, '1,2,3');
	const workflow = exampleFor('scheduleToManyRecipients', harness.credential, templateId);
	const recipients = workflow.nodes.find(({ name }) => name === 'Recipients')!;
	const listed = JSON.parse(recipients.parameters.jsonOutput as string) as {
		recipients: Array<{ openId: string }>;
	};
	const openIds = ['ann', 'bob', 'cem'].map((name) => harness.simulator.user(name));
	listed.recipients.forEach((recipient, at) => (recipient.openId = openIds[at]));
	recipients.parameters.jsonOutput = JSON.stringify(listed);
	for (const at of [0, 2]) harness.simulator.subscribe(openIds[at], templateId);

	const { error, items } = await harness.engine.run(workflow);

	expect(error).toBeUndefined();
	expect(
		landed()
			.map(({ openId }) => openId)
			.sort(),
	).toEqual([openIds[0], openIds[2]].sort());
	expect(landed()[0].lines).toEqual([
		'商品名称: 荷兰豆',
		'商品单价: ￥5.80',
		'温馨提示: 已到货，可下单',
	]);
	expect(items('Got It').map(({ json }) => json)).toEqual([
		{ openId: openIds[0], msgid: expect.stringMatching(/^\d{19}$/) },
		{ openId: openIds[2], msgid: expect.stringMatching(/^\d{19}$/) },
	]);
	expect(items('Did Not Get It').map(({ json }) => json)).toEqual([
		{
			openId: openIds[1],
			errcode: 43101,
			reason: 'The user has not subscribed, or the subscription is used up',
			remedy: expect.stringContaining('wx.requestSubscribeMessage'),
		},
	]);
});

test('setUpTemplate goes from the library to the id, and gives the same id when run again', async () => {
	await start();
	const first = await run('setUpTemplate', 'Start');
	const again = await run('setUpTemplate', 'Start');
	expect([first.error, again.error]).toEqual([undefined, undefined]);
	const [{ json }] = first.items('Template ID');
	expect(json).toEqual({
		templateId: expect.stringMatching(/^[\w-]{43}$/),
		title: '订单支付成功通知',
		content: '商品名称:{{thing1.DATA}}\n商品金额:{{amount2.DATA}}\n下单时间:{{time4.DATA}}\n',
	});
	expect(again.items('Template ID').map((item) => item.json)).toEqual([json]);
	expect(again.items('List Templates')).toHaveLength(1);
});

describe('retiredApiThroughGateway', () => {
	const submitted = (openId: string, formId: string) => [
		{ body: { openId, formId, shop: 'TIT造舰厂', boughtAt: '2016年6月6日', product: '咖啡' } },
	];

	test('sends through a gateway that serves the API, with color and emphasis', async () => {
		const { simulator } = await start({ retiredApi: 'working' });
		const templateId = await harness.addTemplateMessageTemplate();
		const openId = simulator.user('ann');
		const input = submitted(openId, simulator.submitForm(openId));
		const { error } = await run('retiredApiThroughGateway', 'Form Submitted', templateId, input);
		expect(error).toBeUndefined();
		expect(simulator.delivered).toMatchObject([
			{
				openId,
				title: '购买成功通知',
				page: 'index?foo=bar',
				fields: [
					{ label: '购买地点', value: 'TIT造舰厂', color: '#173177', emphasis: false },
					{ label: '购买时间', value: '2016年6月6日', emphasis: false },
					{ label: '物品名称', value: '咖啡', emphasis: true },
				],
			},
		]);
	});

	test("tells what to do when it meets WeChat's own server", async () => {
		const { simulator } = await start();
		const input = submitted(simulator.user('ann'), '1538118325325');
		const { error } = await run('retiredApiThroughGateway', 'Form Submitted', undefined, input);
		expect(error).toMatchObject({
			message: 'WeChat no longer offers Template Messages',
			description: expect.stringContaining('Set Message Type to Subscribe Message'),
		});
		expect(simulator.delivered).toEqual([]);
	});
});

describe('the webhook of', () => {
	const HEADER = { name: 'X-Shop-Key', value: 'made-up-value-of-the-shop' };
	const order = { orderNumber: 'A17', product: '咖啡', amount: '58.00', quantity: 2 };
	const parcel = { carrier: '顺丰速运', trackingNumber: 'SF1234567890' };
	const form = { shop: 'TIT造舰厂', boughtAt: '2016年6月6日' };
	const body = { ...order, ...parcel, ...form, paidAt: '2024-06-08T02:30:00.000Z' };
	const columns = ['msgid', 'orderNumber', 'openId', 'result', 'resultAt'];

	/** Chooses the credentials and the template of an example, and calls its webhook. */
	async function call(name: string, template: [number | string, number[]], headers: object) {
		const { simulator, engine } = await start({ retiredApi: 'working' });
		engine.dataTables.create(
			'WeChat messages',
			Object.fromEntries(columns.map((column) => [column, 'string'] as const)),
		);
		const { id, type } = simulator.account.addTemplate(...template);
		const openId = simulator.user('ann');
		if (type !== undefined) simulator.subscribe(openId, id);
		const workflow = exampleFor(name, harness.credential, id);
		const node = workflow.nodes.find((one) => one.type === 'n8n-nodes-base.webhook')!;
		const key = { name: 'Shop', type: 'httpHeaderAuth', data: HEADER };
		node.credentials = { httpHeaderAuth: engine.credentials.add(key) };
		const formId = simulator.submitForm(openId);
		const answer = await engine.webhook(node, {
			body: { ...body, openId, formId },
			headers: { ...headers },
		});
		const [input] = answer.workflowData ?? [];
		if (input) await engine.run(workflow, { startNode: node.name, input });
		if (answer.error) throw answer.error;
		return { status: answer.status, delivered: simulator.delivered.length };
	}

	const examples: Array<[string, [number | string, number[]]]> = [
		['paidOrderToMessage', [661, [1, 2, 3, 4]]],
		['receiptsJoinedToSends', [1368, [1, 20, 5]]],
		['retiredApiThroughGateway', ['AT0002', [3, 4, 5]]],
	];

	test.each(examples)('%s takes a call with the header of its credential', async (...example) => {
		const headers = { [HEADER.name]: HEADER.value };
		expect(await call(...example, headers)).toEqual({ status: 200, delivered: 1 });
	});

	test.each(examples)('%s refuses a call without it, and sends nothing', async (...example) => {
		expect(await call(...example, {})).toEqual({ status: 403, delivered: 0 });
	});

	test.each(examples)('%s refuses a call with another value', async (...example) => {
		const headers = { [HEADER.name]: `${HEADER.value}s` };
		expect(await call(...example, headers)).toEqual({ status: 403, delivered: 0 });
	});
});

describe('cardFollowsOrder', () => {
	const products = [
		{ name: '咖啡豆', count: 1, unitPrice: 29 },
		{ name: '滤纸', count: 2, unitPrice: 14.5 },
	];

	/** An order of ann, and a call of the shop's webhook for it. */
	async function order() {
		const { simulator } = await start();
		simulator.quirks.payCodeKnownAfter = 0;
		simulator.account.addTemplate(10000001, []);
		const { openId, transactionId, paidAt } = simulator.payOrder(simulator.user('ann'), 5800);
		const body = {
			openId,
			transactionId,
			orderNumber: 'A17',
			amount: 58,
			paidAt: new Date(paidAt * 1000).toISOString(),
			products,
		};
		return async (event: string) =>
			await run('cardFollowsOrder', 'Order Changed', undefined, [{ body: { ...body, event } }]);
	}

	/** The states that the only card went through. */
	const states = () => {
		expect(harness.simulator.cards).toHaveLength(1);
		return harness.simulator.cards[0].history.map(({ status }) => status);
	};

	test('keeps one card up to date from the payment to the refund', async () => {
		const changed = await order();
		for (const event of ['paid', 'shipped', 'signed', 'refunded']) {
			const { error, items } = await changed(event);
			expect(error).toBeUndefined();
			expect(items('Not Updated')).toEqual([]);
		}
		expect(states()).toEqual([1, 4, 6, 7, 9]);
		expect(harness.simulator.cards[0].content).toEqual({
			cur_status: 9,
			wxa_path_query: 'pages/order/detail?orderNumber=A17',
			product_count: 2,
			product_list: {
				info_list: [
					{ product_name: '咖啡豆', count: 1, single_price: 2900 },
					{ product_name: '滤纸', count: 2, single_price: 1450 },
				],
			},
		});
	});

	test('does no harm when the shop calls twice, or tells of something else', async () => {
		const changed = await order();
		for (const event of ['paid', 'paid', 'packed']) {
			expect((await changed(event)).items('Not Updated')).toEqual([]);
		}
		expect(states()).toEqual([1]);
	});

	test('tells what was not updated, with the states that would have been', async () => {
		const changed = await order();
		await changed('paid');
		const { error, items } = await changed('signed');
		expect(error).toBeUndefined();
		expect(items('Not Updated').map(({ json }) => json)).toEqual([
			{
				orderNumber: 'A17',
				status: 6,
				reason: 'The card cannot take this state now',
				remedy: expect.stringContaining('Shipped (4), Shipped Again (5)'),
			},
		]);
		expect(states()).toEqual([1]);
	});
});
