import { UnexpectedAnswer } from '../../wechat/answer';
import { isDeviceSn, sendToDevice } from '../../wechat/deviceMessages';
import { getQuota, getRequest, isApiPath, isRequestId } from '../../wechat/usage';

test.each([
	['/cgi-bin/message/subscribe/send', true],
	['/wxa/generate_urllink', true],
	['cgi-bin/token', false],
	['https://api.weixin.qq.com/cgi-bin/token', false],
	['/cgi-bin/token?access_token=A', false],
	['/cgi-bin/', false],
	['/', false],
	['', false],
])('%j is the path of an API: %s', (text, expected) => {
	expect(isApiPath(text)).toBe(expected);
});

test.each([
	['617682e0-09059ac5-34a8e2ea', true],
	['rid: 617682e0-09059ac5-34a8e2ea', false],
	['617682e0-09059ac5', false],
	['617682e0-09059ac5-34a8e2eg', false],
	['', false],
])('%j has the form of a request ID: %s', (text, expected) => {
	expect(isRequestId(text)).toBe(expected);
});

test.each([
	['lock_2024-A', true],
	['a'.repeat(128), true],
	['a'.repeat(129), false],
	['锁1', false],
	['a b', false],
	['', false],
])('%j is a serial number: %s', (text, expected) => {
	expect(isDeviceSn(text)).toBe(expected);
});

test('the quota is flat, with the limits per minute where there are some', () => {
	const quota = { daily_limit: 10000000, used: 3, remain: 9999997 };
	const rate_limit = { call_count: 100, refresh_second: 60 };
	const input = { apiPath: '/cgi-bin/message/subscribe/send' };
	expect(getQuota.request(input)).toMatchObject({
		path: '/cgi-bin/openapi/quota/get',
		body: { json: { cgi_path: '/cgi-bin/message/subscribe/send' } },
		repeatable: true,
	});
	expect(getQuota.read!({ errcode: 0, errmsg: 'ok', quota }, input)).toEqual(quota);
	expect(getQuota.read!({ errcode: 0, quota, rate_limit }, input)).toEqual({
		...quota,
		rate_limit,
	});
	const component_rate_limit = { call_count: 50, refresh_second: 60 };
	expect(getQuota.read!({ errcode: 0, quota, component_rate_limit }, input)).toEqual({
		...quota,
		component_rate_limit,
	});
	expect(() => getQuota.read!({ errcode: 0 }, input)).toThrow(UnexpectedAnswer);
});

describe('a request', () => {
	const requestId = '61725984-6126f6f9-040f19c4';
	const read = (request: Record<string, string | number>) =>
		getRequest.read!({ errcode: 0, errmsg: 'ok', request }, { requestId });

	test("WeChat's sample", () => {
		const request = {
			invoke_time: 1635156704,
			cost_in_ms: 30,
			request_url: 'access_token=50_Im7xxxx',
			request_body: '',
			response_body:
				'{"errcode":45009,"errmsg":"reach max api daily quota limit rid: 617682e0-09059ac5-34a8e2ea"}',
			client_ip: '113.xx.70.51',
		};
		expect(getRequest.request({ requestId })).toMatchObject({
			path: '/cgi-bin/openapi/rid/get',
			body: { json: { rid: requestId } },
		});
		expect(read(request)).toEqual({ ...request, request_url: 'access_token=[redacted]' });
	});

	test.each([
		['access_token=50_A-b.c%3D&type=image', 'access_token=[redacted]&type=image'],
		['type=image&ACCESS_TOKEN=50_A', 'type=image&ACCESS_TOKEN=[redacted]'],
		['component_access_token=51_B&a=1', 'component_access_token=[redacted]&a=1'],
		['access_token=1_A&access_token=2_B', 'access_token=[redacted]&access_token=[redacted]'],
		['grant_type=client_credential&secret=ab12', 'grant_type=client_credential&secret=[redacted]'],
		['access_token=', 'access_token='],
		['a=token', 'a=token'],
	])('the URL %j', (request_url, expected) => {
		expect(read({ request_url })).toEqual({ request_url: expected });
	});

	test.each([
		['{"appid":"wx1","secret":"ab12","a":1}', '{"appid":"wx1","secret":"[redacted]","a":1}'],
		[
			'{"access_token" : "50_A","expires_in":7200}',
			'{"access_token" : "[redacted]","expires_in":7200}',
		],
		[
			'{"answer":"{\\"access_token\\":\\"50_A\\"}"}',
			'{"answer":"{\\"access_token\\":\\"[redacted]\\"}"}',
		],
	])('the body %j', (body, expected) => {
		expect(read({ request_body: body, response_body: body })).toEqual({
			request_body: expected,
			response_body: expected,
		});
	});
});

test('a message to the users of a device', () => {
	const message = {
		sn: 'sn-1',
		modelId: 'm1',
		openIds: ['oA', 'oB'],
		templateId: 't',
		data: { thing1: { value: '水满了' } },
	};
	expect(sendToDevice.request(message)).toEqual({
		method: 'POST',
		path: '/cgi-bin/message/device/subscribe/send',
		body: {
			json: {
				template_id: 't',
				sn: 'sn-1',
				modelId: 'm1',
				to_openid_list: ['oA', 'oB'],
				data: { thing1: { value: '水满了' } },
			},
		},
		repeatable: false,
		identifiedBy: 'accessToken',
	});
	const options = { page: 'pages/a', miniprogramState: 'trial', lang: 'en_US' };
	expect(sendToDevice.request({ ...message, ...options }).body).toMatchObject({
		json: { page: 'pages/a', miniprogram_state: 'trial', lang: 'en_US' },
	});
	const sent = { errcode: 0, errmsg: 'ok', template_id: 't', to_openid_list: ['oA', 'oB'] };
	expect(sendToDevice.read!({ errcode: 0, errmsg: 'ok' }, message)).toEqual(sent);
	expect(() => sendToDevice.read!({ hello: 1 }, message)).toThrow(UnexpectedAnswer);
});
