import fc from 'fast-check';

import type { Json } from '../../wechat/json';
import type { PushEvent } from '../../wechat/push/events';
import { NotAPushError, pushIdentity, readEvents, readPush } from '../../wechat/push/events';
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
		['the time of a message with MsgId', { MsgId: '1' }, { MsgId: '1', CreateTime: 2 }],
	])('stays the same with another value of %s', (_, one, other) => {
		expect(identityOf(one)).toBe(identityOf(other));
	});

	it('can be stored: short, and without the user', () => {
		expect(identityOf({ FromUserName: 'oUser' })).toMatch(/^[A-Za-z0-9+/]{22}$/);
	});
});
