import { sleep } from 'n8n-workflow';
import type { IDataObject, INodeParameters, NodeApiError } from 'n8n-workflow';

import { CARD_DETAILS, CARD_GET, CARD_UPDATE, useCardScene } from '../support/cardScene';
import { NODE } from '../support/harness';
import { jsonsOf, pairsOf } from '../support/tappedHarness';

jest.mock('n8n-workflow', () =>
	jest
		.requireActual<typeof import('../support/shortWaits')>('../support/shortWaits')
		.withShortWaits(),
);

const scene = useCardScene();

const page = 'pages/order/detail?id=1';

describe('Activate or Update', () => {
	test('the card of a paid order appears on the phone, then changes there', async () => {
		const order = scene.knownOrder();
		const item = scene.itemOf(order);
		const answer = {
			errcode: 0,
			errmsg: 'ok',
			openid: scene.openId,
			notify_type: 2001,
			notify_code: order.transactionId,
		};
		expect(jsonsOf(await scene.run(scene.activation(), [item]))).toEqual([answer]);
		expect(scene.sent(CARD_UPDATE)).toEqual({
			openid: scene.openId,
			notify_type: 2001,
			notify_code: order.transactionId,
			content_json: { cur_status: 1, wxa_path_query: page },
			check_json: { pay_amount: 5800, pay_time: order.paidAt, pay_channel: 0 },
		});
		scene.harness.wire.forget();
		expect(jsonsOf(await scene.run(scene.activation(4, { payment: {} }), [item]))).toEqual([
			answer,
		]);
		expect(scene.sent(CARD_UPDATE)).not.toHaveProperty('check_json');
		expect(scene.simulator.cards).toMatchObject([
			{ code: order.transactionId, status: 4, history: [{ status: 1 }, { status: 4 }] },
		]);
	});

	test('what the card shows comes from fields, with prices in yuan', async () => {
		const item = scene.itemOf(scene.knownOrder());
		const product = {
			name: '={{ "咖啡" + "豆" }}',
			image: 'https://shop.example/coffee.png',
			pagePath: 'pages/product?id=7',
			count: '={{ 1 + 1 }}',
			unitPrice: '={{ 0.1 + 0.2 }}',
		};
		const cardFields = {
			productCount: 3,
			products: { product: [product, { name: '牛奶', count: 1, unitPrice: 57.4 }] },
		};
		jsonsOf(await scene.run(scene.activation(1, { cardFields }), [item]));
		expect(scene.sent(CARD_UPDATE).content_json).toEqual({
			cur_status: 1,
			wxa_path_query: page,
			product_count: 3,
			product_list: {
				info_list: [
					{
						product_img: 'https://shop.example/coffee.png',
						product_name: '咖啡豆',
						product_path_query: 'pages/product?id=7',
						count: 2,
						single_price: 30,
					},
					{ product_name: '牛奶', count: 1, single_price: 5740 },
				],
			},
		});
	});

	test.each<[string, INodeParameters]>([
		['a list', { productsJson: '={{ $json.products }}' }],
		['text', { productsJson: '={{ JSON.stringify($json.products) }}' }],
		[
			'both',
			{
				products: { product: [{ name: '咖啡豆', count: '2', unitPrice: '={{ $json.price }}' }] },
				productsJson: '[{ "name": "牛奶" }]',
			},
		],
	])('products from expressions, as %s', async (_name, cardFields) => {
		const products = [
			{ name: '咖啡豆', count: '2', unitPrice: '29.00' },
			{ name: '牛奶', unitPrice: null },
		];
		const item = { ...scene.itemOf(scene.knownOrder()), products, price: '29.00' };
		jsonsOf(await scene.run(scene.activation(1, { cardFields }), [item]));
		expect(scene.sent(CARD_UPDATE).content_json).toMatchObject({
			product_list: {
				info_list: [
					{ product_name: '咖啡豆', count: 2, single_price: 2900 },
					{ product_name: '牛奶' },
				],
			},
		});
	});

	test.each<[string, string]>([
		['an ISO time with offset', '={{ "2024-06-08T10:30:00+08:00" }}'],
		['an ISO time in the time zone of the workflow', '2024-06-08T10:30:00'],
		['a Luxon time', '={{ DateTime.fromISO("2024-06-08T02:30:00Z") }}'],
		['a Date', '={{ new Date("2024-06-08T02:30:00Z") }}'],
	])('the payment was at %s', async (_name, paidAt) => {
		const order = scene.simulator.payOrder(scene.openId, 5800, { paidAt: 1717813800 });
		scene.simulator.moveClock(60);
		const payment = { amount: '58.00', paidAt };
		jsonsOf(await scene.run(scene.activation(1, { payment }), [scene.itemOf(order)]));
		expect(scene.sent(CARD_UPDATE).check_json).toMatchObject({ pay_time: 1717813800 });
		expect(scene.simulator.cards).toHaveLength(1);
	});

	test('pay score is a channel of its own', async () => {
		const order = scene.simulator.payOrder(scene.openId, 990, { channel: 1001 });
		scene.simulator.moveClock(60);
		const payment = {
			amount: '={{ $json.amount }}',
			paidAt: '={{ $json.paidAt }}',
			channel: 'payScore',
		};
		jsonsOf(await scene.run(scene.activation(1, { payment }), [scene.itemOf(order)]));
		expect(scene.simulator.cards).toMatchObject([{ status: 1 }]);
	});

	test.each<[string, INodeParameters]>([
		['chosen', { cardType: 1004 }],
		['given by an expression', { cardType: '={{ 1000 + 4 }}' }],
	])('the card of a button, %s, as JSON', async (_name, chosen) => {
		scene.simulator.account.addTemplate(10000020, []);
		const transactionId = scene.simulator.touchButton(scene.openId, 1004);
		const contentJson =
			'={{ { cur_status: 1, wxa_path_query: "pages/queue", queue_number: "A12", arrival_time: DateTime.fromSeconds(1717813800) } }}';
		const parameters = scene.parameters('update', { ...chosen, contentJson });
		jsonsOf(await scene.run(parameters, [{ openId: scene.openId, transactionId }]));
		expect(scene.sent(CARD_UPDATE)).toEqual({
			openid: scene.openId,
			notify_type: 1004,
			notify_code: transactionId,
			content_json: {
				cur_status: 1,
				wxa_path_query: 'pages/queue',
				queue_number: 'A12',
				arrival_time: 1717813800,
			},
		});
		expect(scene.simulator.cards).toMatchObject([{ cardType: 1004, status: 1 }]);
	});

	test('JSON in place of the fields, as text', async () => {
		const item = scene.itemOf(scene.knownOrder());
		const contentJson = `{ "cur_status": 2, "wxa_path_query": "${page}", "product_count": 2 }`;
		jsonsOf(await scene.run(scene.activation(1, { contentMode: 'json', contentJson }), [item]));
		expect(scene.simulator.cards).toMatchObject([{ status: 2, content: { product_count: 2 } }]);
	});

	test('updates of one card run in the order of the items', async () => {
		const item = scene.itemOf(scene.knownOrder());
		const items = [1, 2, 3, 4, 5, 6].map((status) => ({ ...item, status }));
		scene.simulator.setLatency(20);
		const result = await scene.run(scene.activation('={{ $json.status }}'), items);
		expect(jsonsOf(result)).toHaveLength(6);
		expect(scene.simulator.cards[0].history.map(({ status }) => status)).toEqual([
			1, 2, 3, 4, 5, 6,
		]);
	});
});

describe('a code that WeChat does not know yet', () => {
	const unknown = {
		message: 'WeChat does not know this code, or not yet',
		description: expect.stringContaining('try again in a minute') as string,
	};

	test('is told at once, unless the option waits for it', async () => {
		const item = scene.itemOf(scene.simulator.payOrder(scene.openId, 5800));
		const { error } = await scene.run(scene.activation(), [item]);
		expect(error).toMatchObject(unknown);
		expect(scene.harness.wire.to(CARD_UPDATE)).toHaveLength(1);
	});

	test('is waited for', async () => {
		const order = scene.simulator.payOrder(scene.openId, 5800);
		const { answer } = scene.harness.wire;
		scene.harness.wire.answer = async (request) => {
			// The third call finds that a minute has passed.
			if (scene.harness.wire.to(CARD_UPDATE).length === 3) scene.simulator.moveClock(60);
			return await answer(request);
		};
		const parameters = scene.activation(1, { options: { waitForCode: 120 } });
		expect(jsonsOf(await scene.run(parameters, [scene.itemOf(order)]))).toMatchObject([
			{ errcode: 0 },
		]);
		expect(scene.harness.wire.to(CARD_UPDATE)).toHaveLength(3);
	});

	test('is given up when the time is over', async () => {
		const item = scene.itemOf(scene.simulator.payOrder(scene.openId, 5800));
		const parameters = scene.activation(1, { options: { waitForCode: 10 } });
		const { error } = await scene.run(parameters, [item]);
		expect(error).toMatchObject(unknown);
		// Pauses of 1, 2, 4 and 3 seconds.
		expect(scene.harness.wire.to(CARD_UPDATE)).toHaveLength(5);
	});

	test('is no longer waited for once the execution is cancelled', async () => {
		const item = scene.itemOf(scene.simulator.payOrder(scene.openId, 5800));
		const stop = new AbortController();
		const { answer } = scene.harness.wire;
		scene.harness.wire.answer = async (request) => {
			const answered = await answer(request);
			if (scene.harness.wire.to(CARD_UPDATE).length === 2) stop.abort();
			return answered;
		};
		const parameters = scene.activation(1, { options: { waitForCode: 120 } });
		const { signal } = stop;
		const { status } = await scene.harness.run(parameters, [item], {}, { signal });
		expect(status).toBe('canceled');
		// An order known by now would be found by any call that still came.
		scene.simulator.moveClock(60);
		// A hundredth of it passes: longer than all pauses together, which are shortened too.
		await sleep(130_000);
		expect(scene.harness.wire.to(CARD_UPDATE)).toHaveLength(2);
		expect(scene.simulator.cards).toEqual([]);
	});

	test('nothing else is waited for', async () => {
		const item = scene.itemOf(scene.knownOrder());
		scene.simulator.banCardCode(scene.openId, String(item.transactionId));
		const parameters = scene.activation(1, { options: { waitForCode: 120 } });
		const { error } = await scene.run(parameters, [item]);
		expect(error).toMatchObject({ message: 'WeChat has banned this code' });
		expect(scene.harness.wire.to(CARD_UPDATE)).toHaveLength(1);
	});
});

describe('Update Details', () => {
	test('adds to the card, with times as seconds', async () => {
		const order = scene.knownOrder();
		const item = scene.itemOf(order);
		jsonsOf(await scene.run(scene.activation(), [item]));
		const detailsJson =
			'={{ { pay_info: { transaction_id: $json.transactionId, pay_amount: 5800, pay_time: $json.paidAt }, store_info: { store_name: "体育西店", latitude: 23.13, longitude: 113.32 } } }}';
		const parameters = scene.parameters('updateDetails', { detailsJson });
		expect(jsonsOf(await scene.run(parameters, [item]))).toEqual([
			{
				errcode: 0,
				errmsg: 'ok',
				openid: scene.openId,
				notify_type: 2001,
				notify_code: order.transactionId,
			},
		]);
		const pay_info = {
			transaction_id: order.transactionId,
			pay_amount: 5800,
			pay_time: order.paidAt,
		};
		const store_info = { store_name: '体育西店', latitude: 23.13, longitude: 113.32 };
		expect(scene.sent(CARD_DETAILS).ext_json).toEqual({ pay_info, store_info });
		expect(scene.simulator.cards).toMatchObject([{ details: { pay_info, store_info } }]);
	});
});

describe('Get', () => {
	const get = async (item: IDataObject) =>
		jsonsOf(await scene.run(scene.parameters('get'), [item]));

	test('gives what the card shows, read', async () => {
		const order = scene.knownOrder();
		const item = scene.itemOf(order);
		const before = { notify_type: 2001, content_json: '', code_state: 0, content: {} };
		expect(await get(item)).toMatchObject([before]);
		jsonsOf(await scene.run(scene.activation(2), [item]));
		expect(await get(item)).toEqual([
			{
				notify_type: 2001,
				content_json: `{"cur_status":2,"wxa_path_query":"${page}"}`,
				code_state: 0,
				code_expire_time: expect.any(Number) as number,
				content: { cur_status: 2, wxa_path_query: page },
			},
		]);
	});

	test('says that the user refused', async () => {
		const item = scene.itemOf(scene.knownOrder());
		scene.simulator.refuseCard(scene.openId, String(item.transactionId));
		expect(await get(item)).toMatchObject([{ code_state: 10 }]);
	});

	test('is repeated when its answer is lost', async () => {
		const item = scene.itemOf(scene.knownOrder());
		scene.simulator.order({ kind: 'cutAfter', path: CARD_GET });
		expect(await get(item)).toMatchObject([{ code_state: 0 }]);
		expect(scene.harness.wire.to(CARD_GET)).toHaveLength(2);
	});
});

describe('when the outcome is not known', () => {
	test.each<[string, string, INodeParameters]>([
		['update', CARD_UPDATE, {}],
		['updateDetails', CARD_DETAILS, { detailsJson: '{ "store_info": { "store_name": "店" } }' }],
	])('%s is not repeated, and names how to find out', async (operation, path, more) => {
		const item = scene.itemOf(scene.knownOrder());
		scene.simulator.order({ kind: 'cutAfter', path });
		const parameters = { ...scene.activation(), operation, ...more };
		const { error } = await scene.run(parameters, [item]);
		expect((error as NodeApiError).description).toContain('It is not known whether');
		expect((error as NodeApiError).description).toContain('Service Card > Get shows');
		expect(scene.harness.wire.to(path)).toHaveLength(1);
	});

	test('the same update again does no harm', async () => {
		const item = scene.itemOf(scene.knownOrder());
		scene.simulator.order({ kind: 'cutAfter', path: CARD_UPDATE });
		const first = await scene.run(scene.activation(), [item]);
		expect(first.status).toBe('error');
		expect(jsonsOf(await scene.run(scene.activation(), [item]))).toMatchObject([{ errcode: 0 }]);
		expect(scene.simulator.cards[0].history).toHaveLength(1);
	});
});

test('a card that another program holds is tried again', async () => {
	const item = scene.itemOf(scene.knownOrder());
	scene.simulator.order({ kind: 'errcode', errcode: 85449, path: CARD_UPDATE, times: 2 });
	expect(jsonsOf(await scene.run(scene.activation(), [item]))).toMatchObject([{ errcode: 0 }]);
	expect(scene.harness.wire.to(CARD_UPDATE)).toHaveLength(3);
});

test('Continue On Fail puts every item out in its place, paired', async () => {
	const orders = [scene.knownOrder(), scene.knownOrder(), scene.knownOrder(), scene.knownOrder()];
	const items = orders.map(scene.itemOf);
	scene.simulator.banCardCode(scene.openId, orders[1].transactionId);
	items[2] = { ...items[2], transactionId: '' };
	scene.simulator.order({ kind: 'cutAfter', path: CARD_UPDATE, skip: 2 });
	const result = await scene.run(scene.activation(1, { options: { concurrency: 1 } }), items, {
		onError: 'continueRegularOutput',
	});
	const identity = (index: number) => ({
		openid: scene.openId,
		notify_type: 2001,
		notify_code: orders[index].transactionId,
	});
	expect(result.items(NODE).map(({ json }) => json)).toMatchObject([
		{ errcode: 0, ...identity(0) },
		{ error: 'WeChat has banned this code', details: { errcode: 85436, ...identity(1) } },
		{ error: 'The parameter "Code" is empty', details: {} },
		{ details: { outcome: 'unknown', ...identity(3) } },
	]);
	expect(pairsOf(result)).toEqual([0, 1, 2, 3].map((item) => ({ item })));
});
