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

describe('readIssuedToken', () => {
	const read = (body: object) => readIssuedToken(JSON.stringify(body));

	test("takes WeChat's documented answer", () => {
		expect(read({ access_token: 'ACCESS_TOKEN', expires_in: 7200 })).toEqual({
			token: { accessToken: 'ACCESS_TOKEN', lifetime: 7200 },
		});
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
