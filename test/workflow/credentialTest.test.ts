import type { CredentialTestResult } from '../../engine';
import { CENTRAL_SERVER_PATH } from '../../simulator';
import { jsonsOf, useTappedHarness } from '../support/tappedHarness';
import { subscribers } from '../support/recipients';

const STABLE = '/cgi-bin/stable_token';
const PROBE = '/cgi-bin/get_api_domain_ip';
const PASSED: CredentialTestResult = { status: 'OK', message: 'Connection successful!' };

const harness = useTappedHarness();

const stored = () => harness.engine.credentials.read(harness.credential.id).data;

const change = (data: Record<string, string>): void =>
	harness.engine.credentials.update(harness.credential.id, { ...stored(), ...data });

const probe = async (): Promise<CredentialTestResult> =>
	await harness.engine.testCredential(harness.credential.id);

/** Nothing that must stay secret, and no URL with its query. */
function expectNoSecret(text: string): void {
	const { appSecret, accessToken } = stored();
	for (const secret of [appSecret, accessToken].filter(Boolean)) {
		expect(text).not.toContain(String(secret));
	}
	expect(text).not.toMatch(/\?\S*=/);
}

test.each([
	['stable', STABLE],
	['standard', '/cgi-bin/token'],
])('passes with the %s token, which the next test uses again', async (issuer, tokenPath) => {
	change({ issuer });
	expect(await probe()).toEqual(PASSED);
	expect(await probe()).toEqual(PASSED);
	expect(harness.wire.requests.map(({ path }) => path)).toEqual([tokenPath, PROBE, PROBE]);
	expect(harness.wire.to(PROBE)[0].query.access_token).toBe(stored().accessToken);
});

test('passes with a central token server and a base URL that ends in slashes', async () => {
	const issuerUrl = harness.simulator.url + CENTRAL_SERVER_PATH;
	change({ issuer: 'centralServer', issuerUrl, baseUrl: `${harness.wire.url}//` });
	expect(await probe()).toEqual(PASSED);
	expect(harness.wire.requests.map(({ path }) => path)).toEqual([PROBE]);
});

/** What is wrong, how it comes about, and what the message must say of cause and remedy. */
const failures: Array<[string, () => void, RegExp[]]> = [
	[
		'the App ID (40013)',
		() => change({ appId: 'wx0000000000000000' }),
		[/App ?ID/, /18 characters/, /开发者ID/],
	],
	[
		'the App Secret (40125)',
		() => change({ appSecret: '0'.repeat(32) }),
		[/App ?Secret/, /only the new one works/],
	],
	[
		'the App Secret (40001, with its words of today)',
		() => harness.simulator.order({ kind: 'errcode', errcode: 40001, path: STABLE }),
		[/App ?Secret/, /only the new one works/],
	],
	[
		'the IP address (40164)',
		() => (harness.simulator.account.settings.ipAllowList = ['203.0.113.7']),
		[/IP address 127\.0\.0\.1/, /IP白名单/],
	],
	[
		'a frozen secret (40243)',
		() => (harness.simulator.account.settings.secretFrozen = true),
		[/is frozen/, /Unfreeze/],
	],
	[
		'WeChat, which is busy (-1)',
		() => harness.simulator.order({ kind: 'errcode', errcode: -1, path: STABLE, times: 4 }),
		[/WeChat is busy/, /Wait a minute/],
	],
	[
		'a host that cannot be reached',
		() => change({ baseUrl: 'http://127.0.0.1:1' }),
		[/127\.0\.0\.1:1 refused the connection/, /Check the address in the credential/],
	],
	[
		'http to a foreign host',
		() => change({ baseUrl: 'http://api.weixin.qq.com' }),
		[/"Base URL".*http:\/\/ URL.*read by others/, /https:\/\/api\.weixin\.qq\.com/],
	],
	['no URL', () => change({ baseUrl: 'api.weixin.qq.com' }), [/"Base URL".*is not a URL/]],
	['an empty URL', () => change({ baseUrl: '' }), [/"Base URL".*is not a URL/]],
	['another protocol', () => change({ baseUrl: 'ftp://127.0.0.1' }), [/is not an https:\/\/ URL/]],
	['an empty App ID', () => change({ appId: '' }), [/"App ID".*is empty/]],
	['an empty App Secret', () => change({ appSecret: '' }), [/"App Secret".*is empty/]],
	[
		'a token endpoint that is a web page',
		() => harness.simulator.order({ kind: 'body', body: '<html>hello</html>', path: STABLE }),
		[/not JSON/, /"access_token"/],
	],
	[
		'a token server that answers rubbish',
		() =>
			change({
				issuer: 'centralServer',
				issuerUrl: `${harness.simulator.url}${CENTRAL_SERVER_PATH}?appid=wx0`,
			}),
		[/token server 127\.0\.0\.1:\d+ answered HTTP 404/, /address and the secret/],
	],
	[
		'a base URL behind which there is no WeChat',
		() => {
			const issuerUrl = harness.simulator.url + CENTRAL_SERVER_PATH;
			change({ issuer: 'centralServer', issuerUrl });
			harness.simulator.order({ kind: 'body', body: '<html>hello</html>', path: PROBE });
		},
		[/Base URL.*did not answer as WeChat/, /https:\/\/api\.weixin\.qq\.com/],
	],
	[
		'an account that may not call (50002)',
		() => harness.simulator.order({ kind: 'errcode', errcode: 50002, path: PROBE }),
		[/restricted the account/],
	],
	[
		'a code that nobody knows',
		() => harness.simulator.order({ kind: 'errcode', errcode: 99999, path: PROBE }),
		[/did not answer as WeChat/],
	],
];

test.each(failures)('fails for %s, with cause and remedy', async (_case, spoil, words) => {
	spoil();
	const { status, message } = await probe();
	expect(status).toBe('Error');
	for (const word of words) expect(message).toMatch(word);
	expectNoSecret(message);
});

test('says how to get a new token when the stored one has died, and that works', async () => {
	const templateId = await harness.addSubscribeTemplate();
	harness.simulator.revokeTokens();

	const { status, message } = await probe();
	expect(status).toBe('Error');
	expect(message).toMatch(/rejected the stored access token.*Run a workflow/);
	expectNoSecret(message);

	jsonsOf(await harness.run(harness.sendParameters(templateId), subscribers(harness, templateId)));
	expect(await probe()).toEqual(PASSED);
});

test('asks for a new token when the settings were changed', async () => {
	expect(await probe()).toEqual(PASSED);
	const { accessToken } = stored();
	change({ appSecret: '0'.repeat(32) });
	expect((await probe()).status).toBe('Error');
	change({ appSecret: harness.simulator.account.appSecret, issuer: 'standard' });
	expect(await probe()).toEqual(PASSED);
	expect(stored().accessToken).not.toBe(accessToken);
});
