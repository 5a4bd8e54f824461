import fc from 'fast-check';

import { UnexpectedAnswer } from '../../wechat/answer';
import type { JsonObject } from '../../wechat/json';
import {
	createCode,
	createScheme,
	createShortLink,
	createUrlLink,
	lifeProblem,
	pagePath,
	pageProblem,
	pageWithQuery,
	queryText,
	sceneProblem,
} from '../../wechat/links';
import { pictureKind } from '../../wechat/picture';

const query = (given: string | JsonObject): string => {
	const read = queryText(given);
	if ('problem' in read) throw new Error(read.problem.what);
	return read.query;
};

describe('a query', () => {
	test.each<[string, string | JsonObject, string]>([
		['text that WeChat takes as it is', 'id=1&from=mail', 'id=1&from=mail'],
		['every character that WeChat takes', "!#$&'()*+,/:;=?@-._~", "!#$&'()*+,/:;=?@-._~"],
		['a question mark in front', '?id=1', 'id=1'],
		['Chinese', 'city=广州', 'city=%E5%B9%BF%E5%B7%9E'],
		['what is encoded already', 'city=%E5%B9%BF%e5%b7%9e', 'city=%E5%B9%BF%e5%b7%9e'],
		['a percent sign that encodes nothing', 'off=50%', 'off=50%25'],
		['a space and a quotation mark', 'q=a "b"', 'q=a%20%22b%22'],
		['an emoji', 'q=😀', 'q=%F0%9F%98%80'],
		['nothing', '', ''],
		['fields', { id: 1, city: '广州', gift: true }, 'id=1&city=%E5%B9%BF%E5%B7%9E&gift=true'],
		['separators inside a field', { to: 'a=1&b=2' }, 'to=a%3D1%26b%3D2'],
		['a field that looks encoded', { to: '%41' }, 'to=%2541'],
		['fields without value', { a: '', b: null, c: 0 }, 'a=&c=0'],
		['no fields', {}, ''],
	])('%s', (_name, given, expected) => {
		expect(query(given)).toBe(expected);
	});

	test.each<[string, string | JsonObject, string]>([
		['1025 characters', 'a'.repeat(1025), 'has 1025 characters once it is encoded'],
		['too long once encoded', '广'.repeat(114), 'has 1026 characters once it is encoded'],
		['an object inside', { a: { b: 1 } }, 'holds an object or a list'],
		['a list inside', { a: [1] }, 'holds an object or a list'],
		['half an emoji', 'q=\ud83d', 'holds half a character'],
		['half an emoji in a name', { '\ude00': 1 }, 'holds half a character'],
	])('refused: %s', (_name, given, what) => {
		expect(queryText(given)).toEqual({
			problem: { what, next: expect.stringMatching(/^[A-Z].*\.$/) as string },
		});
	});

	test('1024 characters are taken', () => {
		expect(query('a'.repeat(1024))).toHaveLength(1024);
	});

	test('the page reads the fields that went in', () => {
		const value = fc.string({ unit: 'grapheme', maxLength: 20 });
		const fields = fc.dictionary(value, value, { maxKeys: 3 });
		fc.assert(
			fc.property(fields, (given) => {
				const read = queryText(given);
				fc.pre('query' in read);
				const written = 'query' in read ? read.query : '';
				expect(written).toMatch(/^[\w!#$&'()*+,/:;=?@.~%-]*$/);
				const pairs = written === '' ? [] : written.split('&').map((pair) => pair.split('='));
				const decoded = pairs.map((pair) => pair.map(decodeURIComponent));
				expect(decoded).toEqual(Object.entries(given));
			}),
		);
	});

	test('a text is encoded once, however often it is written', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (given) => {
				const once = queryText(given);
				fc.pre('query' in once && !once.query.startsWith('?'));
				expect('query' in once && queryText(once.query)).toEqual(once);
			}),
		);
	});
});

describe('a page', () => {
	test.each([
		['pages/index/index', 'pages/index/index'],
		['/pages/index/index', 'pages/index/index'],
		[' //pages/a ', 'pages/a'],
		['', ''],
	])('%j becomes %j', (given, expected) => {
		expect(pagePath(given)).toBe(expected);
		expect(pageProblem(pagePath(given))).toBeUndefined();
	});

	test.each([
		['pages/index/index?id=1', 'holds a query'],
		['https://shop.example/a', 'is not the path of a page'],
		['pages/a b', 'is not the path of a page'],
		['pages/a#top', 'is not the path of a page'],
	])('%j %s', (page, what) => {
		expect(pageProblem(page)).toMatchObject({ what });
	});

	test.each([
		['/pages/a?city=广州&b=1', { page: 'pages/a?city=%E5%B9%BF%E5%B7%9E&b=1' }],
		['pages/a?back=/b?c', { page: 'pages/a?back=/b?c' }],
		['pages/a', { page: 'pages/a' }],
		['pages/a?', { page: 'pages/a' }],
		['', { problem: { what: 'is empty', next: expect.any(String) as string } }],
		['?a=1', { problem: { what: 'is empty', next: expect.any(String) as string } }],
		[
			'pages/a b',
			{ problem: { what: 'is not the path of a page', next: expect.any(String) as string } },
		],
		[
			`pages/a?${'b'.repeat(1017)}`,
			{
				problem: {
					what: 'has 1025 characters once it is encoded',
					next: expect.any(String) as string,
				},
			},
		],
		[
			'pages/a?\ud83d',
			{ problem: { what: 'holds half a character', next: expect.any(String) as string } },
		],
	])('with its query: %j', (given, expected) => {
		expect(pageWithQuery(given)).toEqual(expected);
	});
});

test.each([
	['id=1', undefined],
	["AZaz09!#$&'()*+,/:;=?@-._~", undefined],
	['a'.repeat(32), undefined],
	['', 'is empty'],
	['a'.repeat(33), 'has 33 characters'],
	['a%20b', 'holds a character that WeChat does not take'],
	['a b', 'holds a character that WeChat does not take'],
	['订单', 'holds a character that WeChat does not take'],
	['a\n', 'holds a character that WeChat does not take'],
])('the scene %j: %s', (scene, what) => {
	expect(sceneProblem(scene)?.what).toBe(what);
});

const now = 1_717_813_800_000;
test.each([
	[{ days: 1 }, undefined],
	[{ days: 30 }, undefined],
	[{ days: 0 }, 'is not a whole number from 1 to 30'],
	[{ days: 31 }, 'is not a whole number from 1 to 30'],
	[{ days: 1.5 }, 'is not a whole number from 1 to 30'],
	[{ days: NaN }, 'is not a whole number from 1 to 30'],
	[{ endsAt: now + 1 }, undefined],
	[{ endsAt: now }, 'is not in the future'],
	[{ endsAt: now - 1 }, 'is not in the future'],
	[{ endsAt: NaN }, 'is not in the future'],
])('a life of %j: %s', (life, what) => {
	expect(lifeProblem(life, now)?.what).toBe(what);
});

describe("requests, by WeChat's field names", () => {
	const link = { page: 'pages/a', query: 'id=1', version: 'trial' as const, life: { days: 3 } };

	test('URL Link', () => {
		expect(createUrlLink.request(link)).toMatchObject({
			method: 'POST',
			path: '/wxa/generate_urllink',
			body: {
				json: {
					path: 'pages/a',
					query: 'id=1',
					env_version: 'trial',
					expire_type: 1,
					expire_interval: 3,
				},
			},
			identifiedBy: 'accessToken',
		});
	});

	test('URL Link without page and query, until a moment', () => {
		const bare = { page: '', query: '', life: { endsAt: 1_717_813_800_999 } };
		expect(createUrlLink.request(bare).body).toEqual({
			json: { expire_type: 0, expire_time: 1_717_813_800 },
		});
	});

	test('Scheme', () => {
		expect(createScheme.request(link)).toMatchObject({
			path: '/wxa/generatescheme',
			body: {
				json: {
					jump_wxa: { path: 'pages/a', query: 'id=1', env_version: 'trial' },
					is_expire: true,
					expire_type: 1,
					expire_interval: 3,
				},
			},
		});
	});

	test.each([
		[true, false],
		[false, true],
	])('Short Link, for good: %s; may be asked for again: %s', (permanent, repeatable) => {
		expect(createShortLink.request({ page: 'pages/a?b=1', title: 'T', permanent })).toEqual({
			method: 'POST',
			path: '/wxa/genwxashortlink',
			body: { json: { page_url: 'pages/a?b=1', page_title: 'T', is_permanent: permanent } },
			repeatable,
			identifiedBy: 'accessToken',
		});
	});

	test('Code with everything, and with nothing', () => {
		const full = { page: 'pages/a', width: 280, checkPage: false, transparent: true };
		expect(createCode.request({ scene: 'a', version: 'develop', ...full }).body).toEqual({
			json: {
				scene: 'a',
				page: 'pages/a',
				check_path: false,
				env_version: 'develop',
				width: 280,
				is_hyaline: true,
			},
		});
		expect(createCode.request({ scene: 'a', page: '' })).toMatchObject({
			path: '/wxa/getwxacodeunlimit',
			body: { json: { scene: 'a' } },
		});
		expect(createCode.request({ scene: 'a', page: '' }).body).toEqual({ json: { scene: 'a' } });
	});
});

test('answers: the link alone, and nothing else for one', () => {
	const life = { days: 1 };
	const scheme = 'weixin://dl/business/?t=Xx1';
	const body = { errcode: 0, errmsg: 'ok', url_link: 'https://l', openlink: scheme, link: '#a' };
	expect(createUrlLink.read!(body, { life })).toEqual({ url_link: 'https://l' });
	expect(createScheme.read!(body, { life })).toEqual({ openlink: scheme });
	expect(createShortLink.read!(body, { page: 'p', permanent: false })).toEqual({ link: '#a' });
	expect(() => createUrlLink.read!({ errcode: 0 }, { life })).toThrow(UnexpectedAnswer);
});

const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0];
const jpeg = [0xff, 0xd8, 0xff, 0xe0];
const gif = [...Buffer.from('GIF89a')];

test.each([
	['PNG', png, { fileName: 'code.png', contentType: 'image/png' }],
	['JPEG', jpeg, { fileName: 'code.jpg', contentType: 'image/jpeg' }],
])('a code that is a %s, whatever its name', (_kind, bytes, expected) => {
	const content = Uint8Array.from(bytes);
	const file = { fileName: 'wxacode', contentType: 'application/octet-stream', content };
	expect(createCode.readFile!(file, { scene: 'a' })).toEqual({ ...expected, content });
});

test.each([
	['GIF', gif],
	['HTML', [...Buffer.from('<html>')]],
	['nothing', []],
])('%s is no code', (_kind, bytes) => {
	const file = { fileName: 'code.png', contentType: 'image/png', content: Uint8Array.from(bytes) };
	expect(() => createCode.readFile!(file, { scene: 'a' })).toThrow(UnexpectedAnswer);
});

test.each([
	['image/png', png],
	['image/jpeg', jpeg],
	['image/gif', gif],
	[undefined, png.slice(0, 7)],
	[undefined, [...Buffer.from('RIFF0000WEBP')]],
])('a picture by its first bytes: %s', (contentType, bytes) => {
	expect(pictureKind(Uint8Array.from(bytes))?.contentType).toBe(contentType);
});
