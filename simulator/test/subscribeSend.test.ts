import { Client, RID, withoutRid } from './client';
import { useSimulator } from './useSimulator';

const SEND = '/cgi-bin/message/subscribe/send';

const simulator = useSimulator({ accounts: [{}, {}] });
const client = new Client(simulator);
let token: string;
let user: string;
let template: string;

beforeEach(async () => {
	token = await client.stableToken();
	user = simulator.user('alice');
	template = await client.addTemplate(token, '1128', [1, 4, 8, 10]);
});

const DATA = {
	character_string1: { value: '20240601001' },
	name4: { value: '李四' },
	thing8: { value: '鲜牛奶两箱' },
	phone_number10: { value: '13800138000' },
};
const send = async (change: Record<string, unknown> = {}) =>
	await client.post(SEND, { touser: user, template_id: template, data: DATA, ...change }, token);

describe('send', () => {
	it('answers a msgid of 19 digits as a raw number, and delivers', async () => {
		simulator.subscribe(user, template);
		const { text } = await send({ page: 'pages/index/index?foo=bar', lang: 'zh_CN' });
		const [, msgid] = /^\{"errcode":0,"errmsg":"ok","msgid":(\d{19})\}$/.exec(text)!;
		expect(BigInt(msgid)).toBeGreaterThan(BigInt(Number.MAX_SAFE_INTEGER));
		expect(simulator.delivered).toMatchObject([
			{
				openId: user,
				templateId: template,
				title: '订单配送通知',
				msgid,
				page: 'pages/index/index?foo=bar',
			},
		]);
		expect(simulator.delivered[0].fields[1]).toEqual({
			key: 'name4',
			label: '配送人',
			value: '李四',
			emphasis: false,
		});
	});

	it.each([
		[{ touser: '' }, 40003, 'invalid openid'],
		[{ touser: undefined, toUser: 'x' }, 40003, 'invalid openid'],
		[{ template_id: undefined, templateId: 'x' }, 40037, 'invalid template_id'],
		[{ page: 5 }, 41030, 'invalid page'],
		[{ data: undefined }, 47003, 'argument invalid! data.character_string1.value i'],
		[{ data: JSON.stringify(DATA) }, 47001, 'data format error'],
		[{ data: [] }, 47001, 'data format error'],
		[{ data: { ...DATA, name4: undefined } }, 47003, 'argument invalid! data.name4.value is empty'],
		[{ data: { ...DATA, name4: '李四' } }, 47001, 'data format error'],
		[{ data: { ...DATA, name4: null } }, 47001, 'data format error'],
		[
			{ data: { ...DATA, name4: { value: '' } } },
			47003,
			'argument invalid! data.name4.value is empty',
		],
		[
			{ data: { ...DATA, thing8: { value: 'a'.repeat(21) } } },
			47003,
			'argument invalid! data.thing8.value invalid',
		],
		[
			{ data: { ...DATA, phone_number10: { value: 'x' } } },
			47003,
			'argument invalid! data.phone_number10.value inva',
		],
	])('with %j answers %i', async (change, errcode, errmsg) => {
		simulator.subscribe(user, template);
		const { text } = await send(change);
		expect(withoutRid(text)).toBe(`{"errcode":${errcode},"errmsg":"${errmsg} rid: ${RID}"}`);
		expect(simulator.delivered).toEqual([]);
	});

	it.each(['/pages/index/index', 'pages/index/index', '/pages/index/index?a=1'])(
		'takes the page %s, with or without a slash in front, and checks whether it exists',
		async (page) => {
			simulator.subscribe(user, template, 2);
			expect((await send({ page })).body.errcode).toBe(0);
			simulator.account.settings.pages = ['pages/index/index'];
			expect((await send({ page })).body.errcode).toBe(0);
			simulator.account.settings.pages = ['pages/other'];
			expect((await send({ page })).body.errcode).toBe(41030);
		},
	);

	it('refuses the users of another account', async () => {
		const [, other] = simulator.state.accounts;
		simulator.logIn(user, other);
		expect((await send()).body.errcode).toBe(40003);
	});

	it('knows the released pages and the words that are not allowed', async () => {
		Object.assign(simulator.account.settings, {
			pages: ['pages/index/index'],
			blacklist: ['牛奶'],
		});
		expect((await send({ page: 'pages/other' })).body.errcode).toBe(45168);
		simulator.account.settings.blacklist = [];
		expect((await send({ page: 'pages/other' })).body.errcode).toBe(41030);
		expect((await send({ page: 'pages/index/index?a=1' })).body.errcode).toBe(43101);
	});

	it('speaks the older forms of 47003', async () => {
		Object.assign(simulator.quirks, { emtpySpelling: true, errorSuffix: 'hint' });
		const { body } = await send({ data: { ...DATA, name4: {} } });
		expect(body.errmsg).toMatch(/^argument invalid! hint: \[\w{14}\] data\.name4\.value is emtpy$/);
	});
});

describe('permission', () => {
	it('is used up send by send, and adds up', async () => {
		expect(withoutRid((await send()).text)).toBe(
			`{"errcode":43101,"errmsg":"user refuse to accept the msg rid: ${RID}"}`,
		);
		simulator.subscribe(user, template);
		simulator.subscribe(user, template, 2);
		const codes = [];
		for (let i = 0; i < 4; i++) codes.push((await send()).body.errcode);
		expect(codes).toEqual([0, 0, 0, 43101]);
	});

	it('ends when the user switches the template off', async () => {
		simulator.subscribe(user, template, 5);
		simulator.unsubscribe(user, template);
		expect((await send()).body.errcode).toBe(43101);
	});

	it('is unlimited for a long-term template', async () => {
		const longTerm = await client.addTemplate(token, '20002', [1, 2]);
		simulator.subscribe(user, longTerm);
		const data = { time1: { value: '15:01' }, enum_string2: { value: '客厅' } };
		for (let i = 0; i < 3; i++) {
			expect((await send({ template_id: longTerm, data })).body.errcode).toBe(0);
		}
		const elsewhere = { ...data, enum_string2: { value: '阳台' } };
		expect((await send({ template_id: longTerm, data: elsewhere })).body.errcode).toBe(47003);
	});

	it('is looked at after the data, or before it', async () => {
		expect((await send({ data: {} })).body.errcode).toBe(47003);
		simulator.quirks.firstCheck = 'permission';
		expect((await send({ data: {} })).body.errcode).toBe(43101);
	});
});

describe('parallel sends', () => {
	it('to one openid are refused with 43108, to two they are not', async () => {
		const other = simulator.user('bob');
		simulator.subscribe(user, template, 9);
		simulator.subscribe(other, template, 9);
		simulator.setLatency(300);
		const replies = await Promise.all([send(), send(), send({ touser: other })]);
		const texts = replies.map(({ body }) => body.errmsg);
		expect(texts.filter((text) => text === 'ok')).toHaveLength(2);
		expect(withoutRid(texts.join())).toContain(
			`Cannot make concurrent calls to the same OpenID, please try again rid: ${RID}`,
		);
		expect(replies[2].body.errcode).toBe(0);
		expect(simulator.maxConcurrent).toBe(3);
		simulator.setLatency(0);
		expect((await send()).body.errcode).toBe(0);
		expect(simulator.delivered).toHaveLength(3);
	});
});
