import { CENTRAL_SERVER_PATH } from '../index';
import { Client, RID, withoutRid } from './client';
import { useSimulator } from './useSimulator';

const FIVE_MINUTES = 300;
const TWO_HOURS = 7200;

const simulator = useSimulator({ accounts: [{}, {}], centralServerSecret: 'bearer secret' });
const client = new Client(simulator);

/** errcode of a call under this token; 0 where it works. */
async function tried(token: string): Promise<unknown> {
	const { body } = await client.get('/wxaapi/newtmpl/getcategory', { access_token: token });
	return body.errcode;
}

describe('cgi-bin/token', () => {
	const query = (change: Record<string, string>) => ({
		grant_type: 'client_credential',
		appid: simulator.account.appId,
		secret: simulator.account.appSecret,
		...change,
	});

	it('answers with a token of 7200 seconds and without errcode', async () => {
		const { body, contentType, status } = await client.get('/cgi-bin/token', query({}));
		expect(status).toBe(200);
		expect(contentType).toBe('application/json; encoding=utf-8');
		expect(body).toEqual({
			access_token: expect.stringMatching(/^92_[\w-]{125}$/),
			expires_in: 7200,
		});
	});

	it.each([
		[{ appid: '' }, 41002, 'appid missing'],
		[{ appid: 'test', secret: 'test' }, 40013, 'invalid appid'],
		[{ appid: 'test', grant_type: '' }, 40013, 'invalid appid'],
		[{ grant_type: 'password' }, 40002, 'invalid grant_type'],
		[{ secret: '' }, 41004, 'appsecret missing'],
		[{ secret: 'wrong' }, 40125, 'invalid appsecret'],
	])('refuses %j', async (change, errcode, errmsg) => {
		const { text } = await client.get('/cgi-bin/token', query(change));
		expect(withoutRid(text)).toBe(`{"errcode":${errcode},"errmsg":"${errmsg} rid: ${RID}"}`);
	});

	it('answers 40001 to the secret of another account', async () => {
		const secret = simulator.state.accounts[1].appSecret;
		const { body } = await client.get('/cgi-bin/token', query({ secret }));
		expect(body.errcode).toBe(40001);
	});

	it('keeps the replaced token alive for five minutes', async () => {
		const first = await client.classicToken();
		const second = await client.classicToken();
		expect(second).not.toBe(first);
		expect(await tried(first)).toBe(0);
		simulator.moveClock(FIVE_MINUTES);
		expect(await tried(first)).toBe(40001);
		expect(await tried(second)).toBe(0);
	});

	it('lets a token expire with 42001', async () => {
		const token = await client.classicToken();
		simulator.moveClock(TWO_HOURS - 5);
		expect(await tried(token)).toBe(0);
		simulator.moveClock(5);
		expect(await tried(token)).toBe(42001);
	});

	it('gives 2000 tokens a day', async () => {
		simulator.setQuota('/cgi-bin/token', { perDay: 2 });
		await client.classicToken();
		await client.classicToken();
		const { body } = await client.get('/cgi-bin/token', query({}));
		expect(body.errcode).toBe(45009);
		expect(body.errmsg).toMatch(/^reach max api daily quota limit rid: /);
	});

	it('names the caller that is not on the IP list, and a frozen secret', async () => {
		simulator.account.settings.ipAllowList = ['192.0.2.1'];
		const refused = await client.get('/cgi-bin/token', query({}));
		expect(withoutRid(String(refused.body.errmsg))).toBe(
			`invalid ip 127.0.0.1 ipv6 ::ffff:127.0.0.1, not in whitelist rid: ${RID}`,
		);
		expect(refused.body.errcode).toBe(40164);
		simulator.account.settings.ipAllowList.push('127.0.0.1');
		expect(await tried(await client.classicToken())).toBe(0);
		simulator.account.settings.secretFrozen = true;
		expect((await client.get('/cgi-bin/token', query({}))).body.errcode).toBe(40243);
	});
});

describe('cgi-bin/stable_token', () => {
	it('answers with the same token and less time until five minutes before its end', async () => {
		const first = (await client.stable()).body;
		expect(first.expires_in).toBe(7200);
		simulator.moveClock(TWO_HOURS - FIVE_MINUTES - 5);
		const again = (await client.stable()).body;
		expect(again.access_token).toBe(first.access_token);
		expect(Number(again.expires_in)).toBeLessThanOrEqual(FIVE_MINUTES + 5);
		simulator.moveClock(5);
		const next = (await client.stable()).body;
		expect(next.access_token).not.toBe(first.access_token);
		expect(await tried(String(first.access_token))).toBe(0);
		expect(await tried(String(next.access_token))).toBe(0);
		simulator.moveClock(FIVE_MINUTES);
		expect(await tried(String(first.access_token))).toBe(42001);
	});

	it('kills the old token when forced, at most every 30 seconds and 20 times a day', async () => {
		const first = await client.stableToken();
		let current = await client.stableToken(true);
		expect(await tried(first)).toBe(40001);
		expect(await client.stableToken(true)).toBe(current);
		const seen = new Set([current]);
		for (let i = 0; i < 25; i++) {
			simulator.moveClock(30);
			current = await client.stableToken(true);
			seen.add(current);
		}
		expect(seen.size).toBe(20);
		simulator.moveClock(24 * 60 * 60);
		expect(seen.has(await client.stableToken(true))).toBe(false);
	});

	it('and cgi-bin/token do not disturb each other', async () => {
		const stable = await client.stableToken();
		const classic = await client.classicToken();
		await client.classicToken();
		await client.stableToken(true);
		simulator.moveClock(FIVE_MINUTES - 5);
		expect(await tried(stable)).toBe(40001);
		expect(await tried(classic)).toBe(0);
	});

	it.each([
		['a form', 'grant_type=client_credential&appid=x'],
		['nothing', ''],
		['broken JSON', '{'],
	])('answers 41002 to %s as body', async (_kind, text) => {
		const { body } = await client.call('POST', '/cgi-bin/stable_token', text);
		expect(withoutRid(JSON.stringify(body))).toBe(
			`{"errcode":41002,"errmsg":"appid missing rid: ${RID}"}`,
		);
	});

	it('wants POST', async () => {
		expect((await client.get('/cgi-bin/stable_token')).body.errcode).toBe(43002);
	});
});

describe('revoked tokens', () => {
	it('are replaced by the next stable call', async () => {
		const token = await client.stableToken();
		simulator.revokeTokens();
		expect(await tried(token)).toBe(40001);
		expect(await tried(await client.stableToken())).toBe(0);
	});

	it('can be handed out again until forced', async () => {
		const token = await client.stableToken();
		simulator.revokeTokens({ keepHandingOut: true });
		expect(await client.stableToken()).toBe(token);
		expect(await tried(await client.stableToken(true))).toBe(0);
	});
});

describe('the central token server', () => {
	it('gives a working token to those who know the secret, without calling WeChat', async () => {
		const refused = await client.call('GET', CENTRAL_SERVER_PATH);
		expect(refused.status).toBe(401);
		const headers = { authorization: 'Bearer bearer secret' };
		const { body } = await client.call('GET', CENTRAL_SERVER_PATH, undefined, headers);
		expect(body.expires_in).toBe(7200);
		expect(await tried(String(body.access_token))).toBe(0);
		expect(simulator.calledTimes('/cgi-bin/stable_token')).toBe(0);
		expect(simulator.calledTimes(CENTRAL_SERVER_PATH)).toBe(2);
		const other = `${CENTRAL_SERVER_PATH}?appid=${simulator.state.accounts[1].appId}`;
		expect((await client.call('GET', other, undefined, headers)).status).toBe(200);
		const none = await client.call('GET', `${CENTRAL_SERVER_PATH}?appid=x`, undefined, headers);
		expect(none.status).toBe(404);
	});
});
