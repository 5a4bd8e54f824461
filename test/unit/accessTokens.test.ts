import fc from 'fast-check';

import type { Account } from '../../wechat/accessTokens';
import {
	digest,
	isUsable,
	joinUrl,
	readIssuedToken,
	redact,
	settingsFingerprint,
	settingsProblem,
	tokenRequest,
	urlProblem,
} from '../../wechat/accessTokens';

const NOW = Date.UTC(2024, 5, 8, 12);
const MINUTE = 60_000;

const settings: Account = {
	appId: 'wx1234567890abcdef',
	appSecret: 'secret-of-the-tests',
	issuer: 'stable',
	issuerUrl: 'https://tokens.example.com/wechat?app=1',
	issuerSecret: 'bearer-of-the-tests',
	baseUrl: 'https://api.weixin.qq.com',
	accessToken: '',
	n8n_expires_at: '',
	issuedFor: '',
};

const account = (changes: Partial<Account> = {}): Account => ({ ...settings, ...changes });

/** The account with a token that ends so many milliseconds after {@link NOW}. */
const holding = (left: number, changes: Partial<Account> = {}): Account =>
	account({
		accessToken: 'token-of-the-tests',
		n8n_expires_at: String(NOW + left),
		issuedFor: settingsFingerprint(account(changes)),
		...changes,
	});

describe('isUsable', () => {
	test.each<[string, Account, boolean]>([
		['a token with two hours left', holding(120 * MINUTE), true],
		['one with a little more than five minutes left', holding(5 * MINUTE + 1), true],
		['one with five minutes left', holding(5 * MINUTE), false],
		['one that has ended', holding(-1), false],
		['no token', holding(120 * MINUTE, { accessToken: '' }), false],
		['no expiry', holding(120 * MINUTE, { n8n_expires_at: '' }), false],
		['an unreadable expiry', holding(120 * MINUTE, { n8n_expires_at: 'tomorrow' }), false],
		['one without a note for whom', holding(120 * MINUTE, { issuedFor: '' }), false],
	])('%s', (_case, stored, usable) => {
		expect(isUsable(stored, NOW)).toBe(usable);
	});

	test.each<[keyof Account, string]>([
		['appId', 'wx0'],
		['appSecret', 'other'],
		['issuer', 'standard'],
		['issuerUrl', 'https://other.example.com'],
		['baseUrl', 'https://sh.api.weixin.qq.com'],
	])('not after %s was changed', (name, value) => {
		const stored = holding(120 * MINUTE);
		expect(isUsable({ ...stored, [name]: value }, NOW)).toBe(false);
	});

	test('reads the wall clock where no time is given', () => {
		const ends = (left: number) => ({
			...holding(0),
			n8n_expires_at: String(Date.now() + left),
		});
		expect(isUsable(ends(10 * MINUTE))).toBe(true);
		expect(isUsable(ends(-10 * MINUTE))).toBe(false);
	});
});

describe('settingsFingerprint', () => {
	test('is the same without a token server URL as with an empty one', () => {
		const empty = settingsFingerprint(account({ issuerUrl: '' }));
		expect(settingsFingerprint(account({ issuerUrl: undefined }))).toBe(empty);
	});

	test('tells settings apart that read the same side by side', () => {
		const one = settingsFingerprint(account({ appId: 'ab', appSecret: 'c' }));
		expect(settingsFingerprint(account({ appId: 'a', appSecret: 'bc' }))).not.toBe(one);
	});

	test('and digest show nothing of what they were made of', () => {
		const print = settingsFingerprint(settings);
		expect(print).toMatch(/^[0-9a-f]{64}$/);
		expect(digest('token')).toMatch(/^[0-9a-f]{64}$/);
		expect(digest('token')).not.toBe(digest('Token'));
	});
});

describe('tokenRequest', () => {
	const { appId, appSecret } = settings;

	test.each([true, false])('stable, forced %s', (forced) => {
		expect(tokenRequest(account(), forced)).toEqual({
			method: 'POST',
			url: 'https://api.weixin.qq.com/cgi-bin/stable_token',
			headers: { 'Content-Type': 'application/json' },
			body: {
				grant_type: 'client_credential',
				appid: appId,
				secret: appSecret,
				force_refresh: forced,
			},
		});
	});

	test('standard', () => {
		expect(tokenRequest(account({ issuer: 'standard' }), false)).toEqual({
			method: 'GET',
			url: 'https://api.weixin.qq.com/cgi-bin/token',
			query: { grant_type: 'client_credential', appid: appId, secret: appSecret },
		});
	});

	test.each([
		['with a secret', 'bearer-of-the-tests', { Authorization: 'Bearer bearer-of-the-tests' }],
		['without one', '', undefined],
	])('central server %s', (_case, issuerSecret, headers) => {
		const request = tokenRequest(account({ issuer: 'centralServer', issuerSecret }), true);
		expect(request).toEqual({
			method: 'GET',
			url: 'https://tokens.example.com/wechat?app=1',
			...(headers && { headers }),
		});
		expect(JSON.stringify(request)).not.toContain(appSecret);
	});
});

describe('readIssuedToken', () => {
	const read = (body: object) => readIssuedToken(JSON.stringify(body), account(), NOW);

	test("takes WeChat's documented answer", () => {
		expect(read({ access_token: 'ACCESS_TOKEN', expires_in: 7200 })).toEqual({
			token: {
				accessToken: 'ACCESS_TOKEN',
				n8n_expires_at: String(NOW + 7_200_000),
				issuedFor: settingsFingerprint(account()),
			},
		});
	});

	test("takes the document's refusal", () => {
		expect(read({ errcode: 40013, errmsg: 'invalid appid' })).toEqual({
			refusal: { errcode: 40013, errmsg: 'invalid appid' },
		});
	});

	test('a token is used until five minutes before its end, a short one for half its life', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 7200 }), (lifetime) => {
				const issued = read({ access_token: 'ACCESS_TOKEN', expires_in: lifetime });
				const stored = account('token' in issued ? issued.token : {});
				const half = (lifetime * 1000) / 2;
				const rest = lifetime * 1000 - 5 * MINUTE;
				const inUse = Math.max(half, rest);
				expect(isUsable(stored, NOW + inUse - 1)).toBe(true);
				expect(isUsable(stored, NOW + inUse)).toBe(false);
			}),
		);
	});

	test.each([
		['', 'it is empty'],
		['<html>', 'it is not JSON'],
		['[]', 'it is not a JSON object'],
		['{"expires_in":7200}', 'its "access_token" is missing'],
		['{"access_token":7,"expires_in":7200}', 'its "access_token" is missing'],
		['{"access_token":"a"}', 'its "expires_in" is not a count'],
		['{"access_token":"a","expires_in":-1}', 'its "expires_in" is not a count'],
		['{"access_token":"a","expires_in":"soon"}', 'its "expires_in" is not a count'],
		['{"access_token":"a","expires_in":0}', 'its "expires_in" is 0'],
	])('refuses %j', (text, message) => {
		expect(() => readIssuedToken(text, account())).toThrow(message);
	});
});

describe('joinUrl', () => {
	test.each(['https://a.example', 'https://a.example/', ' https://a.example// '])('%j', (base) => {
		expect(joinUrl(base, '/cgi-bin/token')).toBe('https://a.example/cgi-bin/token');
	});

	test('keeps the path of a gateway', () => {
		expect(joinUrl('https://a.example/wechat/', '/sns/x')).toBe('https://a.example/wechat/sns/x');
	});
});

describe('urlProblem', () => {
	test.each([
		'https://api.weixin.qq.com',
		' https://sh.api.weixin.qq.com/ ',
		'HTTPS://API.WEIXIN.QQ.COM',
		'http://localhost:8765',
		'http://127.0.0.1:8765/path',
		'http://127.9.9.9',
		'http://[::1]:8765',
	])('%s may carry a token', (url) => {
		expect(urlProblem(url)).toBeUndefined();
	});

	test.each([
		['http://api.weixin.qq.com', 'could be read by others'],
		['http://localhost.example.com', 'could be read by others'],
		['http://127.0.0.1.example.com', 'could be read by others'],
		['http://example.com#127.0.0.1', 'could be read by others'],
		['http://example.com\\@127.0.0.1', 'could be read by others'],
		['http://10.0.0.1', 'could be read by others'],
		['http://[::2]', 'could be read by others'],
		['ftp://127.0.0.1', 'is not an https:// URL'],
		['file:///etc/hosts', 'is not an https:// URL'],
		['https://user@example.com', 'holds a user name or password'],
		['http://:password@127.0.0.1', 'holds a user name or password'],
		['', 'is not a URL'],
		['api.weixin.qq.com', 'is not a URL'],
		['//api.weixin.qq.com', 'is not a URL'],
	])('%s may not', (url, problem) => {
		expect(urlProblem(url)).toContain(problem);
	});

	test('no host of the internet gets a token over http', () => {
		fc.assert(
			fc.property(fc.webUrl({ validSchemes: ['http'], withQueryParameters: true }), (url) => {
				expect(urlProblem(url)).toContain('could be read by others');
			}),
		);
	});
});

describe('settingsProblem', () => {
	test.each<[string, Partial<Account>, RegExp | undefined]>([
		['complete settings', {}, undefined],
		['no App ID', { appId: '' }, /"App ID" of the credential is empty/],
		['no App Secret', { appSecret: '' }, /"App Secret" of the credential is empty/],
		['a base URL over http', { baseUrl: 'http://a.example' }, /"Base URL" .* http:\/\/ URL/],
		[
			'a token server without URL',
			{ issuer: 'centralServer', issuerUrl: '' },
			/"Token Server URL"/,
		],
		['one that was never set', { issuer: 'centralServer', issuerUrl: undefined }, /is not a URL/],
		[
			'a token server, which needs no App ID and App Secret',
			{ issuer: 'centralServer', appId: '', appSecret: '' },
			undefined,
		],
		['a token server URL that is not used', { issuerUrl: 'nowhere' }, undefined],
	])('%s', (_case, changes, message) => {
		const problem = settingsProblem(account(changes));
		expect(problem?.message ?? '').toMatch(message ?? /^$/);
	});
});

describe('redact', () => {
	test('takes secrets out as they are and as they stand in a URL', () => {
		const secret = 'a+b/c=d&e of the tests';
		const text = `x ${secret} y?s=${encodeURIComponent(secret)}&z`;
		expect(redact(text, [secret])).toBe('x [redacted] y?s=[redacted]&z');
	});

	test.each([[undefined], [''], ['ok']])('leaves the text alone for %j', (secret) => {
		expect(redact('it is ok', [secret])).toBe('it is ok');
	});

	test('no secret of eight characters or more is left', () => {
		const secrets = fc.string({ minLength: 8, unit: 'grapheme-ascii' });
		fc.assert(
			fc.property(fc.string(), secrets, fc.string(), (before, secret, after) => {
				fc.pre(!'[redacted]'.includes(secret));
				const clean = redact(before + secret + after, [secret]);
				expect(clean.split('[redacted]').join('\n')).not.toContain(secret);
			}),
		);
	});
});
