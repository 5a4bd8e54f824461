/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { Readable } from 'node:stream';

import {
	checkConfirmed,
	collect,
	countIn,
	idText,
	isObject,
	MAX_ANSWER_BYTES,
	readBody,
	recordIn,
	recordsIn,
	refusalIn,
	textIn,
	UnexpectedAnswer,
} from '../../wechat/answer';
import type { Json, JsonObject } from '../../wechat/json';

const streamOf = (...chunks: Array<Uint8Array | string>): Readable =>
	Readable.from(chunks.map((chunk) => Buffer.from(chunk)));

describe('collect', () => {
	const collectText = async (stream: Readable) =>
		(await collect(stream, MAX_ANSWER_BYTES)).toString('utf8');

	test('joins what arrives in pieces, also within a character', async () => {
		const bytes = Buffer.from('{"a":"咖啡"}');
		const pieces = [...bytes].map((byte) => Buffer.of(byte));
		expect(await collectText(streamOf(...pieces))).toBe('{"a":"咖啡"}');
		expect(await collectText(streamOf())).toBe('');
	});

	test('takes the longest answer, and ends one that is longer', async () => {
		const half = new Uint8Array(MAX_ANSWER_BYTES / 2).fill(32);
		expect(await collectText(streamOf(half, half))).toHaveLength(MAX_ANSWER_BYTES);
		const endless = new Readable({ read: () => endless.push(half) });
		await expect(collectText(endless)).rejects.toThrow('it is too long');
		expect(endless.destroyed).toBe(true);
	});

	test.each([new Error('reset'), undefined])('throws when it is broken off: %s', async (error) => {
		const broken = new Readable({ read: () => {} });
		const text = collectText(broken);
		broken.push('{"errcode":0');
		broken.destroy(error);
		await expect(text).rejects.toThrow(error ?? 'The answer was broken off');
	});
});

describe('readBody', () => {
	test.each(['{"errcode":0}', ' {"errcode":0}\n'])('reads %j', (text) => {
		expect(readBody(text)).toEqual({ errcode: 0 });
	});

	test.each([
		['', 'it is empty'],
		[' \n', 'it is empty'],
		['<html>secret words</html>', 'it is not JSON'],
		['{"errcode":', 'it is not JSON'],
		['[{}]', 'it is not a JSON object'],
		['"ok"', 'it is not a JSON object'],
		['null', 'it is not a JSON object'],
		['7', 'it is not a JSON object'],
	])('refuses %j without quoting it', (text, message) => {
		expect(() => readBody(text)).toThrow(new UnexpectedAnswer(message));
	});
});

describe('checkConfirmed', () => {
	test.each<[JsonObject, string[]]>([
		[{ errcode: 0 }, []],
		[{ errcode: 0 }, ['msgid']],
		[{ msgid: '3395159288267931652' }, ['msgid']],
	])('%j confirms', (body, fields) => {
		expect(() => checkConfirmed(body, ...fields)).not.toThrow();
	});

	test.each<[JsonObject, string[]]>([
		[{}, []],
		[{ login: 'required' }, ['msgid']],
		[{ msgid: '1' }, []],
	])('%j does not', (body, fields) => {
		expect(() => checkConfirmed(body, ...fields)).toThrow('whether WeChat did what was asked');
	});
});

describe('refusalIn', () => {
	test.each<[JsonObject]>([
		[{}],
		[{ errcode: 0, errmsg: 'ok' }],
		[{ errcode: '0' }],
		[{ errmsg: 'ok' }],
	])('%j is success', (body) => {
		expect(refusalIn(body)).toBeUndefined();
	});

	test.each([
		[
			{ errcode: 40013, errmsg: 'invalid appid' },
			{ errcode: 40013, errmsg: 'invalid appid' },
		],
		[{ errcode: '-1' }, { errcode: -1, errmsg: '' }],
		[
			{ errcode: 43101, errmsg: 7 },
			{ errcode: 43101, errmsg: '' },
		],
	])('%j is a refusal', (body, refusal) => {
		expect(refusalIn(body)).toMatchObject(refusal);
	});

	test.each<Json>(['many', '', ' ', 1.5, [], [0], {}, null, false])(
		'errcode %j is none',
		(errcode) => {
			expect(() => refusalIn({ errcode })).toThrow('its errcode is not a number');
		},
	);
});

/** An empty answer, and one for each value of a field. */
const bodies = (field: string, values: Json[]): JsonObject[] => [
	{},
	...values.map((value) => ({ [field]: value })),
];

describe('fields of an answer', () => {
	test('recordsIn', () => {
		expect(recordsIn({ list: [{ id: 1 }, {}] }, 'list')).toEqual([{ id: 1 }, {}]);
		expect(recordsIn({ list: [] }, 'list')).toEqual([]);
		const lists: Json[] = [null, {}, 'x', [1], [{}, null], [[]]];
		for (const body of bodies('list', lists)) {
			expect(() => recordsIn(body, 'list')).toThrow('its "list" is not a list of records');
		}
	});

	test('recordIn', () => {
		expect(recordIn({ phone_info: { a: 1 } }, 'phone_info')).toEqual({ a: 1 });
		const values: Json[] = [null, [], 'x'];
		for (const body of bodies('phone_info', values)) {
			expect(() => recordIn(body, 'phone_info')).toThrow('its "phone_info" is missing');
		}
	});

	test('countIn', () => {
		expect(countIn({ count: 599 }, 'count')).toBe(599);
		expect(countIn({ count: '55' }, 'count')).toBe(55);
		expect(countIn({ count: 0 }, 'count')).toBe(0);
		const counts: Json[] = [-1, 1.5, 'all', {}, null, '', [], true];
		for (const body of bodies('count', counts)) {
			expect(() => countIn(body, 'count')).toThrow('its "count" is not a count');
		}
	});

	test('textIn', () => {
		expect(textIn({ openid: 'o1' }, 'openid')).toBe('o1');
		const texts: Json[] = ['', 7, null];
		for (const body of bodies('openid', texts)) {
			expect(() => textIn(body, 'openid')).toThrow('its "openid" is missing');
		}
	});

	test('idText gives the same text for the same id', () => {
		expect([616, '616', 0, undefined, null].map((id) => idText(id))).toEqual([
			'616',
			'616',
			'0',
			'',
			'',
		]);
	});

	test('isObject', () => {
		expect(isObject({})).toBe(true);
		expect(isObject({ a: 1 })).toBe(true);
		expect([undefined, null, [], 'x', 1, true].map((value) => isObject(value))).not.toContain(true);
	});
});
