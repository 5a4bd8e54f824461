import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { useStarted } from '../../simulator/test/useSimulator';
import { byId, Harness, NODE } from '../support/harness';

const SEND = '/cgi-bin/message/subscribe/send';
const DEVICE_SEND = '/cgi-bin/message/device/subscribe/send';

const scene = useStarted(async () => await Harness.start());

describe('Message > Send to Device Users', () => {
	let templateId: string;
	let users: string[];

	beforeEach(async () => {
		templateId = await scene.addSubscribeTemplate();
		users = ['ann', 'bob'].map((name) => scene.simulator.user(name));
		for (const user of users) scene.simulator.subscribe(user, templateId);
	});

	const parameters = (change: INodeParameters = {}): INodeParameters => ({
		resource: 'message',
		operation: 'sendToDevice',
		templateId: byId(templateId),
		deviceSn: 'SN_2024-1',
		modelId: 'm1',
		openIds: '={{ $json.openIds }}',
		dataMode: 'json',
		templateDataJson: '{ "thing1": "咖啡机", "amount2": "18.00元" }',
		...change,
	});

	test.each([
		['a text', () => users.join(', ')],
		['a list', () => users],
		['a text with Chinese commas', () => users.join('，')],
	])('reaches the users that %s names, in one call', async (_form, openIds) => {
		const options = { page: '/pages/a', miniprogramState: 'trial', lang: 'en_US' };
		const { error, items } = await scene.run(parameters({ options }), [{ openIds: openIds() }]);
		expect(error).toBeUndefined();
		expect(items(NODE)).toEqual([
			{
				json: { errcode: 0, errmsg: 'ok', template_id: templateId, to_openid_list: users },
				pairedItem: { item: 0 },
			},
		]);
		expect(scene.simulator.delivered).toMatchObject(
			users.map((openId) => ({ openId, templateId, page: 'pages/a' })),
		);
		expect(scene.simulator.calledTimes(DEVICE_SEND)).toBe(1);
	});

	test.each<[INodeParameters, string]>([
		[
			{ deviceSn: '锁 1' },
			'The parameter "Device Serial Number" is not a serial number that WeChat takes',
		],
		[{ openIds: ' , ' }, 'The parameter "OpenIDs" is empty'],
		[
			{ templateDataJson: '{ "thing1": "a" , "amount2": "" }' },
			'The field "amount2" of the template has no value',
		],
		[{ templateId: byId('x') }, 'The parameter "Template" holds no template ID'],
		[{ options: { lang: 'fr' } }, 'The option "Language" has no value "fr"'],
	])('refuses %j before it calls WeChat', async (change, message) => {
		const before = scene.simulator.calls.length;
		const { error } = await scene.run(parameters(change), [{ openIds: users }]);
		expect(error).toMatchObject({ message });
		expect(scene.simulator.calls).toHaveLength(before);
	});

	test.each([
		[40037, 'This account has no template with this ID'],
		[41030, 'The Mini Program has no such page'],
		[43101, 'The user has not subscribed, or the subscription is used up'],
		[43116, 'WeChat has restricted this template'],
		[47003, 'WeChat does not accept the data for this template'],
		[9800001, 'WeChat does not accept the device'],
	])('%i: %s', async (errcode, message) => {
		scene.simulator.order({ kind: 'errcode', errcode, path: DEVICE_SEND });
		const { error } = await scene.run(parameters(), [{ openIds: users }]);
		expect(error).toMatchObject({ message, httpCode: String(errcode) });
		expect(scene.simulator.delivered).toEqual([]);
	});

	test('says that nothing is known where the answer is lost, and does not send again', async () => {
		scene.simulator.order({ kind: 'cutAfter', path: DEVICE_SEND, times: 1 });
		const { items } = await scene.run(parameters(), [{ openIds: users }], {
			onError: 'continueRegularOutput',
		});
		expect(items(NODE)).toMatchObject([
			{
				json: {
					message: expect.stringContaining(
						'the message about the device SN_2024-1 was sent',
					) as string,
					details: { outcome: 'unknown', sn: 'SN_2024-1', to_openid_list: users },
				},
			},
		]);
		expect(scene.simulator.calledTimes(DEVICE_SEND)).toBe(1);
	});
});

describe('API > Get Quota', () => {
	const quota = async (apiPath: string, input: IDataObject[] = [{}]) =>
		await scene.run({ resource: 'api', operation: 'getQuota', apiPath }, input, {
			onError: 'continueRegularOutput',
		});

	test("gives WeChat's numbers, for each item", async () => {
		scene.simulator.setQuota(SEND, { perDay: 100, perMinute: 50 });
		const input = [{ path: SEND }, { path: '/wxa/generate_urllink' }];
		const { items } = await quota('={{ $json.path }}', input);
		expect(items(NODE)).toEqual([
			{
				json: {
					daily_limit: 100,
					used: 0,
					remain: 100,
					rate_limit: { call_count: 50, refresh_second: 60 },
				},
				pairedItem: { item: 0 },
			},
			{ json: { daily_limit: 0, used: 0, remain: 0 }, pairedItem: { item: 1 } },
		]);
	});

	test.each([
		['cgi-bin/token', 'The parameter "API Path" is not the path of an API'],
		[
			'https://api.weixin.qq.com/cgi-bin/token',
			'The parameter "API Path" is not the path of an API',
		],
		['/cgi-bin/none', 'WeChat has no API with this path'],
		['/sns/jscode2session', 'The account may not see the quota of this API'],
	])('%j: %s', async (apiPath, message) => {
		expect((await quota(apiPath)).items(NODE)).toMatchObject([{ json: { error: message } }]);
	});
});

describe('API > Get Request', () => {
	const getRequest = async (requestId: string) =>
		await scene.run({ resource: 'api', operation: 'getRequest', requestId }, [{}], {
			onError: 'continueRegularOutput',
		});

	test('shows the refused call of an error, without the token', async () => {
		const templateId = await scene.addSubscribeTemplate();
		const refused = await scene.run(
			scene.sendParameters(templateId),
			[{ openId: scene.simulator.user('ann') }],
			{ onError: 'continueRegularOutput' },
		);
		const { rid } = refused.items(NODE)[0].json.details as { rid: string };
		const { items } = await getRequest(rid);
		const [{ json }] = items(NODE);
		expect(json).toMatchObject({
			invoke_time: expect.any(Number) as number,
			request_url: expect.stringMatching(/^access_token=\[redacted\]$/) as string,
			request_body: expect.stringContaining(templateId) as string,
			response_body: expect.stringContaining(`43101`) as string,
		});
	});

	test.each([
		['617682e0', 'The parameter "Request ID" is not a request ID'],
		['617682e0-09059ac5-34a8e2ea', 'The request is older than 7 days'],
		['ffffffff-09059ac5-34a8e2ea', 'WeChat knows no request with this ID'],
	])('%j: %s', async (requestId, message) => {
		const { items } = await getRequest(requestId);
		expect(items(NODE)).toMatchObject([{ json: { error: message }, pairedItem: { item: 0 } }]);
	});

	test('shows no request of another account', async () => {
		scene.simulator.order({ kind: 'errcode', errcode: 76003, path: '/cgi-bin/openapi/rid/get' });
		expect((await getRequest('617682e0-09059ac5-34a8e2ea')).items(NODE)).toMatchObject([
			{ json: { error: 'The request belongs to another account' } },
		]);
	});
});
