import fc from 'fast-check';

import {
	asAccount,
	isTokenDue,
	isUsable,
	openAccount,
	settingsFingerprint,
	settingsIssue,
	toStoredToken,
} from '../../shared/account';
import type { Account } from '../../shared/account';
import { digest } from '../../wechat/secrets';

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
		['issuerSecret', 'another bearer'],
		['baseUrl', 'https://sh.api.weixin.qq.com'],
	])('not after %s was changed', (name, value) => {
		const stored = holding(120 * MINUTE);
		expect(isUsable({ ...stored, [name]: value }, NOW)).toBe(false);
	});

	test.each<[string, Partial<Account>, boolean]>([
		['a token of these settings stays', {}, false],
		['one that was issued for other settings is put aside', { appSecret: 'other' }, true],
		['one that does not tell for whom is put aside', { issuedFor: '' }, true],
	])('openAccount: %s, so that isTokenDue alone tells', (_case, changes, due) => {
		const credentials = { ...holding(120 * MINUTE), ...changes };
		const opened = openAccount(credentials);
		expect(opened).toBe(credentials);
		expect(isTokenDue(opened, NOW)).toBe(due);
		expect(isUsable(opened, NOW)).toBe(!due);
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

describe('toStoredToken', () => {
	test('a token is used until five minutes before its end, a short one for half its life', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 7200 }), (lifetime) => {
				const issued = { accessToken: 'ACCESS_TOKEN', lifetime };
				const stored = account(toStoredToken(issued, account(), NOW));
				const half = Math.floor((lifetime * 1000) / 2);
				const rest = lifetime * 1000 - 5 * MINUTE;
				const inUse = Math.max(half, rest);
				expect(isUsable(stored, NOW + inUse - 1)).toBe(true);
				expect(isUsable(stored, NOW + inUse)).toBe(false);
			}),
		);
	});
});

describe('asAccount', () => {
	test('takes spaces and line ends off the settings, in the object itself', () => {
		const pasted = account({ appId: ' wx1 ', appSecret: 's\n', baseUrl: 'https://a.example ' });
		const read = asAccount(pasted);
		expect(read).toBe(pasted);
		expect(read).toMatchObject({ appId: 'wx1', appSecret: 's', baseUrl: 'https://a.example' });
	});
});

describe('settingsIssue', () => {
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
		[
			'a token server that is asked by App ID, without one',
			{ issuer: 'centralServer', issuerUrl: 'https://t.example/{appId}', appId: '' },
			/"App ID" of the credential is empty/,
		],
		[
			'a token server that is asked by App ID, without App Secret',
			{ issuer: 'centralServer', issuerUrl: 'https://{appId}.t.example/', appSecret: '' },
			undefined,
		],
		[
			'a token server whose host for this App ID is not allowed',
			{
				issuer: 'centralServer',
				issuerUrl: 'https://{appId}.t.example/',
				allowedHttpRequestDomains: 'domains',
				allowedDomains: 'api.weixin.qq.com, other.t.example',
			},
			/wx1234567890abcdef\.t\.example is not among the allowed domains/,
		],
		['a token server URL that is not used', { issuerUrl: 'nowhere' }, undefined],
	])('%s', (_case, changes, message) => {
		const issue = settingsIssue(account(changes));
		expect(issue?.what ?? '').toMatch(message ?? /^$/);
	});
});
