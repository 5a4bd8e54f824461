import { DateTime } from 'luxon';

import { UnexpectedAnswer } from '../../wechat/answer';
import { goodsContent, readCardContent, readCardDetails } from '../../wechat/cardContent';
import {
	cardKindOf,
	cardKinds,
	cardStatuses,
	cardStatusLabel,
	isCardTitle,
	statesBefore,
} from '../../wechat/cardKinds';
import type { JsonObject } from '../../wechat/json';
import {
	getUserNotify,
	isCardCode,
	setUserNotify,
	setUserNotifyExt,
} from '../../wechat/serviceCards';

const order = {
	openId: 'oAlice0000000000000000000000',
	cardType: 2001,
	code: '4200002301202406081234567890',
};
const identity = { openid: order.openId, notify_type: 2001, notify_code: order.code };
const zone = 'Asia/Shanghai';
const sentAt = 1717813800;

describe('kinds of cards', () => {
	test('each has its own number, name and title', () => {
		for (const member of ['type', 'name', 'titleId'] as const) {
			expect(new Set(cardKinds.map((one) => one[member])).size).toBe(15);
		}
	});

	test.each([
		[2001, '10000001', 'payment'],
		[2010, '10000022', 'payment'],
		[1001, '10000017', 'button'],
		[1005, '10000018', 'button'],
	])('%i is added from title %s and comes from a %s', (type, titleId, source) => {
		expect(cardKindOf(type)).toMatchObject({ titleId, source });
		expect(isCardTitle(titleId)).toBe(true);
	});

	test('other numbers and titles are not those of cards', () => {
		expect(cardKindOf(1002)).toBeUndefined();
		expect(isCardTitle('1000000')).toBe(false);
		expect(isCardTitle('1481')).toBe(false);
	});

	test('Goods and Delivery has 11 states, of which three end after-sales or the order for good', () => {
		expect(cardStatuses(2001).map(({ status }) => status)).toEqual([
			1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
		]);
		const ends = [8, 9, 10, 11];
		const after = new Set(cardStatuses(2001).flatMap((one) => one.after));
		expect(ends.filter((end) => after.has(end))).toEqual([]);
		expect(cardStatuses(2002)).toEqual([]);
	});

	test.each<[number, number, string, string[]]>([
		[2001, 2, 'To Be Shipped (2)', ['Paid (1)', 'In After-Sales (7)']],
		[2001, 11, 'After-Sales Closed (11)', ['In After-Sales (7)']],
		[2001, 12, '12', []],
		[2002, 1, '1', []],
	])('state %i/%i is %s, after %j', (type, status, label, before) => {
		expect(cardStatusLabel(type, status)).toBe(label);
		expect(statesBefore(type, status)).toEqual(before);
	});
});

describe('the code of a card', () => {
	test.each([
		[order.code, true],
		['p1.abc-DEF_123==', true],
		['4.2000023012024061e+27', false],
		['4e+27', false],
		['42000 02301', false],
		['', false],
		['订单1', false],
		['a'.repeat(513), false],
	])('%j: %s', (code, expected) => {
		expect(isCardCode(code)).toBe(expected);
	});
});

describe('what a card shows', () => {
	test('Goods and Delivery from its fields, without those that are empty', () => {
		expect(
			goodsContent({
				status: 4,
				page: 'pages/order?id=1',
				productCount: 3,
				products: [
					{
						image: 'https://shop.example/a.png',
						name: '咖啡豆',
						page: 'pages/a',
						count: 2,
						unitPrice: 30,
					},
					{ name: '牛奶', count: 0, unitPrice: 0 },
				],
			}),
		).toEqual({
			cur_status: 4,
			wxa_path_query: 'pages/order?id=1',
			product_count: 3,
			product_list: {
				info_list: [
					{
						product_img: 'https://shop.example/a.png',
						product_name: '咖啡豆',
						product_path_query: 'pages/a',
						count: 2,
						single_price: 30,
					},
					{ product_name: '牛奶', count: 0, single_price: 0 },
				],
			},
		});
		expect(goodsContent({ status: 1, page: 'pages/order', products: [] })).toEqual({
			cur_status: 1,
			wxa_path_query: 'pages/order',
		});
	});

	const content = { cur_status: 1, wxa_path_query: 'pages/queue' };

	test.each<[string, Record<string, unknown>, JsonObject]>([
		['nothing more', {}, {}],
		['an ISO time', { send_time: '2024-06-08T10:30:00' }, { send_time: sentAt }],
		['a Date', { arrival_time: new Date(sentAt * 1000) }, { arrival_time: sentAt }],
		['a Luxon time', { send_time: DateTime.fromSeconds(sentAt) }, { send_time: sentAt }],
		['Unix seconds', { send_time: sentAt }, { send_time: sentAt }],
		[
			'digits as text',
			{ cur_status: '4', product_count: '2' },
			{ cur_status: 4, product_count: 2 },
		],
		['a distance', { distance_to_store: '12.5' }, { distance_to_store: 12.5 }],
		['a member that is not documented', { seat: '12A', more: [1] }, { seat: '12A', more: [1] }],
		['null', { product_count: null, product_list: null }, {}],
		[
			'products',
			{ product_list: { info_list: [{ single_price: '30', color: 'red' }, {}] } },
			{ product_list: { info_list: [{ single_price: 30, color: 'red' }, {}] } },
		],
		['a backslash before "ud83d"', { note: 'C:\\ud83d' }, { note: 'C:\\ud83d' }],
		['an emoji', { note: '😀' }, { note: '😀' }],
	])('%s', (_name, more, expected) => {
		const given = { ...content, ...more } as JsonObject;
		expect(readCardContent(given, zone)).toEqual({ content: { ...content, ...expected } });
	});

	test.each<[Record<string, unknown>, string]>([
		[{ cur_status: undefined }, 'has no cur_status'],
		[{ cur_status: '' }, 'has no cur_status'],
		[{ cur_status: 1.5 }, 'holds cur_status, which is not a whole number from 0'],
		[{ cur_status: 'paid' }, 'holds cur_status, which is not a whole number from 0'],
		[{ wxa_path_query: null }, 'has no wxa_path_query'],
		[{ wxa_path_query: 7 }, 'holds wxa_path_query, which is not a text'],
		[{ send_time: 'tomorrow' }, 'holds send_time, which is not a date and time'],
		[{ arrival_time: 20240608 }, 'holds arrival_time, which is not a date and time'],
		[{ min_wait_time: -1 }, 'holds min_wait_time, which is not a whole number from 0'],
		[{ distance_to_store: '5 km' }, 'holds distance_to_store, which is not a number'],
		[{ product_list: '[]' }, 'holds product_list, which is not an object'],
		[{ product_list: {} }, 'has no product_list.info_list'],
		[
			{ product_list: { info_list: ['a'] } },
			'holds product_list.info_list, which is not a list of objects',
		],
		[
			{ product_list: { info_list: [{}, { single_price: 0.3 }] } },
			'holds product_list.info_list[1].single_price, which is not a whole number from 0',
		],
		[{ note: 'a\ud83d' }, 'holds half a character'],
		[{ note: '\\\ud83d' }, 'holds half a character'],
	])('invalid: %j', (more, what) => {
		const given = { ...content, ...more } as JsonObject;
		expect(readCardContent(given, zone)).toEqual({
			problem: { what, next: expect.stringMatching(/^[A-Z].*\.$/) as string },
		});
	});

	test('details have members of their own', () => {
		const given = {
			pay_info: { transaction_id: order.code, pay_amount: 5800, pay_time: '2024-06-08 10:30' },
			store_info: { store_name: '体育西店', latitude: '23.13', longitude: 113.32 },
			shipping_list: [{ tracking_no: 'SF1234567890' }],
		};
		expect(readCardDetails(given, zone)).toEqual({
			content: {
				pay_info: { ...given.pay_info, pay_time: sentAt },
				store_info: { ...given.store_info, latitude: 23.13 },
				shipping_list: given.shipping_list,
			},
		});
	});

	test.each<[JsonObject, string]>([
		[{}, 'is empty'],
		[
			{ pay_info: { transaction_id: 4.2e27 } },
			'holds pay_info.transaction_id, which is not a text',
		],
		[{ shipping_list: '[]' }, 'holds shipping_list, which is neither an object nor a list'],
	])('invalid details: %j', (given, what) => {
		expect(readCardDetails(given, zone)).toMatchObject({ problem: { what } });
	});
});

describe('endpoints', () => {
	const content = { cur_status: 1, wxa_path_query: 'pages/"a"' };
	const payment = { amount: 5800, paidAt: sentAt, channel: 'ordinary' } as const;

	test('activation carries content and payment as JSON in texts and is never repeated', () => {
		expect(setUserNotify.request({ ...order, content, payment })).toEqual({
			method: 'POST',
			path: '/wxa/set_user_notify',
			body: {
				json: {
					...identity,
					content_json: '{"cur_status":1,"wxa_path_query":"pages/\\"a\\""}',
					check_json: '{"pay_amount":5800,"pay_time":1717813800,"pay_channel":0}',
				},
			},
			repeatable: false,
			identifiedBy: 'accessToken',
		});
	});

	test('a later update carries no payment; pay score is channel 1001', () => {
		const bodyOf = (update: Parameters<typeof setUserNotify.request>[0]) => {
			const { body } = setUserNotify.request(update);
			return body && 'json' in body ? body.json : {};
		};
		expect(bodyOf({ ...order, content })).not.toHaveProperty('check_json');
		const scored = bodyOf({ ...order, content, payment: { ...payment, channel: 'payScore' } });
		expect(JSON.parse(String(scored.check_json))).toMatchObject({ pay_channel: 1001 });
	});

	test('details go to a path of their own', () => {
		expect(setUserNotifyExt.request({ ...order, details: { shipping_list: [] } })).toMatchObject({
			path: '/wxa/set_user_notifyext',
			body: { json: { ...identity, ext_json: '{"shipping_list":[]}' } },
			repeatable: false,
		});
	});

	test.each([setUserNotify, setUserNotifyExt])('an update gives the card that was meant', (one) => {
		const input = { ...order, content, details: {} };
		const answer = { errcode: 0, errmsg: 'ok', ...identity };
		expect(one.read!({ errcode: 0, errmsg: 'ok' }, input)).toEqual(answer);
		expect(() => one.read!({ ok: true }, input)).toThrow(UnexpectedAnswer);
	});

	test('looking up may be repeated', () => {
		expect(getUserNotify.request(order)).toMatchObject({
			path: '/wxa/get_user_notify',
			body: { json: identity },
			repeatable: true,
		});
	});

	test.each<[string, JsonObject, JsonObject]>([
		['a card', { content_json: '{"cur_status":4}', code_state: 0 }, { cur_status: 4 }],
		['none yet', { content_json: '', code_state: 10 }, {}],
		['no content at all', { code_state: 1 }, {}],
	])('%s: the content is read beside what WeChat gives', (_name, info, read) => {
		const body = { errcode: 0, errmsg: 'ok', notify_info: { notify_type: 2001, ...info } };
		expect(getUserNotify.read!(body, order)).toEqual({
			notify_type: 2001,
			...info,
			content: read,
		});
	});

	test.each<[string, JsonObject]>([
		['no notify_info', {}],
		['content that is no JSON', { notify_info: { content_json: '{cur' } }],
		['content that is no object', { notify_info: { content_json: '[1]' } }],
	])('unexpected: %s', (_name, body) => {
		expect(() => getUserNotify.read!({ errcode: 0, ...body }, order)).toThrow(UnexpectedAnswer);
	});
});
