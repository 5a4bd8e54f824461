import type { IDataObject } from 'n8n-workflow';

import { CENTRAL_SERVER_PATH } from '../../simulator';
import { useStarted } from '../../simulator/test/useSimulator';
import { messagesPer, subscribers } from '../support/recipients';
import { jsonsOf, useTappedHarness } from '../support/tappedHarness';
import { Wire } from '../support/wire';
import type { Answerer, WireAnswer } from '../support/wire';

const CLASSIC = '/cgi-bin/token';
const STABLE = '/cgi-bin/stable_token';
const SEND = '/cgi-bin/message/subscribe/send';
const BEARER = 'bearer of the tests';

const harness = useTappedHarness({ centralServerSecret: BEARER, now: () => Date.now() });
const server = useStarted(async () => await Wire.start(() => undefined));
let templateId: string;
/** Seconds by which the clock of this machine runs ahead. */
let ahead: number;

beforeEach(async () => {
	ahead = 0;
	const now = Date.now.bind(Date);
	jest.spyOn(Date, 'now').mockImplementation(() => now() + ahead * 1000);
	templateId = await harness.addSubscribeTemplate();
	harness.wire.forget();
});
afterEach(() => jest.restoreAllMocks());

function change(data: IDataObject): void {
	const { credentials } = harness.engine;
	const { id } = harness.credential;
	credentials.update(id, { ...credentials.read(id).data, ...(data as Record<string, string>) });
}

const send = async (items = subscribers(harness, templateId)) =>
	await harness.run(harness.sendParameters(templateId), items);

const sends = (): number => harness.wire.to(SEND).length;

describe('the standard token', () => {
	beforeEach(() => change({ issuer: 'standard' }));

	test('is asked for once as the document does', async () => {
		jsonsOf(await send());
		jsonsOf(await send());
		const { appId, appSecret } = harness.simulator.account;
		const { method, query } = harness.wire.only(CLASSIC);
		expect({ method, query }).toEqual({
			method: 'GET',
			query: { grant_type: 'client_credential', appid: appId, secret: appSecret },
		});
		expect(harness.wire.to(STABLE)).toEqual([]);
	});

	test('is renewed when another program has taken it over', async () => {
		jsonsOf(await send());
		// The other program's token ends ours after an overlap of five minutes.
		harness.simulator.account.tokens.issueClassic();
		harness.simulator.moveClock(301);
		const items = subscribers(harness, templateId);
		const before = messagesPer(harness, items)[0];

		jsonsOf(await send(items));

		expect(harness.wire.to(CLASSIC)).toHaveLength(2);
		expect(messagesPer(harness, items)[0] - before).toBe(1);
	});

	test('is refused with its cause', async () => {
		change({ appId: 'wx0000000000000000' });
		expect((await send()).error).toMatchObject({ httpCode: '40013' });
		expect(sends()).toBe(0);
	});
});

describe('a central token server', () => {
	/** The server hands out the account's own token, with another lifetime where given. */
	const handOut =
		(lifetime?: number): Answerer =>
		() => {
			const { access_token: token, expires_in: left } =
				harness.simulator.account.tokens.issueStable();
			return {
				body: JSON.stringify({ access_token: token, expires_in: lifetime ?? left }),
			};
		};

	beforeEach(() => {
		server.answer = handOut();
		change({ issuer: 'centralServer', issuerUrl: `${server.url}/tokens?app=shop` });
	});

	test("is asked with its own URL, and WeChat's token endpoints are left alone", async () => {
		change({ appId: '', appSecret: '' });
		jsonsOf(await send());
		jsonsOf(await send());
		expect(server.requests).toEqual([
			expect.objectContaining({
				method: 'GET',
				path: '/tokens',
				query: { app: 'shop' },
				authorization: undefined,
				body: '',
			}),
		]);
		expect(harness.wire.to(STABLE).concat(harness.wire.to(CLASSIC))).toEqual([]);
	});

	test('has the tokens of several Mini Programs, as a third-party platform gets them', async () => {
		const { access_token: token, expires_in } = harness.simulator.account.tokens.issueStable();
		server.answer = () => ({
			body: JSON.stringify({ authorizer_access_token: token, expires_in }),
		});
		change({ issuerUrl: `${server.url}/{appId}/token`, appSecret: '' });
		jsonsOf(await send());
		expect(server.requests.map(({ path }) => path)).toEqual([
			`/${harness.simulator.account.appId}/token`,
		]);
		expect(harness.wire.to(STABLE).concat(harness.wire.to(CLASSIC))).toEqual([]);
	});

	test.each([
		[61003, 'The Mini Program has not authorized the third-party platform'],
		[61004, 'WeChat does not accept calls of the third-party platform from this IP address'],
		[61005, 'The ticket of the third-party platform has expired'],
		[61006, 'WeChat does not accept the ticket of the third-party platform'],
		[61007, 'The Mini Program has not granted this API to the third-party platform'],
		[61011, 'WeChat does not know the third-party platform'],
		[61023, 'WeChat does not accept the refresh token of the authorization'],
	])('of a platform that passes on %i: %s', async (errcode, what) => {
		server.answer = () => ({ body: JSON.stringify({ errcode, errmsg: 'refused' }) });
		const { error } = await send();
		expect(error).toMatchObject({ message: expect.stringContaining(what) as string });
		expect(sends()).toBe(0);
	});

	test('gets the secret as a bearer token', async () => {
		change({ issuerUrl: harness.simulator.url + CENTRAL_SERVER_PATH, issuerSecret: BEARER });
		jsonsOf(await send());
		expect(harness.simulator.calledTimes(CENTRAL_SERVER_PATH)).toBe(1);
	});

	test('that wants another secret is named, without the secret', async () => {
		server.answer = () => ({ status: 401, body: `{"error":"unknown secret ${BEARER}"}` });
		change({ issuerSecret: BEARER });
		const { error } = await send();
		expect(server.requests[0].authorization).toBe(`Bearer ${BEARER}`);
		expect(error?.message).toContain('answered HTTP 401');
		expect(JSON.stringify(error)).not.toContain(BEARER);
	});

	test('whose tokens live for 100 seconds is asked again after half of that', async () => {
		server.answer = handOut(100);
		jsonsOf(await send());
		ahead = 45;
		jsonsOf(await send());
		expect(server.requests).toHaveLength(1);
		ahead = 55;
		jsonsOf(await send());
		expect(server.requests).toHaveLength(2);
	});

	test('is asked again when WeChat rejects its token', async () => {
		jsonsOf(await send());
		harness.simulator.revokeTokens();
		jsonsOf(await send());
		expect(server.requests).toHaveLength(2);
	});

	test('that hands out the rejected token again is not asked a third time', async () => {
		harness.simulator.revokeTokens({ keepHandingOut: true });
		const { error } = await send();
		expect(error).toMatchObject({ httpCode: '40001' });
		expect(server.requests).toHaveLength(2);
		expect(sends()).toBe(2);
	});

	test.each<[string, WireAnswer, RegExp]>([
		['with a web page', { body: '<html>Sign in</html>' }, /holds no token: it is not JSON/],
		['with nothing', { body: '' }, /holds no token: it is empty/],
		['with a list', { body: '[]' }, /holds no token: it is not a JSON object/],
		['without a token', { body: '{"expires_in":7200}' }, /"access_token" is missing/],
		['without a lifetime', { body: '{"access_token":"abc"}' }, /"expires_in" is not a count/],
		['with HTTP 404', { status: 404, body: '{"error":"unknown"}' }, /answered HTTP 404/],
		['with HTTP 403', { status: 403 }, /answered HTTP 403/],
		["with WeChat's words", { body: '{"errcode":40125,"errmsg":"invalid appsecret"}' }, /Secret/],
	])('that answers %s is named, with what to check', async (_case, answer, message) => {
		server.answer = () => answer;
		const { error } = await send();
		expect(error?.message).toMatch(message);
		expect(error).toMatchObject({ description: expect.stringMatching(/credential/) });
		expect(JSON.stringify(error)).not.toContain('app=shop');
		expect(sends()).toBe(0);
		expect(server.requests).toHaveLength(1);
	});

	test('that redirects is not followed', async () => {
		server.answer = ({ path }) =>
			path === '/tokens' ? { status: 302, headers: { location: `${server.url}/other` } } : {};
		const { error } = await send();
		expect(error?.message).toContain('answered HTTP 302');
		expect(server.to('/other')).toEqual([]);
	});

	test('that has trouble for a moment is asked again', async () => {
		let answers = 0;
		const handOutNow = handOut();
		server.answer = async (request) =>
			answers++ === 0 ? { status: 503 } : await handOutNow(request);
		jsonsOf(await send());
		expect(server.requests).toHaveLength(2);
	});

	test('that stays in trouble ends the run after four attempts', async () => {
		server.answer = () => ({ status: 500, body: 'oops' });
		const { error } = await send();
		expect(error?.message).toContain('answered HTTP 500');
		expect(server.requests).toHaveLength(4);
		expect(sends()).toBe(0);
	});

	test('that cannot be reached ends the run, with what to check', async () => {
		const { port } = new URL(server.url);
		await server.stop();
		const { error } = await send();
		expect(error?.message).toContain(`127.0.0.1:${port} refused the connection`);
		expect(error).toMatchObject({ description: expect.stringContaining('credential') });
	});

	test.each([
		['empty', '', /"Token Server URL" of the credential is not a URL/],
		['http to a foreign host', 'http://tokens.example.com/', /could be read by others/],
		['with a password', 'https://user:pass@tokens.example.com/', /holds a user name or password/],
	])('whose URL is %s is not asked', async (_case, issuerUrl, message) => {
		change({ issuerUrl });
		const { error } = await send();
		expect(error?.message).toMatch(message);
		expect(sends()).toBe(0);
	});
});
