import fc from 'fast-check';

import type { Json } from '../../wechat/json';
import { NotAPushError, pushIdentity, readEvents, readPush } from '../../wechat/push/events';
import type { PushEvent } from '../../wechat/push/pushEvent';
import { pushSamples } from '../support/pushSamples';

/** A sent event in JSON; `fields` are added or replace its own. */
const sentEvent = (fields: Record<string, Json> = {}) => ({
	ToUserName: 'gh_1',
	FromUserName: 'oUser',
	CreateTime: 1620963428,
	MsgType: 'event',
	Event: 'subscribe_msg_sent_event',
	...fields,
});

const eventsOf = (fields: Record<string, Json>): PushEvent[] => readEvents(sentEvent(fields));

it.each(pushSamples)('$name', ({ message, items }) => {
	expect(readEvents(readPush(message))).toEqual(items);
});

describe('readPush', () => {
	it.each([
		['a JSON array', '[{}]'],
		['a JSON text', '"text"'],
		['JSON null', 'null'],
		['XML of text only', '<xml>text</xml>'],
		['XML with another root', '<root><MsgType>event</MsgType></root>'],
	])('refuses %s', (_, text) => {
		expect(() => readPush(text)).toThrow(NotAPushError);
	});

	it.each([
		['nothing', ''],
		['a form', 'MsgType=event&Event=x'],
		['JSON cut short', '{"MsgType":"event"'],
		['JSON with a trailing comma', '{"MsgType":"event",}'],
		['XML cut short', '<xml><MsgType>event</MsgType>'],
	])('refuses %s', (_, text) => {
		expect(() => readPush(text)).toThrow(/ at position \d+$/);
	});

	it('tells JSON from XML behind white space', () => {
		expect(readPush(' \n{"A":1}')).toEqual({ A: 1 });
		expect(readPush(' \n<xml><A>1</A></xml>')).toEqual({ A: '1' });
	});
});

describe('readEvents', () => {
	it('gives numbers and truth values of JSON as the text they are in XML', () => {
		const json = eventsOf({ isrisky: 0, Ratio: 1.5, Is_done: true, MsgId: '4561255354251345929' });
		const xml = readEvents(
			readPush(
				'<xml><ToUserName>gh_1</ToUserName><FromUserName>oUser</FromUserName><CreateTime>1620963428</CreateTime><MsgType>event</MsgType><Event>subscribe_msg_sent_event</Event><isrisky>0</isrisky><Ratio>1.5</Ratio><Is_done>true</Is_done><MsgId>4561255354251345929</MsgId></xml>',
			),
		);
		expect(json).toEqual(xml);
		expect(json[0]).toMatchObject({ isrisky: '0', ratio: '1.5', isDone: 'true' });
	});

	it.each([
		['TemplateId', 'templateId'],
		['SessionFrom', 'sessionFrom'],
		['PicUrl', 'picUrl'],
		['debug_str', 'debugStr'],
		['trace_id', 'traceId'],
		['URL', 'url'],
		['AppId', 'appId'],
		['AIName', 'aiName'],
		['SubscribeStatusString', 'subscribeStatus'],
		['MsgID', 'msgid'],
		['MsgId', 'msgid'],
	])('names %s %s', (name, field) => {
		expect(eventsOf({ [name]: 'x' })).toEqual([{ ...eventsOf({})[0], [field]: 'x' }]);
	});

	it.each(['OpenID', 'OpenId', 'openid'])('takes the user from %s, and from there only', (name) => {
		const [event] = eventsOf({ FromUserName: 'oWeChatItself', [name]: 'oTheUser' });
		expect(event).toEqual({ ...eventsOf({})[0], openId: 'oTheUser' });
	});

	it.each<[name: string, value: Json]>([
		['OpenID', ''],
		['openid', null],
		['OpenId', { a: 'b' }],
	])('an empty %s is no user', (name, value) => {
		expect(eventsOf({ [name]: value })[0].openId).toBe('oUser');
	});

	it.each<[name: string, field: string]>([
		['create_time', 'create_time'],
		['open_id', 'open_id'],
		['OriginalId', 'OriginalId'],
		['CreatedAt', 'CreatedAt'],
		['msg_type', 'msg_type'],
		['Raw', 'Raw'],
		['handed_over', 'handed_over'],
		['event', 'event_'],
		['createTime', 'createTime_'],
	])('keeps %s, whose name is taken, as %s', (name, field) => {
		expect(eventsOf({ [name]: 'x' })).toEqual([{ ...eventsOf({})[0], [field]: 'x' }]);
	});

	it('keeps both of two fields that would have one name', () => {
		expect(eventsOf({ TemplateId: 'a', template_id: 'b' })[0]).toMatchObject({
			templateId: 'a',
			template_id: 'b',
		});
	});

	it('whatever WeChat calls its fields, none is lost and none takes the place of a fixed one', () => {
		const fixed = Object.keys(eventsOf({})[0]);
		const name = fc.oneof(
			fc.constantFrom(...fixed, 'create_time', 'open_id', 'raw', 'handedOver', 'x_y', 'XY', 'xY'),
			fc.stringMatching(/^[A-Za-z][A-Za-z_]{0,8}$/),
		);
		const known = ['Event', 'MsgType', 'FromUserName', 'ToUserName', 'CreateTime', 'Encrypt'];
		const users = ['OpenID', 'OpenId', 'openid', 'List', 'ErrorCode'];
		const others = fc.dictionary(
			name.filter((one) => ![...known, ...users, 'SubscribeMsgSentEvent'].includes(one)),
			fc.uuid(),
		);
		fc.assert(
			fc.property(others, (fields) => {
				const [event] = eventsOf({ ...fields });
				expect(event).toMatchObject(eventsOf({})[0]);
				expect(Object.values(event)).toEqual(expect.arrayContaining(Object.values(fields)));
			}),
		);
	});

	it('keeps raw line breaks and tabs of what a user wrote', () => {
		const text = '{"MsgType":"text","Content":"a\nb\tc\r\nd\u0001e","MsgId":1}';
		expect(readEvents(readPush(text))[0].content).toBe('a\nb\tc\r\nde');
	});

	const cardFailure = (fields: Record<string, Json>) =>
		eventsOf({ Event: 'notify_service_msg_send_result', FromUserName: 'gh_wechat', ...fields })[0];

	it.each<[failRet: Json, number: number, reason: string]>([
		[-10001, -10001, 'WeChat was not able to send the card'],
		['-10002', -10002, "WeChat's content check refused the card"],
		[-1003, -1003, "The card's template is not added to the account"],
		['-1004', -1004, 'The user refuses these cards'],
		[-1005, -1005, 'The card was updated too often'],
		[-7, -7, ''],
	])('a service card that failed with %j says why', (failRet, number, failReason) => {
		const event = cardFailure({
			openid: 'oUser',
			notify_code: 'p1.4200000000000000000000000001',
			notify_type: 2001,
			card_status: 4,
			fail_ret: failRet,
			fail_msg: 'words',
		});
		expect(event).toEqual({
			...eventsOf({})[0],
			event: 'notify_service_msg_send_result',
			notifyCode: '4200000000000000000000000001',
			notifyType: '2001',
			cardStatus: '4',
			failRet: number,
			failReason,
			failMsg: 'words',
		});
	});

	it('a service card that failed without a code, or with one that is no payment, has it as it is', () => {
		expect(cardFailure({ notify_code: 'abc.p1.x' })).toMatchObject({ notifyCode: 'abc.p1.x' });
		expect(cardFailure({ fail_ret: 'odd' })).toMatchObject({ failRet: 'odd', failReason: '' });
	});

	it.each([`${'_'.repeat(64)}a`, '_'.repeat(250_000), `A${'_b'.repeat(100_000)}`])(
		'a name of more than 64 characters stays as it is, so that no name costs more than its length',
		(name) => {
			expect(eventsOf({ [name]: 'x' })[0]).toHaveProperty([name], 'x');
		},
	);

	it('makes no more of a list than four times what was pushed, or refuses it', () => {
		const text = fc.integer({ min: 0, max: 3000 }).map((length) => 'x'.repeat(length));
		fc.assert(
			fc.property(fc.nat(3000), text, fc.nat(1000), (entries, value, names) => {
				const fields = Array.from({ length: names }, (_, at) => `"N${at}":1,`).join('');
				const list = `[${Array.from({ length: entries }, () => '{"MsgID":"1"}').join(',')}]`;
				const pushed = `{${fields}"Common":"${value}","MsgType":"event","List":${list}}`;
				let items = '';
				try {
					items = JSON.stringify(readEvents(readPush(pushed)));
				} catch (error) {
					expect(error).toBeInstanceOf(NotAPushError);
				}
				expect(items.length).toBeLessThan(4 * (256 * 1024 + pushed.length));
			}),
		);
	});

	it('keeps what is nested, and null', () => {
		const detail = [{ label: 100, Keyword: null }];
		expect(eventsOf({ detail, Remark: null })[0]).toMatchObject({ detail, remark: null });
	});

	it.each<[what: string, createTime: Json, expected: [number | null, string | null]]>([
		['a number', 0, [0, '1970-01-01T00:00:00.000Z']],
		['digits', '1620963428', [1620963428, '2021-05-14T03:37:08.000Z']],
		['an empty text', '', [null, null]],
		['a date', '2021-05-14', [null, null]],
		['a number that is no date', 10 ** 14, [null, null]],
		['a list', [1], [null, null]],
	])('reads CreateTime given as %s', (_, createTime, [seconds, date]) => {
		expect(eventsOf({ CreateTime: createTime })[0]).toMatchObject({
			createTime: seconds,
			createdAt: date,
		});
	});

	it.each<[given: Json, errorCode: Json]>([
		['0', 0],
		[0, 0],
		['-1', -1],
		['43101', 43101],
		['unknown', 'unknown'],
		[null, ''],
	])('gives ErrorCode %j as %j', (given, errorCode) => {
		expect(eventsOf({ List: { ErrorCode: given } })[0].errorCode).toBe(errorCode);
	});

	it.each<[what: string, list: Json]>([
		['an empty list', []],
		['a list of no objects', ['', null, 1]],
		['a text', ''],
		['null', null],
	])('still tells of an event whose List is %s', (_, list) => {
		expect(eventsOf({ List: list })).toMatchObject([{ event: 'subscribe_msg_sent_event' }]);
	});

	it('adds under raw the fields of the record as WeChat gave them', () => {
		const list = [
			{ MsgID: '1', ErrorCode: '0' },
			{ MsgID: '2', ErrorCode: '0' },
		];
		const push = sentEvent({ List: list });
		expect(readEvents(push, true).map(({ raw }) => raw)).toEqual(
			list.map((entry) => sentEvent(entry)),
		);
		expect(readEvents(push)[0]).not.toHaveProperty('raw');
	});

	it('keeps every entry of a list, in JSON as in XML', () => {
		const id = fc.bigInt({ min: 0n, max: 2n ** 63n }).map(String);
		fc.assert(
			fc.property(fc.array(id, { minLength: 1, maxLength: 20 }), (ids) => {
				const head = '{"MsgType":"event","Event":"subscribe_msg_sent_event"';
				const entries = ids.map((one) => `{"MsgID":${one}}`);
				const list = entries.length === 1 ? entries[0] : `[${entries.join(',')}]`;
				const elements = ids.map((one) => `<List><MsgID>${one}</MsgID></List>`).join('');
				const xml = `<xml><MsgType>event</MsgType><Event>subscribe_msg_sent_event</Event><SubscribeMsgSentEvent>${elements}</SubscribeMsgSentEvent></xml>`;
				for (const message of [`${head},"List":${list}}`, xml]) {
					expect(readEvents(readPush(message)).map(({ msgid }) => msgid)).toEqual(ids);
				}
			}),
		);
	});

	it('leaves the push as it was', () => {
		for (const { message } of pushSamples) {
			const push = readPush(message);
			readEvents(push, true);
			expect(push).toEqual(readPush(message));
		}
	});
});

describe('pushIdentity', () => {
	const identityOf = (fields: Record<string, Json>) => pushIdentity(sentEvent(fields));
	const list = { MsgID: '1864323726461255680', ErrorStatus: 'success' };

	it.each<[what: string, one: Record<string, Json>, other: Record<string, Json>]>([
		['the event', { Event: 'a' }, { Event: 'b' }],
		['the user', { FromUserName: 'a' }, { FromUserName: 'b' }],
		['the time', { CreateTime: 1 }, { CreateTime: 2 }],
		[
			'the order of a payment',
			{ RetryTimes: 0, OutTradeNo: '1' },
			{ RetryTimes: 0, OutTradeNo: '2' },
		],
		['the message of a result', { List: list }, { List: { ...list, MsgID: '2' } }],
		['the result', { List: list }, { List: { ...list, ErrorStatus: 'failed' } }],
		['the number of entries', { List: list }, { List: [list, list] }],
		['the MsgId', { MsgId: '1' }, { MsgId: '2' }],
		['the user of a MsgId', { MsgId: '1' }, { MsgId: '1', FromUserName: 'b' }],
	])('differs with %s', (_, one, other) => {
		expect(identityOf(one)).not.toBe(identityOf(other));
		expect(identityOf(one)).toBe(identityOf({ ...one }));
	});

	it.each<[what: string, one: Record<string, Json>, other: Record<string, Json>]>([
		['the encrypted copy', { List: list, Encrypt: 'a' }, { List: list, Encrypt: 'b' }],
		['the encrypted copy missing', { List: list, Encrypt: 'a' }, { List: list, Encrypt: null }],
		['the count of repeats', { RetryTimes: 0 }, { RetryTimes: 3 }],
		[
			'the count of repeats, sent at another time',
			{ RetryTimes: 0, CreateTime: 1 },
			{ RetryTimes: 1, CreateTime: 2 },
		],
		['the time of a message with MsgId', { MsgId: '1' }, { MsgId: '1', CreateTime: 2 }],
	])('stays the same with another value of %s', (_, one, other) => {
		expect(identityOf(one)).toBe(identityOf(other));
	});

	it('can be stored: short, and without the user', () => {
		expect(identityOf({ FromUserName: 'oUser' })).toMatch(/^[A-Za-z0-9+/]{22}$/);
	});
});
