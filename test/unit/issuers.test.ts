import { readIssuedToken, tokenRequest } from '../../wechat/issuers';
import type { IssuerSettings } from '../../wechat/issuers';

const settings: IssuerSettings = {
	appId: 'wx1234567890abcdef',
	appSecret: 'secret-of-the-tests',
	issuer: 'stable',
	issuerUrl: 'https://tokens.example.com/wechat?app=1',
	issuerSecret: 'bearer-of-the-tests',
	baseUrl: 'https://api.weixin.qq.com',
};

describe('tokenRequest', () => {
	const { appId, appSecret } = settings;
	const account = (changes: Partial<IssuerSettings> = {}): IssuerSettings => ({
		...settings,
		...changes,
	});

	test.each([true, false])('stable, forced %s', (forced) => {
		expect(tokenRequest(account(), forced)).toEqual({
			method: 'POST',
			url: 'https://api.weixin.qq.com/cgi-bin/stable_token',
			json: {
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

describe('a central server for several accounts', () => {
	const urlFor = (issuerUrl: string, appId = 'wx1234567890abcdef') =>
		tokenRequest({ ...settings, issuer: 'centralServer', issuerUrl, appId }, false).url;

	test.each([
		['https://t.example/{appId}/token', 'https://t.example/wx1234567890abcdef/token'],
		[
			'https://t.example/?app={appId}&again={appId}',
			'https://t.example/?app=wx1234567890abcdef&again=wx1234567890abcdef',
		],
		['https://t.example/{appid}', 'https://t.example/{appid}'],
		['https://t.example/', 'https://t.example/'],
	])('%s becomes %s', (issuerUrl, url) => {
		expect(urlFor(issuerUrl)).toBe(url);
	});

	test('gets an App ID that cannot change the URL', () => {
		expect(urlFor('https://t.example/{appId}', '../a?b=$&#c')).toBe(
			'https://t.example/..%2Fa%3Fb%3D%24%26%23c',
		);
	});
});

describe('readIssuedToken', () => {
	const read = (body: object) => readIssuedToken(JSON.stringify(body));

	test("takes WeChat's documented answer", () => {
		expect(read({ access_token: 'ACCESS_TOKEN', expires_in: 7200 })).toEqual({
			token: { accessToken: 'ACCESS_TOKEN', lifetime: 7200 },
		});
	});

	test('takes the token as a third-party platform gets it', () => {
		expect(
			read({
				authorizer_access_token: 'AUTHORIZER_TOKEN',
				expires_in: 7200,
				authorizer_refresh_token: 'REFRESH_TOKEN',
			}),
		).toEqual({ token: { accessToken: 'AUTHORIZER_TOKEN', lifetime: 7200 } });
		expect(
			read({ access_token: 'A', authorizer_access_token: 'B', expires_in: 7200 }),
		).toMatchObject({ token: { accessToken: 'A' } });
	});

	test("takes the document's refusal", () => {
		expect(read({ errcode: 40013, errmsg: 'invalid appid' })).toEqual({
			refusal: { errcode: 40013, errmsg: 'invalid appid' },
		});
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
		expect(() => readIssuedToken(text)).toThrow(message);
	});
});
