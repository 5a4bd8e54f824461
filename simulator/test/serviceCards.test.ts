import { startSimulator } from '../index';
import type { Simulator } from '../index';
import { Client } from './client';

const UPDATE = '/wxa/set_user_notify';
const DETAILS = '/wxa/set_user_notifyext';
const GET = '/wxa/get_user_notify';
const DAY = 24 * 60 * 60;
const NOW = Date.parse('2024-06-08T02:30:00Z');

let simulator: Simulator;
let client: Client;
let openid: string;
let order: ReturnType<Simulator['payOrder']>;

beforeEach(async () => {
	simulator = await startSimulator({ now: () => NOW, accounts: [{ blacklist: ['赌博'] }, {}] });
	client = new Client(simulator);
	openid = simulator.user('alice');
	simulator.account.addTemplate(10000001, []);
	order = simulator.payOrder(openid, 5800);
	simulator.moveClock(60);
});

afterEach(async () => await simulator.stop());

type Body = Record<string, unknown>;

const content = (status: unknown, more: Body = {}) =>
	JSON.stringify({ cur_status: status, wxa_path_query: 'pages/order?id=1', ...more });
const payment = (change: Body = {}) =>
	JSON.stringify({ pay_amount: 5800, pay_time: order.paidAt, pay_channel: 0, ...change });
const subject = () => ({ openid, notify_type: 2001, notify_code: order.transactionId });
const call = async (path: string, body: Body) =>
	(await client.post(path, body, await client.stableToken())).body;
const activate = async (change: Body = {}) =>
	await call(UPDATE, {
		...subject(),
		content_json: content(1),
		check_json: payment(),
		...change,
	});
const goTo = async (status: number, change: Body = {}) =>
	await call(UPDATE, { ...subject(), content_json: content(status), ...change });
const info = async () => (await call(GET, subject())).notify_info as Body;
const statuses = () => simulator.cards.map(({ status }) => status);

describe('an order', () => {
	it('has a transaction id of 28 digits that begins with 420', () => {
		expect(order.transactionId).toMatch(/^420\d{25}$/);
		expect(simulator.payOrder(openid, 1).transactionId).not.toBe(order.transactionId);
	});

	it.each([0, -1, 1.5, NaN])('has no amount of %p fen', (amount) => {
		expect(() => simulator.payOrder(openid, amount)).toThrow('Not an amount in fen');
	});

	it('gives a card that changes in place', async () => {
		expect(await activate()).toEqual({ errcode: 0, errmsg: 'ok' });
		expect(await goTo(4, { content_json: content(4, { product_count: 2 }) })).toMatchObject({
			errcode: 0,
		});
		expect(simulator.cards).toEqual([
			expect.objectContaining({
				openId: openid,
				code: order.transactionId,
				cardType: 2001,
				title: '商品物流',
				status: 4,
				content: { cur_status: 4, wxa_path_query: 'pages/order?id=1', product_count: 2 },
				history: [
					expect.objectContaining({ status: 1, label: '已支付' }),
					expect.objectContaining({ status: 4, label: '已发货' }),
				],
			}),
		]);
	});
});

describe('what is refused', () => {
	const broken = '{"cur_status":1,"wxa_path_query":"a\\ud83d"}';

	it.each<[string, Body, number]>([
		['no user', { openid: '' }, 40003],
		['no kind', { notify_type: 1002 }, 85434],
		['a kind as text', { notify_type: '2001' }, 85434],
		['no code', { notify_code: '' }, 85440],
		['a code as number', { notify_code: 42e26 }, 85441],
		['a code that nobody has', { notify_code: `420${'0'.repeat(25)}` }, 85437],
		["an order's code for a card of a button", { notify_type: 1004 }, 85434],
		['no content', { content_json: undefined }, 85440],
		['content as object', { content_json: { cur_status: 1 } }, 85441],
		['content that is no JSON', { content_json: '{' }, 85435],
		['content that is a list', { content_json: '[]' }, 85435],
		['half a character', { content_json: broken }, 85443],
		['no state', { content_json: '{"wxa_path_query":"a"}' }, 85440],
		['no page', { content_json: '{"cur_status":1}' }, 85440],
		['a state as text', { content_json: content('1') }, 85441],
		['a time as text', { content_json: content(1, { send_time: 'now' }) }, 85441],
		['products as list', { content_json: content(1, { product_list: [] }) }, 85447],
		[
			'a price in yuan',
			{ content_json: content(1, { product_list: { info_list: [{ single_price: 0.3 }] } }) },
			85447,
		],
		['a state that no card has', { content_json: content(12) }, 85439],
		['a word of the list', { content_json: content(1, { note: '赌博' }) }, 85442],
		['no payment', { check_json: undefined }, 85433],
		['a payment that is no JSON', { check_json: 'x' }, 85433],
	])('%s: %j answers %i', async (_name, change, errcode) => {
		expect(await activate(change)).toMatchObject({ errcode });
		expect(simulator.cards).toEqual([]);
	});

	it.each<[Body]>([[{ pay_amount: 58 }], [{ pay_time: 1 }], [{ pay_channel: 1001 }]])(
		'another payment: %j',
		async (change) => {
			expect(await activate({ check_json: payment(change) })).toMatchObject({ errcode: 85433 });
			simulator.quirks.wrongPaymentErrcode = 85438;
			expect(await activate({ check_json: payment(change) })).toMatchObject({ errcode: 85438 });
		},
	);

	it('the code of another user', async () => {
		expect(await activate({ openid: simulator.user('bob') })).toMatchObject({ errcode: 85437 });
	});

	it('a code that WeChat banned', async () => {
		simulator.banCardCode(openid, order.transactionId);
		expect(await activate()).toMatchObject({ errcode: 85436 });
		expect(await info()).toMatchObject({ code_state: 2 });
	});

	it.each<[number[], number]>([
		[[], 85462],
		[[2002], 85461],
	])('an account that may use %j', async (cardTypes, errcode) => {
		simulator.account.settings.cardTypes = cardTypes;
		expect(await activate()).toMatchObject({ errcode });
	});

	it('a second update while one is on its way', async () => {
		simulator.setLatency(200);
		const both = await Promise.all([activate(), activate()]);
		expect(both.map(({ errcode }) => errcode).sort()).toEqual([0, 85449]);
		simulator.setLatency(0);
		expect(await goTo(4)).toMatchObject({ errcode: 0 });
	});
});

describe('the life of a code', () => {
	it("an order's is known after a minute", async () => {
		order = simulator.payOrder(openid, 100);
		const check_json = payment({ pay_amount: 100 });
		simulator.moveClock(59);
		expect(await activate({ check_json })).toMatchObject({ errcode: 85437 });
		simulator.moveClock(1);
		expect(await activate({ check_json })).toMatchObject({ errcode: 0 });
	});

	it("an order's is for 24 hours, then for 30 days", async () => {
		const late = simulator.payOrder(openid, 100);
		expect(await activate()).toMatchObject({ errcode: 0 });
		simulator.moveClock(DAY);
		order = late;
		expect(await activate({ check_json: payment({ pay_amount: 100 }) })).toMatchObject({
			errcode: 85438,
		});
		expect(await info()).toMatchObject({ content_json: '', code_expire_time: late.paidAt + DAY });
	});

	it('an activated card is updated for 30 days', async () => {
		await activate();
		simulator.moveClock(30 * DAY - 1);
		expect(await goTo(4)).toMatchObject({ errcode: 0 });
		simulator.moveClock(1);
		expect(await goTo(6)).toMatchObject({ errcode: 85438 });
	});

	it("a button's is for five minutes, then for 24 hours, and needs no payment", async () => {
		simulator.account.addTemplate(10000020, []);
		const [first, second] = [1, 2].map(() => simulator.touchButton(openid, 1004));
		const queue = async (notify_code: string, status: number) =>
			await call(UPDATE, {
				openid,
				notify_type: 1004,
				notify_code,
				content_json: content(status, { queue_number: 'A12' }),
			});
		expect(await queue(first, 1)).toMatchObject({ errcode: 0 });
		simulator.moveClock(300);
		expect(await queue(second, 1)).toMatchObject({ errcode: 85438 });
		simulator.moveClock(DAY - 301);
		expect(await queue(first, 2)).toMatchObject({ errcode: 0 });
		simulator.moveClock(1);
		expect(await queue(first, 3)).toMatchObject({ errcode: 85438 });
		expect(() => simulator.touchButton(openid, 2001)).toThrow('No card of a button');
	});

	it("a button's code serves its own card only", async () => {
		const notify_code = simulator.touchButton(openid, 1005);
		expect(await call(GET, { openid, notify_type: 1004, notify_code })).toMatchObject({
			errcode: 85434,
		});
		expect(await call(GET, { openid, notify_type: 1005, notify_code })).toMatchObject({
			notify_info: { notify_type: 1005, content_json: '', code_state: 0 },
		});
	});
});

describe('the states of a goods card', () => {
	/** From the fact sheet: state, then the states before it. */
	const AFTER: Record<number, number[]> = {
		1: [7],
		2: [1, 7],
		3: [1, 2, 3, 7],
		4: [1, 2, 3, 7],
		5: [3, 4, 7],
		6: [4, 5, 7],
		7: [1, 2, 3, 4, 5, 6],
		8: [1, 2, 3, 4, 5, 6, 7],
		9: [7],
		10: [1, 2, 7],
		11: [7],
	};
	const all = Object.keys(AFTER).map(Number);

	it.each(all)('from %i', async (from) => {
		for (const to of all) {
			order = simulator.payOrder(openid, 5800);
			simulator.moveClock(60);
			expect(await activate({ content_json: content(from) })).toMatchObject({ errcode: 0 });
			const answer = await goTo(to, { content_json: content(to, { note: 'new' }) });
			expect([to, answer.errcode]).toEqual([to, AFTER[to].includes(from) ? 0 : 85439]);
		}
	});

	it('the same card again does no harm, or is refused, but never shows twice', async () => {
		await activate();
		expect(await goTo(1)).toMatchObject({ errcode: 0 });
		expect(simulator.cards[0].history).toHaveLength(1);
		simulator.quirks.refuseRepeatedCard = true;
		expect(await goTo(1)).toMatchObject({ errcode: 85448 });
		expect(statuses()).toEqual([1]);
	});
});

describe('details', () => {
	const update = async (ext_json: unknown) => await call(DETAILS, { ...subject(), ext_json });
	const store_info = { store_name: '体育西店', latitude: 23.13, longitude: 113.32 };

	it('come beside what the card shows', async () => {
		await activate();
		const pay_info = { transaction_id: order.transactionId, pay_amount: 5800, pay_time: 1 };
		expect(await update(JSON.stringify({ pay_info, store_info }))).toMatchObject({ errcode: 0 });
		expect(simulator.cards[0]).toMatchObject({ status: 1, details: { pay_info, store_info } });
	});

	it.each<[unknown, number]>([
		[undefined, 85440],
		['{}', 85440],
		[{}, 85441],
		['x', 85470],
		['{"store_info":{"store_name":"\\udc00"}}', 85471],
		['{"pay_info":{"transaction_id":"1","pay_amount":1,"pay_time":1}}', 85444],
		['{"store_info":{}}', 85445],
		['{"shipping_list":"x"}', 85446],
		['{"product_additional_list":"x"}', 85447],
	])('%j answer %i', async (text, errcode) => {
		await activate();
		expect(await update(text)).toMatchObject({ errcode });
	});
});

describe('a card that does not reach the phone', () => {
	const failures = async () => {
		await simulator.pushesSettled();
		return simulator.pushes.map(({ message }) => JSON.parse(message) as Body);
	};

	beforeEach(() =>
		simulator.setPush({
			// Nothing listens here: what is pushed counts, not who takes it.
			url: 'http://127.0.0.1:9/',
			token: 'T0ken',
			mode: 'plaintext',
			encodingAesKey: '',
			format: 'json',
			delay: 0,
			retryAfter: [],
		}),
	);

	it('is taken, and the reason is pushed: no template', async () => {
		simulator.account.subscribeTemplates.delete(
			simulator.account.subscribeTemplates.ofCard(10000001)!.id,
		);
		expect(await activate()).toMatchObject({ errcode: 0 });
		expect(statuses()).toEqual([]);
		expect(await failures()).toEqual([
			expect.objectContaining({
				FromUserName: openid,
				MsgType: 'event',
				Event: 'notify_service_msg_send_result',
				openid,
				notify_code: `p1.${order.transactionId}`,
				notify_type: 2001,
				card_status: 1,
				fail_ret: -1003,
			}),
		]);
		expect(await info()).toMatchObject({ content_json: '' });
	});

	it('the user refused, without the prefix of the code', async () => {
		simulator.quirks.prefixNotifyCode = false;
		await activate();
		simulator.refuseCard(openid, order.transactionId);
		expect(await goTo(4)).toMatchObject({ errcode: 0 });
		expect(statuses()).toEqual([1]);
		expect(await failures()).toMatchObject([
			{ notify_code: order.transactionId, card_status: 4, fail_ret: -1004 },
		]);
		expect(await info()).toMatchObject({ code_state: 10, content_json: content(1) });
	});

	it('a word of the list, found later', async () => {
		simulator.quirks.auditCardsLater = true;
		expect(await activate({ content_json: content(1, { note: '赌博' }) })).toMatchObject({
			errcode: 0,
		});
		expect(await failures()).toMatchObject([{ fail_ret: -10002 }]);
		expect(statuses()).toEqual([]);
	});

	it('nothing is pushed for one that does', async () => {
		await activate();
		expect(await failures()).toEqual([]);
	});
});

describe('the templates of cards', () => {
	const add = async (tid: string, kidList: number[]) =>
		await call('/wxaapi/newtmpl/addtemplate', { tid, kidList });
	const library = async (query = {}) =>
		(
			await client.get('/wxaapi/newtmpl/getpubtemplatetitles', {
				access_token: await client.stableToken(),
				ids: '670',
				start: '0',
				limit: '30',
				...query,
			})
		).body;

	it('are added without keywords, once', async () => {
		const { priTmplId } = await add('10000020', []);
		expect(await add('10000020', [])).toMatchObject({ errcode: 200022, priTmplId });
		expect(await add('10000001', [1])).toMatchObject({ errcode: 200020 });
		expect(await add('10000099', [])).toMatchObject({ errcode: 200014 });
	});

	it('stand in the library where it lists them', async () => {
		const { count } = await library();
		simulator.quirks.libraryListsCards = true;
		const listed = await library({ start: String(count) });
		expect(listed.count).toBe(Number(count) + 15);
		expect(listed.data).toContainEqual({
			tid: 10000001,
			title: '商品物流',
			type: 2,
			categoryId: '670',
		});
	});
});

describe('the control API', () => {
	const control = async (name: string, input: Body) =>
		(await client.post(`/_control/${name}`, input)).body;

	it('pays, touches buttons, refuses and bans', async () => {
		const paid = await control('payOrder', { openId: openid, amount: 100, channel: 1001 });
		expect(paid).toMatchObject({ openId: openid, amount: 100, channel: 1001 });
		expect(await control('touchButton', { openId: openid, cardType: 1001 })).toEqual({
			notifyCode: expect.stringMatching(/^[\w-]{32}$/) as string,
		});
		const notifyCode = paid.transactionId;
		await control('refuseCard', { openId: openid, notifyCode });
		simulator.moveClock(60);
		order = paid as unknown as typeof order;
		expect(await info()).toMatchObject({ code_state: 10 });
		await control('banCardCode', { openId: openid, notifyCode });
		expect(await info()).toMatchObject({ code_state: 2 });
		expect(await control('refuseCard', { openId: openid, notifyCode: 'x' })).toEqual({
			error: 'This user has no such code',
		});
	});

	it('lists the cards', async () => {
		await activate();
		const { text } = await client.call('GET', '/_control/cards');
		expect(JSON.parse(text)).toMatchObject([{ openId: openid, status: 1 }]);
	});
});
