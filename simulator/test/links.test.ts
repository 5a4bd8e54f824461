/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { inflateSync } from 'node:zlib';
import { request } from 'undici';

import { scanCode } from '../codePicture';
import type { Simulator } from '../index';
import { startSimulator } from '../index';
import { Client, RID, withoutRid } from './client';

const NOW = Date.UTC(2024, 5, 8, 2, 30);
const SECONDS = NOW / 1000;
const DAY = 24 * 60 * 60;
const DEVICE_SEND = '/cgi-bin/message/device/subscribe/send';

let simulator: Simulator;
let client: Client;
let token: string;

beforeEach(async () => {
	simulator = await startSimulator({ now: () => NOW });
	client = new Client(simulator);
	token = await client.stableToken();
});

afterEach(async () => await simulator.stop());

const post = async (path: string, body: object) =>
	(await client.post(`/wxa/${path}`, body, token)).body;

/** The answer of an endpoint that may give a file. */
async function picture(path: string, body: object) {
	const response = await request(`${simulator.url}/wxa/${path}?access_token=${token}`, {
		method: 'POST',
		body: JSON.stringify(body),
	});
	const content = Buffer.from(await response.body.arrayBuffer());
	return { contentType: response.headers['content-type'], content };
}

describe('a URL Link', () => {
	const link = { path: 'pages/a', query: 'id=1', expire_type: 1, expire_interval: 2 };

	test('opens its page until its time is over, for several users', async () => {
		const { errcode, errmsg, url_link: made } = await post('generate_urllink', link);
		expect([errcode, errmsg]).toEqual([0, 'ok']);
		expect(made).toMatch(/^https:\/\/wxaurl\.cn\/[\w-]+$/);
		for (const name of ['alice', 'bob']) {
			const destination = simulator.users.openLink(simulator.user(name), made as string);
			expect(destination).toEqual({ page: 'pages/a', query: 'id=1', version: 'release' });
		}
		simulator.moveClock(2 * DAY);
		expect(() => simulator.users.openLink(simulator.user('bob'), made as string)).toThrow(
			'expired',
		);
	});

	test('brings a user to where a template can be allowed', async () => {
		const template = await client.addTemplate(token, '1481', [1, 2]);
		const openId = simulator.user('alice');
		const { url_link: made } = await post('generate_urllink', link);
		const opened = await client.post('/_control/openLink', { openId, link: made });
		expect(opened.body).toMatchObject({ page: 'pages/a', query: 'id=1' });
		simulator.subscribe(openId, template);
		expect(simulator.messagesLeft(openId, template)).toBe(1);
		const other = await client.post('/_control/openLink', { openId, link: 'https://wxaurl.cn/x' });
		expect(other).toMatchObject({ status: 400, body: { error: 'No Mini Program has this link' } });
	});

	test.each([
		['a moment', { expire_type: 0, expire_time: SECONDS + 60 }],
		['30 days', { expire_interval: 30 }],
		['no word about its end', { expire_type: undefined, expire_interval: undefined }],
		['the trial version', { env_version: 'trial' }],
		['no page', { path: undefined, query: undefined }],
		['1024 characters of query', { query: 'a'.repeat(1024) }],
	])('is made with %s', async (_with, change) => {
		expect(await post('generate_urllink', { ...link, ...change })).toMatchObject({ errcode: 0 });
	});

	test.each([
		[40165, { path: '/pages/a' }],
		[40165, { path: 'pages/a?b=1' }],
		[40165, { path: 'pages/other' }],
		[40212, { query: 'a'.repeat(1025) }],
		[40212, { query: { a: 1 } }],
		[40097, { env_version: 'beta' }],
		[40097, { expire_type: 2 }],
		[85401, { expire_interval: 31 }],
		[85401, { expire_interval: 0 }],
		[85401, { expire_interval: 1.5 }],
		[85401, { expire_type: 0, expire_time: SECONDS + 59 }],
		[85401, { expire_type: 0, expire_time: SECONDS + 31 * DAY }],
		[85401, { expire_type: 0, expire_time: undefined }],
	])('%i with %j', async (errcode, change) => {
		simulator.account.settings.pages = ['pages/a'];
		expect((await post('generate_urllink', { ...link, ...change })).errcode).toBe(errcode);
	});

	test('may live a year where that is asked for', async () => {
		simulator.quirks.linkDays = 365;
		const year = { expire_type: 0, expire_time: SECONDS + 365 * DAY };
		expect((await post('generate_urllink', { ...link, ...year })).errcode).toBe(0);
	});

	test('needs a published version', async () => {
		simulator.account.settings.released = false;
		expect((await post('generate_urllink', link)).errcode).toBe(85079);
		expect((await post('generate_urllink', { ...link, env_version: 'develop' })).errcode).toBe(0);
	});

	test('is not for accounts without the right, and not without a token', async () => {
		simulator.account.settings.unauthorizedApis = ['/wxa/generate_urllink'];
		expect((await post('generate_urllink', link)).errcode).toBe(48001);
		expect((await client.post('/wxa/generate_urllink', link)).body.errcode).toBe(41001);
	});
});

test.each([
	[{ perSecond: 2 }, [0, 0, 44990], 1, 0],
	[{ perDay: 2 }, [0, 0, 44993], 1, 44993],
	[{ perDay: 2 }, [0, 0, 44993], DAY, 0],
])('with %j links answer %j, %i s later %i', async (linkLimits, errcodes, later, then) => {
	await simulator.stop();
	simulator = await startSimulator({ now: () => NOW, accounts: [{ linkLimits }] });
	client = new Client(simulator);
	token = await client.stableToken();
	const make = async () => (await post('generate_urllink', {})).errcode;
	expect([await make(), await make(), await make()]).toEqual(errcodes);
	simulator.moveClock(later);
	token = await client.stableToken();
	expect(await make()).toBe(then);
});

test('a Scheme expires where it is told to, and otherwise counts among those for good', async () => {
	await simulator.stop();
	const accounts = [{ linkLimits: { permanent: 1 } }];
	simulator = await startSimulator({ now: () => NOW, accounts });
	client = new Client(simulator);
	token = await client.stableToken();
	const jump_wxa = { path: 'pages/a', query: 'id=1', env_version: 'develop' };
	const expiring = { jump_wxa, is_expire: true, expire_type: 1, expire_interval: 1 };
	const { openlink } = await post('generatescheme', expiring);
	expect(openlink).toMatch(/^weixin:\/\/dl\/business\/\?t=[\w-]+$/);
	const alice = simulator.user('alice');
	expect(simulator.users.openLink(alice, openlink as string)).toEqual({
		page: 'pages/a',
		query: 'id=1',
		version: 'develop',
	});
	expect((await post('generatescheme', { jump_wxa })).errcode).toBe(0);
	expect((await post('generatescheme', { jump_wxa })).errcode).toBe(85400);
	expect((await post('generatescheme', { ...expiring, expire_interval: 40 })).errcode).toBe(85401);
	expect((await post('generatescheme', { jump_wxa: { path: '/a' } })).errcode).toBe(40165);
});

describe('a Short Link', () => {
	const link = { page_url: 'pages/a?id=1', page_title: '订单', is_permanent: false };

	test('opens the page with its query', async () => {
		const { link: made } = await post('genwxashortlink', link);
		expect(made).toMatch(/^#小程序:\/\/订单\/[\w-]+$/);
		expect(simulator.users.openLink(simulator.user('alice'), made as string)).toEqual({
			page: 'pages/a',
			query: 'id=1',
			version: 'release',
		});
	});

	test.each([
		[40225, { page_url: '' }],
		[40225, { page_url: '/pages/a' }],
		[40225, { page_url: `pages/a?${'b'.repeat(1024)}` }],
		[40097, { is_permanent: 'yes' }],
	])('%i with %j', async (errcode, change) => {
		expect((await post('genwxashortlink', { ...link, ...change })).errcode).toBe(errcode);
	});

	test('is for some categories only', async () => {
		simulator.account.settings.shortLinks = false;
		expect((await post('genwxashortlink', link)).errcode).toBe(43104);
	});
});

describe('a code', () => {
	test('is a PNG of the asked width, which leads to its page', async () => {
		const body = { scene: 'id=17', page: 'pages/a', width: 300, is_hyaline: true };
		const { contentType, content } = await picture('getwxacodeunlimit', body);
		expect(contentType).toBe('image/png');
		expect(content.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
		expect([content.readUInt32BE(16), content.readUInt32BE(20)]).toEqual([300, 300]);
		const data = content.indexOf('IDAT');
		const length = content.readUInt32BE(data - 4);
		const rows = inflateSync(content.subarray(data + 4, data + 4 + length));
		expect(rows).toHaveLength(300 * (1 + 300 * 4));
		expect(rows.subarray(1, 5).toString('hex')).toMatch(/^(00000000|000000ff)$/);
		expect(simulator.users.scan(simulator.user('alice'), content)).toEqual({
			scene: 'id=17',
			page: 'pages/a',
			query: '',
			version: 'release',
		});
	});

	test('is a JPEG where that is asked for', async () => {
		simulator.quirks.codesAsJpeg = true;
		const { contentType, content } = await picture('getwxacodeunlimit', {
			scene: '扫'.slice(1) + 'a',
		});
		expect(contentType).toBe('image/jpeg');
		expect(content.subarray(0, 3).toString('hex')).toBe('ffd8ff');
		expect(content.subarray(-2).toString('hex')).toBe('ffd9');
		expect(scanCode(content)).toMatchObject({ scene: 'a' });
	});

	test.each([
		[40129, 'invalid scene', { scene: '' }],
		[40129, 'invalid scene', { scene: '订单' }],
		[40129, 'invalid scene', { scene: 'a%b' }],
		[40169, 'invalid length for scene, or the data is not json string', { scene: 'a'.repeat(33) }],
		[85096, 'not allow include scancode_time field', { scene: 'scancode_time=1' }],
		[41030, 'invalid page', { page: '/pages/a' }],
		[41030, 'invalid page', { page: 'pages/a?b=1' }],
		[41030, 'invalid page', { page: 'pages/other' }],
		[40097, 'invalid args', { width: 279 }],
		[40097, 'invalid args', { width: 1281 }],
		[40097, 'invalid args', { env_version: 'beta' }],
	])('%i %s with %j', async (errcode, errmsg, change) => {
		simulator.account.settings.pages = ['pages/a'];
		const { text } = await client.post('/wxa/getwxacodeunlimit', { scene: 'a', ...change }, token);
		expect(withoutRid(text)).toBe(`{"errcode":${errcode},"errmsg":"${errmsg} rid: ${RID}"}`);
	});

	test('may lead to a page that is not published where nobody shall check', async () => {
		simulator.account.settings.pages = ['pages/a'];
		const body = { scene: 'a', page: 'pages/new', check_path: false };
		expect((await picture('getwxacodeunlimit', body)).contentType).toBe('image/png');
	});

	test('of the counted kind ends at 100,000', async () => {
		await simulator.stop();
		simulator = await startSimulator({ accounts: [{ linkLimits: { permanent: 1 } }] });
		client = new Client(simulator);
		token = await client.stableToken();
		expect(scanCode((await picture('getwxacode', { path: 'pages/a?b=1' })).content)).toMatchObject({
			page: 'pages/a',
			query: 'b=1',
		});
		expect((await post('getwxacode', { path: 'pages/a' })).errcode).toBe(45029);
		expect((await post('getwxacode', { path: 'a'.repeat(1025) })).errcode).toBe(40159);
	});
});

describe('a device message', () => {
	const data = { thing1: { value: '水满了' }, thing2: { value: '客厅' } };
	let template: string;
	let users: string[];

	beforeEach(async () => {
		template = await client.addTemplate(token, '1481', [1, 2]);
		users = ['alice', 'bob'].map((name) => simulator.user(name));
		for (const user of users) simulator.subscribe(user, template);
	});

	const send = async (change: object = {}) => {
		const device = {
			sn: 'sn-1',
			modelId: 'm1',
			to_openid_list: users,
			template_id: template,
			data,
		};
		return (await client.post(DEVICE_SEND, { ...device, ...change }, token)).text;
	};

	test('reaches all users of the device, once each', async () => {
		expect(await send()).toBe('{"errcode":0,"errmsg":"ok"}');
		expect(simulator.delivered.map(({ openId }) => openId)).toEqual(users);
		expect(JSON.parse(await send())).toMatchObject({ errcode: 43101 });
		expect(simulator.delivered).toHaveLength(2);
	});

	test.each([
		[40037, { template_id: 'x' }],
		[40097, { sn: '锁' }],
		[40097, { sn: 'a'.repeat(129) }],
		[40097, { to_openid_list: [] }],
		[40003, { to_openid_list: ['x'] }],
		[47003, { data: {} }],
		[41030, { page: '/a' }],
	])('%i with %j, and nobody gets it', async (errcode, change) => {
		expect(JSON.parse(await send(change))).toMatchObject({ errcode });
		expect(simulator.delivered).toEqual([]);
	});
});
