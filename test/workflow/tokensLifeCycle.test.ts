/* eslint-disable @n8n/community-nodes/no-hardcoded-secrets -- made-up values of a local server */
import type { RunResult } from '../../engine';
import { errorCodes } from '../../wechat/errorCodes';
import { NODE } from '../support/harness';
import { messagesPer, subscribers } from '../support/recipients';
import { jsonsOf, useTappedHarness } from '../support/tappedHarness';
import { together } from '../support/wire';

const TOKEN = '/cgi-bin/stable_token';
const SEND = '/cgi-bin/message/subscribe/send';
const HOUR = 3600;

const harness = useTappedHarness({ accounts: [{}, {}], now: () => Date.now() });
let templateId: string;
/** Seconds by which the clock of this machine runs ahead, for n8n and WeChat alike. */
let ahead: number;

beforeEach(async () => {
	ahead = 0;
	const now = Date.now.bind(Date);
	jest.spyOn(Date, 'now').mockImplementation(() => now() + ahead * 1000);
	templateId = await harness.addSubscribeTemplate();
});
afterEach(() => jest.restoreAllMocks());

const tokenCalls = (): number => harness.wire.to(TOKEN).length;

/** Whether each token call was a forced one, oldest first. */
const forced = (): boolean[] =>
	harness.wire
		.to(TOKEN)
		.map(({ body }) => (JSON.parse(body) as { force_refresh: boolean }).force_refresh);

const stored = () => harness.engine.credentials.read(harness.credential.id).data;

const change = (data: Record<string, string>): void =>
	harness.engine.credentials.update(harness.credential.id, { ...stored(), ...data });

/** No token is stored, and none was issued in the last minute. */
const coldStart = (): void => {
	ahead += 60;
	change({ accessToken: '' });
};

const send = async (
	items = subscribers(harness, templateId),
	concurrency = 10,
): Promise<RunResult> =>
	await harness.run(harness.sendParameters(templateId, { concurrency }), items);

describe('the stored token', () => {
	test('is asked for once, kept with its expiry, and used by every later run', async () => {
		expect(tokenCalls()).toBe(1);
		const { accessToken, n8n_expires_at: expiresAt, issuedFor } = stored();
		expect(accessToken).toMatch(/^92_/);
		expect(Math.abs(Number(expiresAt) - Date.now() - 2 * HOUR * 1000)).toBeLessThan(60_000);
		expect(issuedFor).toMatch(/^[0-9a-f]{64}$/);

		for (let run = 0; run < 3; run++) jsonsOf(await send());

		expect(tokenCalls()).toBe(1);
		expect(stored().accessToken).toBe(accessToken);
		expect(harness.wire.to(SEND).map(({ query }) => query.access_token)).toEqual([
			accessToken,
			accessToken,
			accessToken,
		]);
	});

	test('asks for the stable token without force', async () => {
		const { appId, appSecret } = harness.simulator.account;
		const { method, contentType, body } = harness.wire.only(TOKEN);
		expect({ method, contentType }).toEqual({ method: 'POST', contentType: 'application/json' });
		expect(JSON.parse(body)).toEqual({
			grant_type: 'client_credential',
			appid: appId,
			secret: appSecret,
			force_refresh: false,
		});
	});

	test('is renewed once it has ended', async () => {
		const first = stored().accessToken;
		ahead = 2 * HOUR + 1;
		jsonsOf(await send());
		expect(tokenCalls()).toBe(2);
		expect(stored().accessToken).not.toBe(first);
	});

	test.each([
		[6 * 60, 1],
		[4 * 60, 2],
		[-1, 2],
	])('with %i seconds left makes %i token calls in all', async (left, calls) => {
		change({ n8n_expires_at: String(Date.now() + left * 1000) });
		jsonsOf(await send());
		expect(tokenCalls()).toBe(calls);
	});

	test.each([['missing', ''], ['unreadable', 'soon'] as const])(
		'with an expiry that is %s is not used',
		async (_case, expiresAt) => {
			change({ n8n_expires_at: expiresAt });
			jsonsOf(await send());
			expect(tokenCalls()).toBe(2);
		},
	);

	test("does not depend on WeChat's clock", async () => {
		harness.simulator.moveClock(-24 * HOUR);
		coldStart();
		jsonsOf(await send());
		jsonsOf(await send());
		expect(tokenCalls()).toBe(2);
	});

	test('is not used for another account whose settings were entered', async () => {
		const [, other] = harness.simulator.state.accounts;
		const first = stored().accessToken;
		change({ appId: other.appId, appSecret: other.appSecret });

		const { error } = await send();

		// The user of one account is a stranger to the other.
		expect(error).toMatchObject({ httpCode: '40003' });
		expect(tokenCalls()).toBe(2);
		expect(stored().accessToken).not.toBe(first);
		expect(other.tokens.check(String(stored().accessToken))).toBe('valid');
	});

	test('is not used after the secret was changed to a wrong one', async () => {
		change({ appSecret: '0'.repeat(32) });
		const { error } = await send();
		expect(error).toMatchObject({
			httpCode: '40125',
			message: expect.stringMatching(/App ?Secret/),
		});
		expect(harness.simulator.calledTimes(SEND)).toBe(0);
		expect(tokenCalls()).toBe(2);
	});

	test('is explained by the App Secret when the token endpoint answers 40001, under that code', async () => {
		harness.simulator.order({ kind: 'errcode', errcode: 40001, path: TOKEN });
		change({ appSecret: '1'.repeat(32) });
		const { error } = await send();
		expect(error).toMatchObject({
			httpCode: '40001',
			message: errorCodes[40125].what,
			description: expect.stringContaining("WeChat's answer: 40001 "),
		});
	});

	test('that takes longer to renew than the Timeout leaves no doubt: each message is sent once', async () => {
		change({ n8n_expires_at: String(Date.now() - 1) });
		harness.simulator.order({ kind: 'delay', path: TOKEN, milliseconds: 3500 });
		const parameters = harness.sendParameters(templateId, { timeout: 2 });
		const items = subscribers(harness, templateId, 2);
		const { error } = await harness.run(parameters, items);
		expect(error).toBeUndefined();
		expect(messagesPer(harness, items)).toEqual([1, 1]);
	});

	test('that n8n cannot store means that nothing was sent, and is told so', async () => {
		change({ accessToken: '' });
		const update = jest.spyOn(harness.engine.credentials, 'update');
		update.mockImplementation(() => {
			throw new Error('SQLITE_BUSY: database is locked');
		});
		const { error } = await send();
		expect(error).toMatchObject({
			message: expect.stringContaining('was not called'),
			description: expect.stringContaining('Nothing was sent'),
		});
		expect(harness.wire.to(SEND)).toHaveLength(0);
	});

	test('leaves a setting that is an expression as it is', async () => {
		const { appId, appSecret } = harness.simulator.account;
		const expressions = {
			appId: `={{ "${appId.slice(0, 5)}" + "${appId.slice(5)}" }}`,
			appSecret: `={{ "${appSecret.slice(0, 5)}" + "${appSecret.slice(5)}" }}`,
		};
		change(expressions);
		coldStart();
		jsonsOf(await send());
		jsonsOf(await send());
		expect(stored()).toMatchObject(expressions);
		expect(stored().accessToken).toMatch(/^92_/);
		expect(tokenCalls()).toBe(2);
	});
});

describe('a token that WeChat rejects in an answer with HTTP 200', () => {
	test.each<[number, () => void]>([
		[40001, () => harness.simulator.revokeTokens()],
		[42001, () => harness.simulator.moveClock(2 * HOUR)],
		[
			40014,
			() => {
				harness.simulator.revokeTokens();
				harness.simulator.order({ kind: 'errcode', errcode: 40014, path: SEND });
			},
		],
	])('with %i is renewed once, and the message sent once', async (errcode, reject) => {
		const items = subscribers(harness, templateId);
		const first = stored().accessToken;
		reject();

		expect(jsonsOf(await send(items))).toEqual([expect.objectContaining({ errcode: 0 })]);

		expect(harness.simulator.calls.filter(({ path }) => path === SEND)).toEqual([
			expect.objectContaining({ errcode }),
			expect.objectContaining({ errcode: 0 }),
		]);
		expect(forced()).toEqual([false, false]);
		expect(messagesPer(harness, items)).toEqual([1]);
		expect(stored().accessToken).not.toBe(first);
		jsonsOf(await send());
		expect(tokenCalls()).toBe(2);
	});

	test('twice ends the call, with what to look for', async () => {
		harness.simulator.order({ kind: 'errcode', errcode: 40001, path: SEND, times: 2 });
		const { error } = await send();
		expect(harness.simulator.calledTimes(SEND)).toBe(2);
		expect(harness.simulator.delivered).toEqual([]);
		expect(error).toMatchObject({
			httpCode: '40001',
			message: expect.stringMatching(/rejected the access token/),
			description: expect.stringContaining('no other program'),
		});
	});

	test('and hands out again is refreshed by force, once', async () => {
		harness.simulator.revokeTokens({ keepHandingOut: true });
		const items = subscribers(harness, templateId);
		jsonsOf(await send(items));
		expect(forced()).toEqual([false, false, true]);
		expect(messagesPer(harness, items)).toEqual([1]);
	});

	test('is not refreshed by force again within 30 seconds', async () => {
		harness.simulator.revokeTokens({ keepHandingOut: true });
		jsonsOf(await send());

		harness.simulator.revokeTokens({ keepHandingOut: true });
		const { error } = await send();
		expect(error).toMatchObject({ httpCode: '40001' });
		expect(forced()).toEqual([false, false, true, false]);

		ahead = 31;
		jsonsOf(await send());
		expect(forced().filter(Boolean)).toHaveLength(2);
	});

	test.each([
		['', {}, 1],
		[' and goes on handing out', { keepHandingOut: true }, 2],
	])('for twenty items at once%s is renewed once for all', async (_case, how, calls) => {
		const items = subscribers(harness, templateId, 20);
		harness.wire.answer = together(harness.wire.answer, SEND, 20);
		harness.simulator.revokeTokens(how);

		const sent = jsonsOf(await send(items, 20));

		expect(harness.simulator.calledTimes(SEND)).toBe(40);
		expect(sent.map(({ touser }) => touser)).toEqual(items.map(({ openId }) => openId));
		expect(tokenCalls()).toBe(1 + calls);
		expect(messagesPer(harness, items)).toEqual(Array.from({ length: 20 }, () => 1));
	});

	test('in the middle of a run costs one renewal', async () => {
		const items = subscribers(harness, templateId, 30);
		harness.simulator.order({ kind: 'revokeToken', path: SEND, skip: 15 });
		expect(jsonsOf(await send(items, 5))).toHaveLength(30);
		expect(tokenCalls()).toBe(2);
		expect(messagesPer(harness, items)).toEqual(Array.from({ length: 30 }, () => 1));
	});
});

describe('executions that read the row before a renewal was stored', () => {
	test('get its token', async () => {
		const { accessToken } = stored();
		for (let execution = 0; execution < 3; execution++) {
			change({ accessToken: '' });
			jsonsOf(await send());
		}
		expect(tokenCalls()).toBe(1);
		expect(stored().accessToken).toBe(accessToken);
	});

	test('and saw the old token rejected get the new one', async () => {
		const old = stored();
		harness.simulator.revokeTokens();
		for (let execution = 0; execution < 3; execution++) {
			change({ accessToken: String(old.accessToken) });
			jsonsOf(await send());
		}
		expect(tokenCalls()).toBe(2);
	});

	test('replace it once WeChat rejects it', async () => {
		change({ accessToken: '' });
		harness.simulator.revokeTokens();
		jsonsOf(await send());
		expect(tokenCalls()).toBe(2);
	});
});

describe('a cold start', () => {
	beforeEach(() => coldStart());

	test('with twenty items at once makes one token call', async () => {
		harness.simulator.setLatency(30);
		expect(jsonsOf(await send(subscribers(harness, templateId, 20), 20))).toHaveLength(20);
		expect(tokenCalls()).toBe(2);
	});

	test('of ten executions at once makes one token call', async () => {
		harness.simulator.setLatency(30);
		const items = subscribers(harness, templateId, 10);
		const runs = await Promise.all(items.map(async (item) => await send([item])));
		expect(runs.flatMap(jsonsOf)).toHaveLength(10);
		expect(tokenCalls()).toBe(2);
	});

	test('that fails tries no further item, and names the cause for each', async () => {
		harness.simulator.account.settings.secretFrozen = true;
		const result = await harness.run(
			harness.sendParameters(templateId),
			subscribers(harness, templateId, 20),
			{ onError: 'continueRegularOutput' },
		);
		expect(tokenCalls()).toBe(2);
		expect(harness.simulator.calledTimes(SEND)).toBe(0);
		const records = result.items(NODE).map(({ json }) => json);
		expect(records).toHaveLength(20);
		expect(records[0]).toMatchObject({
			error: expect.stringMatching(/App ?Secret is frozen/),
			details: { errcode: 40243 },
		});
		expect(records[19].error).toMatch(/App ?Secret is frozen/);
	});
});
