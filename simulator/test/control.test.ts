import { Client } from './client';
import { useSimulator } from './useSimulator';

const SEND = '/cgi-bin/message/subscribe/send';

const simulator = useSimulator();
const client = new Client(simulator);

const act = async (name: string, body: unknown) =>
	(await client.post(`/_control/${name}`, body)).body;

describe('the control API', () => {
	it('does for other processes what the simulator does in its own', async () => {
		const { body: account } = await client.get('/_control/account');
		expect(account).toMatchObject({ url: simulator.url, appId: simulator.account.appId });
		const token = await client.stableToken();
		const templateId = await client.addTemplate(token, '1481', [1, 2]);
		const { openId } = await act('user', { name: 'alice' });
		await act('subscribe', { openId, templateId, times: 2 });
		const data = { thing1: { value: 'a' }, thing2: { value: 'b' } };
		const send = async () =>
			(await client.post(SEND, { touser: openId, template_id: templateId, data }, token)).body
				.errcode;
		expect(await send()).toBe(0);
		await act('order', { kind: 'errcode', errcode: 45011 });
		expect(await send()).toBe(45011);
		await act('order', { kind: 'errcode', errcode: 45011 });
		await act('clearFaults', {});
		await act('unsubscribe', { openId, templateId });
		expect(await send()).toBe(43101);
		await act('setQuota', { path: SEND, quota: { perDay: 1 } });
		expect(await send()).toBe(45009);
		await act('revokeTokens', {});
		expect(await send()).toBe(40001);
		const deliveries = JSON.parse((await client.get('/_control/deliveries')).text) as unknown[];
		expect(deliveries).toMatchObject([{ openId, templateId }]);
		const attempts = JSON.parse((await client.get('/_control/attempts')).text) as unknown[];
		expect(attempts).toMatchObject([{ errcode: 43101 }, { errcode: 45009 }, { errcode: 40001 }]);
		const { calls } = (await client.get('/_control/calls')).body;
		expect(calls).toContainEqual(
			expect.objectContaining({ path: SEND, errcode: 45011, fault: 'errcode' }),
		);
		expect(JSON.stringify(calls)).not.toContain(token);
		await act('reset', {});
		expect(simulator.delivered).toEqual([]);
	});

	it.each([
		['submitForm', 'formId'],
		['pay', 'prepayId'],
		['logIn', 'code'],
		['givePhoneNumber', 'code'],
	])('%s gives the user’s %s', async (name, field) => {
		const body = await act(name, { openId: simulator.user('alice') });
		expect(body[field]).toEqual(expect.any(String));
	});

	it('changes the settings', async () => {
		await act('setQuirks', { omitErrcode: true });
		await act('setRetiredApi', { retiredApi: 'working' });
		await act('setLatency', { milliseconds: 3 });
		const before = simulator.state.clock.seconds();
		await act('moveClock', { seconds: 5000 });
		expect(simulator.state.clock.seconds()).toBeGreaterThanOrEqual(before + 5000);
		expect(simulator.quirks.omitErrcode).toBe(true);
		expect(simulator.state).toMatchObject({ retiredApi: 'working', latency: 3 });
	});

	it('changes what the console decides: the pages, and who may call', async () => {
		const openId = simulator.user('alice');
		const { id: templateId } = simulator.account.addTemplate(1481, [1, 2]);
		simulator.subscribe(openId, templateId, 2);
		const data = { thing1: { value: 'a' }, thing2: { value: 'b' } };
		const token = await client.stableToken();
		const send = async (page: string) =>
			(await client.post(SEND, { touser: openId, template_id: templateId, data, page }, token)).body
				.errcode;
		expect(await send('pages/order/detail?id=1')).toBe(0);
		await act('setAccount', { pages: ['pages/index/index'] });
		expect(await send('pages/order/detail?id=1')).toBe(41030);
		expect(await send('pages/index/index?id=1')).toBe(0);
		await act('setAccount', { ipAllowList: ['192.0.2.1'] });
		const { appId: appid, appSecret: secret } = simulator.account;
		const ask = async () =>
			(
				await client.post('/cgi-bin/stable_token', {
					grant_type: 'client_credential',
					appid,
					secret,
				})
			).body.errcode;
		expect(await ask()).toBe(40164);
		await act('setAccount', { ipAllowList: ['127.0.0.1'] });
		expect(await ask()).toBeUndefined();
	});

	it.each([
		['setAccount', { page: [] }, 'No setting of the account is called "page"'],
		['setAccount', { pages: 'pages/index/index' }, '"pages" must be a list of texts'],
		['subscribe', { openId: 'x' }, '"templateId" must be a text'],
		[
			'subscribe',
			{ openId: 'x', templateId: 'y' },
			'No account has a subscribe message template y',
		],
		['setQuirks', { omitErrcodes: true }, 'No quirk is called "omitErrcodes"'],
		['setRetiredApi', { retiredApi: 'on' }, '"retiredApi" must be "working" or "retired"'],
		['setLatency', { ms: 3 }, '"milliseconds" must be a number'],
		['moveClock', { seconds: '5' }, '"seconds" must be a number'],
		['order', { kind: 'flood' }, 'No fault is called "flood"'],
		['pay', { openId: 'x' }, 'Not an openid ("o" and 27 of A-Za-z0-9_-): x'],
	])('refuses %s with %j', async (name, body, error) => {
		const reply = await client.post(`/_control/${name}`, body);
		expect(reply.status).toBe(400);
		expect(reply.body).toEqual({ error });
	});
});
