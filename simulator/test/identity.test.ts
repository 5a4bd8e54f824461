import { Client, RID, withoutRid } from './client';
import { useSimulator } from './useSimulator';

const simulator = useSimulator();
const client = new Client(simulator);

describe('jscode2session', () => {
	const logIn = async (change: Record<string, string>) =>
		await client.get('/sns/jscode2session', {
			appid: simulator.account.appId,
			secret: simulator.account.appSecret,
			grant_type: 'authorization_code',
			...change,
		});

	it('turns a login code into openid and session key, once, as text/plain without errcode', async () => {
		const user = simulator.user('alice');
		const js_code = simulator.logIn(user);
		const reply = await logIn({ js_code });
		expect(reply.contentType).toBe('text/plain');
		expect(reply.body).toEqual({
			session_key: expect.stringMatching(/^[\w+/]{22}==$/),
			openid: user,
		});
		const again = await logIn({ js_code });
		expect(withoutRid(again.text)).toBe(`{"errcode":40163,"errmsg":"code been used, rid: ${RID}"}`);
	});

	it('adds the unionid of an account that is bound to an Open Platform', async () => {
		simulator.account.settings.openPlatform = true;
		const { body } = await logIn({ js_code: simulator.logIn(simulator.user('alice')) });
		expect(body.unionid).toMatch(/^o[\w-]{27}$/);
	});

	it.each([
		[{ js_code: 'x' }, 40029, 'invalid code'],
		[{}, 41008, 'missing code'],
		[{ appid: 'test' }, 40013, 'invalid appid'],
		[{ secret: 'test' }, 40125, 'invalid appsecret'],
	])('refuses %j with a comma before the rid', async (change, errcode, errmsg) => {
		const { text } = await logIn(change as Record<string, string>);
		expect(withoutRid(text)).toBe(`{"errcode":${errcode},"errmsg":"${errmsg}, rid: ${RID}"}`);
	});

	it('refuses a code after five minutes and the 101st login of a user in a minute', async () => {
		const user = simulator.user('alice');
		const late = simulator.logIn(user);
		simulator.moveClock(300);
		expect((await logIn({ js_code: late })).body.errcode).toBe(40029);
		simulator.setQuota('/sns/jscode2session', { perMinute: 1 });
		await logIn({ js_code: simulator.logIn(user) });
		expect((await logIn({ js_code: simulator.logIn(user) })).body.errcode).toBe(45011);
		const bob = await logIn({ js_code: simulator.logIn(simulator.user('bob')) });
		expect(bob.body.openid).toBe(simulator.user('bob'));
	});
});

/** The text with its rid and its hint made equal. */
const withoutHint = (text: string) => withoutRid(text).replace(/hint: \[\w{14}\]/, 'hint: [HINT]');

describe('getuserphonenumber', () => {
	const ask = async (code: unknown, token: string) =>
		await client.post('/wxa/business/getuserphonenumber', { code }, token);

	it('gives the number once', async () => {
		const token = await client.stableToken();
		const code = simulator.givePhoneNumber(simulator.user('alice'));
		const { body } = await ask(code, token);
		expect(body).toMatchObject({ errcode: 0, errmsg: 'ok' });
		expect(body.phone_info).toEqual({
			phoneNumber: expect.stringMatching(/^138\d{8}$/),
			purePhoneNumber: expect.stringMatching(/^138\d{8}$/),
			countryCode: '86',
			watermark: { timestamp: expect.any(Number), appid: simulator.account.appId },
		});
		expect(withoutHint((await ask(code, token)).text)).toBe(
			`{"errcode":40029,"errmsg":"invalid code hint: [HINT] rid: ${RID}"}`,
		);
	});

	it.each([
		['an empty object', '{}'],
		['a null', '{"code":null}'],
		['a form', 'code=1'],
	])('answers %s with 47001 and a hint, or with 40097', async (_what, body) => {
		const path = `/wxa/business/getuserphonenumber?access_token=${await client.stableToken()}`;
		const asked = async () => withoutHint((await client.call('POST', path, body)).text);
		expect(await asked()).toBe(
			`{"errcode":47001,"errmsg":"data format error hint: [HINT] rid: ${RID}"}`,
		);
		simulator.quirks.missingPhoneCode = 40097;
		if (body === '{}') {
			expect(await asked()).toBe(`{"errcode":40097,"errmsg":"invalid args rid: ${RID}"}`);
		}
	});

	it('does not take a login code, and can give the country code as a number', async () => {
		const token = await client.stableToken();
		const user = simulator.user('alice');
		expect((await ask(simulator.logIn(user), token)).body.errcode).toBe(40029);
		simulator.quirks.countryCodeAsNumber = true;
		expect((await ask(simulator.givePhoneNumber(user), token)).text).toContain('"countryCode":86,');
	});
});
