import { startSimulator } from '../index';
import { Client, RID, withoutRid } from './client';
import { useSimulator } from './useSimulator';

const SEND = '/cgi-bin/message/subscribe/send';

const simulator = useSimulator();
const client = new Client(simulator);
let token: string;

beforeEach(async () => {
	token = await client.stableToken();
});

describe('checks before an endpoint, in their order', () => {
	const INVALID =
		'invalid credential, access_token is invalid or not latest, could get access_token by getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r';

	it.each([
		['POST', '/cgi-bin/nowhere', '', 40066, 'invalid url'],
		['POST', '//cgi-bin/token', '', 40066, 'invalid url'],
		['POST', '/', '', 40066, 'invalid url'],
		['GET', SEND, '', 43002, 'require POST method'],
		['POST', '/cgi-bin/getcallbackip', '', 43001, 'require GET method'],
		['POST', SEND, '', 41001, 'access_token missing'],
		['POST', `${SEND}?access_token=`, '', 41001, 'access_token missing'],
		['POST', SEND, '{"access_token":"TOKEN"}', 41001, 'access_token missing'],
		['POST', `${SEND}?access_token=garbage`, '', 40001, INVALID],
		['POST', `${SEND}?access_token=TOKEN`, '', 44002, 'empty post data'],
		['POST', `${SEND}?access_token=TOKEN`, 'touser=x', 47001, 'data format error'],
		['POST', `${SEND}?access_token=TOKEN`, '[object Object]', 47001, 'data format error'],
		['POST', `${SEND}?access_token=TOKEN`, '[]', 47001, 'data format error'],
		['POST', `${SEND}?access_token=TOKEN`, '{}', 40003, 'invalid openid'],
	])('%s %s with "%s" answers %i', async (method, path, body, errcode, errmsg) => {
		const reply = await client.call(
			method,
			path.replace('TOKEN', token),
			body.replace('TOKEN', token),
		);
		expect(reply.status).toBe(200);
		expect(withoutRid(reply.text)).toBe(`{"errcode":${errcode},"errmsg":"${errmsg} rid: ${RID}"}`);
	});

	it('answers 404 to a wrong verb on newtmpl, with HTTP 200', async () => {
		const { text, status } = await client.call('POST', '/wxaapi/newtmpl/getcategory', '{}');
		expect(status).toBe(200);
		expect(withoutRid(text)).toBe(
			`{"errmsg":"404 not found rid: ${RID}","errcode":404,"rid":"${RID}"}`,
		);
	});

	it.each([
		[45009, 'reach max api daily quota limit'],
		[43106, 'not allow to add template, for punishment'],
	])('answers %i on newtmpl as the gateway does, without a field rid', async (errcode, errmsg) => {
		const path = '/wxaapi/newtmpl/gettemplate';
		simulator.order({ kind: 'errcode', path, errcode });
		const { text } = await client.get(path, { access_token: token });
		expect(withoutRid(text)).toBe(`{"errcode":${errcode},"errmsg":"${errmsg} rid: ${RID}"}`);
	});

	it.each([
		['POST', '/cgi-bin/message/template/send'],
		['POST', '/cgi-bin/template/api_add_template'],
		['GET', '/cgi-bin/template/get_all_private_template'],
	])('%s %s belongs to Official Accounts: 48001, and 40066 to nobody', async (method, path) => {
		const { text } = await client.call(method, `${path}?access_token=${token}`, undefined);
		expect(withoutRid(text)).toBe(`{"errcode":48001,"errmsg":"api unauthorized rid: ${RID}"}`);
		const nobody = await client.call(method, `${path}s?access_token=${token}`, undefined);
		expect(nobody.body.errcode).toBe(40066);
	});

	it('takes bytes that are not UTF-8 for a broken body', async () => {
		const path = `${simulator.url}${SEND}?access_token=${token}`;
		const body = Buffer.from([0x7b, 0x22, 0xb9, 0xab, 0x22, 0x3a, 0x31, 0x7d]);
		const answer = (await (await fetch(path, { method: 'POST', body })).json()) as object;
		expect(answer).toMatchObject({ errcode: 47001 });
	});

	it('looks at the account, then the quota, then the body', async () => {
		simulator.account.settings.unauthorizedApis = [SEND];
		simulator.setQuota(SEND, { perMinute: 1 });
		const codes = [];
		codes.push((await client.call('POST', `${SEND}?access_token=${token}`)).body.errcode);
		simulator.account.settings.unauthorizedApis = [];
		codes.push((await client.call('POST', `${SEND}?access_token=${token}`)).body.errcode);
		codes.push((await client.call('POST', `${SEND}?access_token=${token}`)).body.errcode);
		simulator.moveClock(60);
		codes.push((await client.call('POST', `${SEND}?access_token=${token}`)).body.errcode);
		expect(codes).toEqual([48001, 44002, 45011, 44002]);
	});

	it('gives the daily quota back at midnight in China', async () => {
		simulator.setQuota(SEND, { perDay: 1 });
		const errcode = async () =>
			(await client.post(SEND, {}, await client.stableToken())).body.errcode;
		expect(await errcode()).toBe(40003);
		expect(await errcode()).toBe(45009);
		simulator.moveClock(24 * 60 * 60);
		expect(await errcode()).toBe(40003);
	});
});

describe('rids', () => {
	it('begin with the unix time in hex', async () => {
		const { body } = await client.get('/cgi-bin/nowhere');
		const [, hex] = /rid: ([0-9a-f]{8})-[0-9a-f]{8}-[0-9a-f]{8}$/.exec(String(body.errmsg))!;
		expect(Math.abs(parseInt(hex, 16) - Date.now() / 1000)).toBeLessThan(60);
	});

	it('are the same for the same seed, whatever the clock says', async () => {
		const twin = await startSimulator({ now: () => 1_635_156_704_000 });
		const { body } = await new Client(twin).get('/cgi-bin/nowhere');
		const mine = (await client.get('/cgi-bin/nowhere')).body;
		expect(body.errmsg).toMatch(/rid: 617682e0-/);
		expect(String(body.errmsg).slice(-17)).toBe(String(mine.errmsg).slice(-17));
		await twin.stop();
	});
});

describe('quirks', () => {
	it('cover the older and other forms of answers', async () => {
		Object.assign(simulator.quirks, {
			errorSuffix: 'hint',
			contentType: 'application/json; charset=utf-8',
			ridField: false,
		});
		const old = await client.get('/wxaapi/newtmpl/getcategory', { access_token: 'x' });
		expect(old.contentType).toBe('application/json; charset=utf-8');
		expect(old.text).toMatch(
			/^\{"errcode":40001,"errmsg":"invalid credential.* hint: \[\w{14}\]"\}$/,
		);
		const login = await client.get('/sns/jscode2session');
		expect(login.text).toMatch(/"appid missing, hints: \[ req_id: \w{14} \]"/);
		expect(login.contentType).toBe('text/plain');
	});

	it('can leave errcode out of success', async () => {
		simulator.quirks.omitErrcode = true;
		const { body } = await client.get('/wxaapi/newtmpl/getcategory', { access_token: token });
		expect(Object.keys(body)).toEqual(['data']);
	});

	it('can insist on https and on raw UTF-8', async () => {
		simulator.quirks.refuseUnicodeEscapes = true;
		const path = `${SEND}?access_token=${token}`;
		expect((await client.call('POST', path, '{"a":"\\u4e2d"}')).body.errcode).toBe(47002);
		simulator.quirks.requireHttps = true;
		expect((await client.call('POST', path, '{}')).body.errcode).toBe(43003);
		const proxied = await client.call('POST', path, '{}', { 'x-forwarded-proto': 'https' });
		expect(proxied.body.errcode).toBe(40003);
	});
});
