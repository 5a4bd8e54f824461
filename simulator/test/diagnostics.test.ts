import { Client } from './client';
import { useSimulator } from './useSimulator';

const SEND = '/cgi-bin/message/subscribe/send';

const simulator = useSimulator({ accounts: [{ payment: true }, {}] });
const client = new Client(simulator);
let token: string;

beforeEach(async () => {
	token = await client.stableToken();
});

const post = async (path: string, body: unknown) =>
	(await client.post(`/cgi-bin/${path}`, body, token)).body;

describe('quotas', () => {
	const quota = async (cgi_path: string) => await post('openapi/quota/get', { cgi_path });

	it('are shown with what is used', async () => {
		await client.post(SEND, {}, token);
		expect(await quota(SEND)).toEqual({
			errcode: 0,
			errmsg: 'ok',
			quota: { daily_limit: 30_000_000, used: 1, remain: 29_999_999 },
		});
		expect(await quota('/cgi-bin/stable_token')).toMatchObject({
			quota: { daily_limit: 500_000, used: 1 },
			rate_limit: { call_count: 10_000, refresh_second: 60 },
		});
	});

	it.each([
		['/cgi-bin/nowhere', 76021, 'cgi_path not found, please check'],
		['/sns/jscode2session', 76022, 'could not use this cgi_path，no permission'],
	])('are not shown for %s', async (path, errcode, errmsg) => {
		const body = await quota(path);
		expect(body.errcode).toBe(errcode);
		expect(body.errmsg).toMatch(`${errmsg} rid: `);
	});

	it('are cleared ten times a month', async () => {
		simulator.setQuota(SEND, { perDay: 1 });
		await client.post(SEND, {}, token);
		expect((await client.post(SEND, {}, token)).body.errcode).toBe(45009);
		const { appId } = simulator.account;
		expect(await post('clear_quota', { appid: appId })).toEqual({ errcode: 0, errmsg: 'ok' });
		expect((await client.post(SEND, {}, token)).body.errcode).toBe(40003);
		for (let i = 1; i < 10; i++) await post('clear_quota', { appid: appId });
		expect((await post('clear_quota', { appid: appId })).errcode).toBe(48006);
		expect((await post('clear_quota', { appid: 'x' })).errcode).toBe(40013);
	});
});

describe('rids', () => {
	const failed = async (): Promise<string> => {
		const { body } = await client.post(SEND, { touser: 'x' }, token);
		return String(body.errmsg).slice(-26);
	};

	it('lead to the request, without its token', async () => {
		const rid = await failed();
		const { errcode, request } = await post('openapi/rid/get', { rid });
		expect(errcode).toBe(0);
		expect(request).toEqual({
			invoke_time: parseInt(rid.slice(0, 8), 16),
			cost_in_ms: expect.any(Number),
			request_url: `access_token=${token.slice(0, 8)}xxxx`,
			request_body: '{"touser":"x"}',
			response_body: `{"errcode":40003,"errmsg":"invalid openid rid: ${rid}"}`,
			client_ip: '127.0.0.1',
		});
	});

	it('are refused when malformed, unknown, of another account or too old', async () => {
		const rid = await failed();
		expect((await post('openapi/rid/get', { rid: 'x' })).errcode).toBe(76002);
		const now = Math.floor(Date.now() / 1000).toString(16);
		expect((await post('openapi/rid/get', { rid: `${now}-00000000-00000000` })).errcode).toBe(
			76001,
		);
		const other = simulator.state.accounts[1].tokens.issueStable().access_token;
		const { body } = await client.post('/cgi-bin/openapi/rid/get', { rid }, other);
		expect(body.errcode).toBe(76003);
		simulator.moveClock(8 * 24 * 60 * 60);
		token = await client.stableToken();
		expect((await post('openapi/rid/get', { rid })).errcode).toBe(76004);
	});
});

describe('addresses', () => {
	it.each(['get_api_domain_ip', 'getcallbackip'])('%s lists them without errcode', async (name) => {
		const { body } = await client.get(`/cgi-bin/${name}`, { access_token: token });
		expect(Object.keys(body)).toEqual(['ip_list']);
		expect(body.ip_list).toContainEqual(expect.stringMatching(/^\d+\.\d+\.\d+\.\d+/));
	});
});

describe('callback/check', () => {
	const check = async (body: object) =>
		(await client.post('/cgi-bin/callback/check', body, token)).body;

	it('tells how the callback URL is reached', async () => {
		simulator.setPush({ url: simulator.url, token: 'AAAAA', mode: 'plaintext', format: 'json' });
		const dns = [{ ip: '127.0.0.1', real_operator: 'UNICOM' }];
		const ping = [
			{ ip: '127.0.0.1', from_operator: 'UNICOM', package_loss: '0%', time: '23.079ms' },
		];
		expect(await check({ action: 'all', check_operator: 'UNICOM' })).toEqual({ dns, ping });
		expect(await check({ action: 'dns', check_operator: 'UNICOM' })).toEqual({ dns });
		expect(await check({ action: 'ping', check_operator: 'UNICOM' })).toEqual({ ping });
	});

	it.each([
		[{ action: 'all', check_operator: 'DEFAULT' }, 40201],
		[{ action: 'trace', check_operator: 'DEFAULT' }, 40202],
		[{ check_operator: 'DEFAULT' }, 40202],
		[{ action: 'all', check_operator: 'ABC' }, 40203],
	])('answers %j, where no push is configured, with %i', async (body, errcode) => {
		expect((await check(body)).errcode).toBe(errcode);
	});
});
