import { NodeApiError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';

import { advice } from '../../shared/advice';
import { explainRefusal } from '../../shared/explain';
import {
	endsAll,
	endsAtMidnight,
	errorCodes,
	pausesAll,
	repeats,
	tokenRejected,
} from '../../wechat/errorCodes';
import type { ErrorKind } from '../../wechat/errorCodes';
import { readErrmsg } from '../../wechat/errorMessage';
import type { ErrmsgReading } from '../../wechat/errorMessage';

const table = Object.entries(errorCodes).map(([code, entry]) => ({ code: Number(code), ...entry }));

const node: INode = {
	id: '1',
	name: 'WeChat Mini Program',
	type: 'weChatMiniProgram',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

describe('the table of error codes', () => {
	const documented = [
		-1, 404, 20001, 20002, 40001, 40002, 40003, 40004, 40005, 40007, 40008, 40009, 40013, 40014,
		40029, 40033, 40035, 40037, 40066, 40097, 40125, 40129, 40138, 40159, 40163, 40164, 40165,
		40166, 40169, 40200, 40201, 40202, 40203, 40212, 40225, 40226, 40243, 40246, 40247, 40400,
		41001, 41002, 41004, 41005, 41008, 41009, 41028, 41029, 41030, 41031, 41032, 41034, 41035,
		42001, 42002, 42003, 42007, 43001, 43002, 43003, 43004, 43019, 43100, 43101, 43102, 43104,
		43106, 43107, 43108, 43116, 43117, 44002, 44990, 44993, 45009, 45011, 45012, 45013, 45014,
		45015, 45026, 45029, 45047, 45072, 45075, 45076, 45080, 45081, 45100, 45102, 45103, 45109,
		45162, 45168, 46101, 47001, 47002, 47003, 48001, 48004, 48006, 48011, 49003, 50001, 50002,
		50004, 50007, 61003, 61004, 61005, 61006, 61007, 61011, 61023, 61024, 65400, 65401, 70000,
		76001, 76002, 76003, 76004, 76021, 76022, 85079, 85096, 85400, 85401, 85402, 85405, 85406,
		85407, 85408, 85431, 85433, 85434, 85435, 85436, 85437, 85438, 85439, 85440, 85441, 85442,
		85443, 85444, 85445, 85446, 85447, 85448, 85449, 85461, 85462, 85470, 85471, 87009, 89002,
		89501, 89503, 89506, 89507, 200001, 200002, 200011, 200012, 200013, 200014, 200016, 200017,
		200018, 200019, 200020, 200021, 200022, 200100, 9800001, 9800002, 9800003,
	];

	test('holds every documented code and no other', () => {
		expect(table.map(({ code }) => code).sort((a, b) => a - b)).toEqual(documented);
	});

	test.each(table)('$code reads as n8n texts do', ({ what, remedy }) => {
		const next = advice[remedy];
		expect(what).toMatch(/^[A-Z][^.]+[^.\s]$/);
		expect(next).toMatch(/^[A-Z].+\.$/);
		expect(`${what} ${next}`).not.toMatch(/error|problem|failure|failed|mistake/i);
		expect(`${what} ${next}`).not.toMatch(/undefined|\[object/);
	});

	test.each(table)('$code reaches the user unchanged by n8n', ({ code, what }) => {
		const errmsg = 'some answer rid: 5f4084e5-7924012e-20ad3837';
		const { message, description } = explainRefusal({ errcode: code, errmsg });
		const shown = new NodeApiError(node, { errcode: code, errmsg }, { message, description });
		expect(shown.message).toBe(what);
		expect(shown.description).toBe(description);
	});

	const kinds: Array<[ErrorKind, number[]]> = [
		['retry', [-1, 20001, 43108, 44990, 45011, 45102]],
		['token', [40001, 40014, 42001]],
		['config', [40013, 40125, 40164, 40243, 41004, 61024, 89501, 89503, 89506, 89507]],
		['parameter', [40003, 40037, 41028, 41030, 47001, 47003, 200014, 200020]],
		['quota', [44993, 45009, 48006]],
		['user', [40029, 40163, 43101, 43004]],
		['permission', [43104, 43107, 48001, 50002, 50007, 200011, 200100]],
		['retired', [45103, 45109, 46101]],
	];
	test.each(kinds)('kind %s', (kind, codes) => {
		for (const code of codes) expect(errorCodes[code]).toMatchObject({ kind });
	});

	test('a new token helps with exactly three codes', () => {
		expect(table.map(({ code }) => code).filter(tokenRejected)).toEqual([40001, 40014, 42001]);
		expect(tokenRejected(12345)).toBe(false);
	});

	/** Pass within minutes, or may have done something: nothing for a repetition at once. */
	const passLater = [85431, 85437];

	test.each(table)('$code is repeated if it is said to pass, and only then', ({ code, kind }) => {
		expect(repeats(code)).toBe(kind === 'retry' && !passLater.includes(code));
	});

	const facts: Array<[string, (errcode: number) => boolean, number[]]> = [
		['repeats', repeats, [-1, 20001, 43108, 44990, 45011, 45102, 85449]],
		['pausesAll', pausesAll, [44990, 45011]],
		['endsAtMidnight', endsAtMidnight, [44993, 45009, 85406]],
		[
			'endsAll',
			endsAll,
			[40247, 43100, 44993, 45009, 45029, 45103, 45109, 46101, 48006, 85400, 85406],
		],
	];
	test.each(facts)('%s', (_fact, holds, codes) => {
		expect(
			table
				.map(({ code }) => code)
				.filter(holds)
				.sort((a, b) => a - b),
		).toEqual(codes);
		expect(holds(12345)).toBe(false);
	});

	test('a limit that holds for all calls is one that passes', () => {
		expect(table.filter(({ code }) => pausesAll(code) && !repeats(code))).toEqual([]);
	});
});

describe('readErrmsg', () => {
	const rid = '5f4084e5-7924012e-20ad3837';
	const notLatest = 'invalid credential, access_token is invalid or not latest';
	const longNotLatest = `${notLatest}, could get access_token by getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r`;
	const whitelist = (address: string) => `invalid ip ${address}, not in whitelist`;
	const field = (detail: string, key: string) => ({
		text: `argument invalid! ${detail}`,
		field: key,
	});

	const samples: Array<[errmsg: string, reading: ErrmsgReading]> = [
		['', { text: '' }],
		['ok', { text: 'ok' }],
		['require https', { text: 'require https' }],
		[`${longNotLatest} rid: ${rid}`, { text: notLatest, rid }],
		[longNotLatest, { text: notLatest }],
		[
			`${notLatest}, rid: 6aac007d-476fb159-54f0678e`,
			{ text: notLatest, rid: '6aac007d-476fb159-54f0678e' },
		],
		[`invalid code, rid: ${rid}`, { text: 'invalid code', rid }],
		[
			'invalid code, hints: [ req_id: uhJDVZyFe-YZguHA ]',
			{ text: 'invalid code', hint: 'uhJDVZyFe-YZguHA' },
		],
		['invalid page hint: [q7LoEA0699ge30]', { text: 'invalid page', hint: 'q7LoEA0699ge30' }],
		[
			'system error hints: [GGCa0qLnRa-P_fvMA!]',
			{ text: 'system error', hint: 'GGCa0qLnRa-P_fvMA!' },
		],
		[
			`openapi.subscribeMessage.send:fail invalid openid rid: ${rid}`,
			{ text: 'invalid openid', rid },
		],
		[
			`${whitelist('120.244.112.8 ipv6 ::ffff:120.244.112.8')} rid: ${rid}`,
			{ text: whitelist('120.244.112.8 ipv6 ::ffff:120.244.112.8'), rid, ip: '120.244.112.8' },
		],
		[
			`${whitelist('203.0.113.7')} hint: [jotvMa01143580]`,
			{ text: whitelist('203.0.113.7'), hint: 'jotvMa01143580', ip: '203.0.113.7' },
		],
		[
			`${whitelist('2001:db8::7')} rid: ${rid}`,
			{ text: whitelist('2001:db8::7'), rid, ip: '2001:db8::7' },
		],
		[
			`argument invalid! data.thing1.value is empty rid: ${rid}`,
			{ ...field('data.thing1.value is empty', 'thing1'), rid },
		],
		[
			`argument invalid! data.date4.value invalid rid: ${rid}`,
			{ ...field('data.date4.value invalid', 'date4'), rid },
		],
		[
			'argument invalid! hint: [IWJsFA00994126] data.thing1.value is emtpy',
			{ ...field('data.thing1.value is emtpy', 'thing1'), hint: 'IWJsFA00994126' },
		],
		[
			'argument invalid! data.character_string1.value i rid: 648195c0-0a1b2c3d-11223344',
			{
				...field('data.character_string1.value i', 'character_string1'),
				rid: '648195c0-0a1b2c3d-11223344',
			},
		],
		['argument invalid! data.keyword10', field('data.keyword10', 'keyword10')],
		['see data.thing1 elsewhere', { text: 'see data.thing1 elsewhere' }],
	];
	test.each(samples)('%s', (errmsg, reading) => {
		expect(readErrmsg(errmsg)).toEqual(reading);
	});

	test('keeps 500 characters of a message without end', () => {
		expect(readErrmsg('x'.repeat(2_000_000)).text).toHaveLength(500);
	});
});

describe('explainRefusal', () => {
	test('joins advice, answer and request ID', () => {
		const errmsg = 'user refuse to accept the msg rid: 69a509f1-0d6eaf0b-6d509ece';
		expect(explainRefusal({ errcode: 43101, errmsg })).toEqual({
			errcode: 43101,
			kind: 'user',
			message: 'The user has not subscribed, or the subscription is used up',
			description:
				'The user must allow this template in the Mini Program (wx.requestSubscribeMessage); each allowance serves one message. Do not send again before that.' +
				" WeChat's answer: 43101 user refuse to accept the msg. WeChat request ID: 69a509f1-0d6eaf0b-6d509ece. API > Get Request tells more about it, for 7 days.",
			rid: '69a509f1-0d6eaf0b-6d509ece',
		});
	});

	test.each([
		[40013, 'invalid appid'],
		[40001, 'invalid credential, access_token is invalid or not latest'],
	])('sends nobody to a look-up that would be refused too (%i)', (errcode, errmsg) => {
		const rid = '69a509f1-0d6eaf0b-6d509ece';
		const { description } = explainRefusal({ errcode, errmsg: `${errmsg} rid: ${rid}` });
		expect(description).toMatch(new RegExp(`${errmsg}\\. WeChat request ID: ${rid}\\.$`));
	});

	test('takes the request ID that stands beside the message', () => {
		const rid = '627a1a88-48da1f89-0f95f8d5';
		const explanation = explainRefusal({ errcode: 200014, errmsg: 'missing parameter tid', rid });
		expect(explanation.rid).toBe(rid);
		expect(explanation.description).toMatch(/missing parameter tid\. WeChat request ID: 627a1a88/);
	});

	test('names the IP address to allow', () => {
		const errmsg = 'invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist';
		const { message, description, ip } = explainRefusal({ errcode: 40164, errmsg });
		expect(ip).toBe('203.0.113.7');
		expect(message).toBe('WeChat does not accept calls from the IP address 203.0.113.7');
		expect(description).toMatch(
			/^Add the IP address 203\.0\.113\.7 to .+IP Allowlist \(IP白名单\)/,
		);
	});

	const labels = { thing3: '会议地点', character_string1: '订单号' };
	const fields: Array<[errmsg: string, message: string]> = [
		[
			'argument invalid! data.thing3.value invalid',
			'WeChat does not accept the value for 会议地点 (thing3)',
		],
		['argument invalid! data.thing3.value is empty', 'WeChat found no value for 会议地点 (thing3)'],
		[
			'argument invalid! hint: [x] data.thing3.value is emtpy',
			'WeChat found no value for 会议地点 (thing3)',
		],
		[
			'argument invalid! data.character_string1.value i',
			'WeChat found no value, or none that it accepts, for 订单号 (character_string1)',
		],
		[
			'argument invalid! data.character_string7.value i',
			'WeChat found no value for character_string7',
		],
		[
			'argument invalid! data.number2.value invalid',
			'WeChat does not accept the value for number2',
		],
		[
			'argument invalid! data.toString.value invalid',
			'WeChat does not accept the value for toString',
		],
		['argument invalid!', 'WeChat does not accept the data for this template'],
	];
	test.each(fields)('47003 %s', (errmsg, message) => {
		expect(explainRefusal({ errcode: 47003, errmsg }, labels).message).toBe(message);
	});

	test('47003 tells what the field takes, with an example', () => {
		const about = (field: string) =>
			explainRefusal({ errcode: 47003, errmsg: `argument invalid! data.${field}.value invalid` })
				.description;
		expect(about('time3')).toMatch(
			/Get Many shows\. The field takes time in 24 hours, date, or both, e\.g\. 2019年10月1日 15:01\. WeChat's answer/,
		);
		expect(about('unheard1')).toMatch(/Get Many shows\. WeChat's answer/);
	});

	describe.each([
		'number1',
		'phone_number10',
		'enum_string1234',
		'character_stri1',
		'character_string12',
	])('47003 about %s, with the words that WeChat cuts after 30 characters', (key) => {
		const words = (verdict: string, sent?: Record<string, string>) => {
			const errmsg = `argument invalid! ${`data.${key}.value ${verdict}`.slice(0, 30)}`;
			return explainRefusal({ errcode: 47003, errmsg }, sent).message;
		};

		test('not sent: it has no value', () => {
			expect(words('is empty', { thing1: '商品' })).toBe(`WeChat found no value for ${key}`);
		});

		test('sent: never the opposite of what WeChat says', () => {
			const sent = { [key]: '单号' };
			expect(words('is empty', sent)).toMatch(/^WeChat found no value/);
			expect(words('invalid', sent)).toMatch(/accept/);
			expect(words('invalid')).toMatch(/accept/);
		});
	});

	test('an unknown code gives the words of WeChat, where n8n does not replace them', () => {
		const errmsg = 'ENOTFOUND eperm rid: 5f4084e5-7924012e-20ad3837';
		const { kind, message, description } = explainRefusal({ errcode: 99999, errmsg });
		expect(kind).toBe('parameter');
		expect(new NodeApiError(node, {}, { message, description })).toMatchObject({
			message: 'WeChat refused the call with the code 99999, which this node does not know',
			description: expect.stringContaining("WeChat's answer: 99999 ENOTFOUND eperm."),
		});
	});

	test('an answer without words', () => {
		expect(explainRefusal({ errcode: -1, errmsg: '' }).description).toMatch(
			/ WeChat's answer: -1\.$/,
		);
	});
});
