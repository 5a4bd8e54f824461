/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import WXBizMsgCrypt from 'wechat-crypto';

import type { PushSettings } from '../index';
import { sign } from '../push/crypto';
import { Client } from './client';
import { useSimulator } from './useSimulator';

const PUSH_WORD = 'AAAAA';
const AES = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG';

interface Received {
	method: string;
	query: URLSearchParams;
	contentType?: string;
	body: string;
}

const simulator = useSimulator();
const client = new Client(simulator);
let receiver: Server;
let received: Received[];
let answer: (request: Received, response: ServerResponse) => void;
let user: string;
let token: string;

async function receive(request: IncomingMessage, response: ServerResponse) {
	let body = '';
	for await (const chunk of request) body += String(chunk);
	const { searchParams: query } = new URL(request.url!, 'http://127.0.0.1');
	const { method = '', headers } = request;
	const one = { method, query, contentType: headers['content-type'], body };
	received.push(one);
	answer(one, response);
}

beforeEach(async () => {
	user = simulator.user('alice');
	token = await client.stableToken();
	received = [];
	answer = (_request, response) => response.end('success');
	receiver = createServer((request, response) => void receive(request, response));
	await once(receiver.listen(0, '127.0.0.1'), 'listening');
});

afterEach(async () => {
	receiver.closeAllConnections();
	await once(receiver.close(), 'close');
});

function configure(change: Partial<PushSettings> = {}) {
	const { port } = receiver.address() as AddressInfo;
	simulator.setPush({
		url: `http://127.0.0.1:${port}/callback?mine=1`,
		token: PUSH_WORD,
		encodingAesKey: AES,
		mode: 'plaintext',
		format: 'json',
		delay: 1,
		retryAfter: [1, 1, 1],
		...change,
	});
}

const signed = ({ query }: Received, text?: string) => {
	const parts = [PUSH_WORD, query.get('timestamp')!, query.get('nonce')!];
	return text === undefined ? sign(...parts) : sign(...parts, text);
};

describe('URL verification', () => {
	it('accepts the raw echostr only', async () => {
		configure();
		answer = ({ query }, response) => response.end(query.get('echostr'));
		expect(await simulator.verifyPushUrl()).toMatchObject({ verified: true, status: 200 });
		const [request] = received;
		expect(request.method).toBe('GET');
		expect(request.query.get('mine')).toBe('1');
		expect(request.query.get('signature')).toBe(signed(request));
		answer = ({ query }, response) => response.end(JSON.stringify(query.get('echostr')));
		expect(await simulator.verifyPushUrl()).toMatchObject({ verified: false });
	});

	it('needs settings that the console would take', async () => {
		await expect(simulator.verifyPushUrl()).rejects.toThrow('No push is configured');
		expect(() => configure({ token: 'a-b' })).toThrow('3 to 32 letters or digits');
		expect(() => configure({ mode: 'secure', encodingAesKey: 'short' })).toThrow('43 letters');
	});
});

describe('what happens is pushed', () => {
	it('a sent message, with the msgid of the send as a string', async () => {
		configure();
		const template = await client.addTemplate(token, '1481', [1, 2]);
		simulator.subscribe(user, template);
		const data = { thing1: { value: 'a' }, thing2: { value: 'b' } };
		const body = { touser: user, template_id: template, data };
		const sent = await client.post('/cgi-bin/message/subscribe/send', body, token);
		await client.post('/cgi-bin/message/subscribe/send', body, token);
		await simulator.pushesSettled();
		const [, msgid] = /"msgid":(\d+)/.exec(sent.text)!;
		const events = received.map((one) => JSON.parse(one.body) as Record<string, unknown>);
		expect(events.map(({ Event }) => Event).sort()).toEqual([
			'subscribe_msg_popup_event',
			'subscribe_msg_sent_event',
		]);
		expect(events.find(({ Event }) => Event === 'subscribe_msg_sent_event')).toEqual({
			ToUserName: simulator.account.originalId,
			FromUserName: user,
			CreateTime: expect.any(Number),
			MsgType: 'event',
			Event: 'subscribe_msg_sent_event',
			List: { TemplateId: template, MsgID: msgid, ErrorCode: '0', ErrorStatus: 'success' },
		});
	});

	it('answers in the permission dialog and changes in the settings', async () => {
		const first = await client.addTemplate(token, '1481', [1, 2]);
		const second = await client.addTemplate(token, '1481', [1, 5]);
		const longTerm = await client.addTemplate(token, '20002', [1, 2]);
		configure({ format: 'xml' });
		simulator.answerDialog(user, { [first]: 'accept', [second]: 'reject' });
		simulator.refuse(user, first);
		simulator.unsubscribe(user, first);
		await simulator.pushesSettled();
		const bodies = simulator.pushes.map(({ message }) => message);
		expect(bodies[0].match(/<List>/g)).toHaveLength(2);
		expect(bodies[1]).toContain('<SubscribeStatusString><![CDATA[reject]]>');
		expect(bodies[2]).toContain(
			`<SubscribeMsgChangeEvent><List><TemplateId><![CDATA[${first}]]></TemplateId><SubscribeStatusString><![CDATA[reject]]></SubscribeStatusString></List></SubscribeMsgChangeEvent>`,
		);
		expect(simulator.account.permissions.left(user, first)).toBe(0);
		expect(() => simulator.answerDialog(user, {})).toThrow('10001');
		expect(() => simulator.answerDialog(user, { [first]: 'accept', [longTerm]: 'accept' })).toThrow(
			'20002',
		);
		const six = Object.fromEntries([1, 2, 3, 4, 5, 6].map((id) => [`t${id}`, 'accept'] as const));
		expect(() => simulator.answerDialog(user, six)).toThrow('20003');
	});

	it('a visit to customer service and a text, on order; with CreateTime as text where asked for', async () => {
		configure();
		simulator.quirks.createTimeAsText = true;
		simulator.push({ openId: user, event: 'user_enter_tempsession', fields: { SessionFrom: 'x' } });
		simulator.push({ openId: user, fields: { Content: 'hello' } });
		await simulator.pushesSettled();
		const bodies = received.map(({ body }) => body).sort();
		expect(bodies.join('\n')).toMatch(/"CreateTime":"\d+","MsgType":"event".*"SessionFrom":"x"\}/);
		expect(bodies.join('\n')).toMatch(/"MsgType":"text","Content":"hello","MsgId":\d{19}\}/);
	});
});

describe('modes', () => {
	const crypt = () => new WXBizMsgCrypt(PUSH_WORD, AES, simulator.account.appId);

	it.each([
		['json', 'text/xml', /^\{"ToUserName":"gh_\w+","Encrypt":"([^"]+)"\}$/],
		[
			'xml',
			'text/xml',
			/^<xml><ToUserName>.+<\/ToUserName><Encrypt><!\[CDATA\[(.+)\]\]><\/Encrypt><\/xml>$/,
		],
	] as const)('secure %s shows nothing and can be decrypted', async (format, type, form) => {
		configure({ mode: 'secure', format });
		simulator.push({ openId: user, fields: { Content: '你好' } });
		await simulator.pushesSettled();
		const [request] = received;
		expect(request.contentType).toBe(type);
		expect(Object.fromEntries(request.query)).toMatchObject({ openid: user, encrypt_type: 'aes' });
		const [, text] = form.exec(request.body)!;
		expect(request.query.get('signature')).toBe(signed(request));
		expect(request.query.get('msg_signature')).toBe(signed(request, text));
		const { message, id } = crypt().decrypt(text);
		expect(id).toBe(simulator.account.appId);
		expect(message).toBe(simulator.pushes[0].message);
		expect(message).toContain('你好');
	});

	it('another content type, where asked for', async () => {
		configure({ contentType: 'application/json' });
		simulator.push({ openId: user, fields: { Content: 'hello' } });
		await simulator.pushesSettled();
		expect(received[0].contentType).toBe('application/json');
	});

	it('a third-party platform gets the push under its own key and App ID, at the URL of the account', async () => {
		const platform = { appId: 'wxfedcba9876543210' };
		const { port } = receiver.address() as AddressInfo;
		const url = `http://127.0.0.1:${port}/callback?app=/$APPID$`;
		expect(() => configure({ platform, url })).toThrow('secure mode and XML only');
		expect(() => configure({ platform, url, mode: 'secure' })).toThrow('XML only');
		configure({ platform, url, mode: 'secure', format: 'xml' });
		simulator.push({ openId: user, fields: { Content: 'hello' } });
		await simulator.pushesSettled();
		const [{ query, body }] = received;
		expect(query.get('app')).toBe(`/${simulator.account.appId}`);
		const [, text] = /<Encrypt><!\[CDATA\[(.+)\]\]><\/Encrypt>/.exec(body)!;
		const { message, id } = new WXBizMsgCrypt(PUSH_WORD, AES, platform.appId).decrypt(text);
		expect(id).toBe(platform.appId);
		expect(message).toContain(`<ToUserName><![CDATA[${simulator.account.originalId}]]>`);
	});

	it('compatible has both, plaintext only the message', async () => {
		configure({ mode: 'compatible' });
		simulator.push({ openId: user, fields: { Content: 'hello' } });
		configure();
		simulator.push({ openId: user, fields: { Content: 'hello' } });
		await simulator.pushesSettled();
		const [plain, both] = received
			.map(({ body }) => JSON.parse(body) as Record<string, string>)
			.sort((a, b) => Object.keys(a).length - Object.keys(b).length);
		expect(plain).toMatchObject({ Content: 'hello' });
		expect(both).toMatchObject({ Content: 'hello', Encrypt: expect.any(String) });
		expect(crypt().decrypt(both.Encrypt).message).toContain('"Content":"hello"');
	});
});

describe('repetition', () => {
	it.each<[string, (response: ServerResponse) => void, Array<number | undefined>]>([
		['success', (response) => response.end('success'), [200]],
		['nothing', (response) => response.end(), [200]],
		['something else', (response) => response.end('{"ok":true}'), [200, 200, 200, 200]],
		['an error', (response) => response.writeHead(500).end('success'), [500, 500, 500, 500]],
		['a cut', (response) => response.destroy(), [undefined, undefined, undefined, undefined]],
		['silence', () => undefined, [undefined, undefined, undefined, undefined]],
	])('after %s', async (name, reply, statuses) => {
		// Only silence is to end by the timeout, however busy the machine is.
		configure(name === 'silence' ? { timeout: 100 } : {});
		answer = (_request, response) => reply(response);
		simulator.push({ openId: user, fields: { Content: 'hello' } });
		await simulator.pushesSettled();
		const [record] = simulator.pushes;
		expect(record.attempts.map(({ status }) => status)).toEqual(statuses);
		expect(record).toMatchObject({ accepted: statuses.length === 1, settled: true });
		expect(new Set(received.map(({ body }) => body)).size).toBe(1);
	});

	it('is signed anew where asked for', async () => {
		configure({ freshRepeats: true });
		answer = (_request, response) => response.end(received.length < 3 ? 'no' : 'success');
		simulator.push({ openId: user, fields: { Content: 'hello' } });
		await simulator.pushesSettled();
		expect(new Set(received.map(({ query }) => query.get('nonce'))).size).toBe(3);
		expect(received.map((one) => one.query.get('signature'))).toEqual(
			received.map((one) => signed(one)),
		);
	});

	it('ends with the first acceptance, and with a reset', async () => {
		configure();
		answer = (_request, response) => response.end(received.length < 3 ? 'no' : 'success');
		simulator.push({ openId: user, fields: { Content: 'hello' } });
		await simulator.pushesSettled();
		expect(simulator.pushes[0].attempts).toHaveLength(3);
		simulator.reset();
		simulator.push({ openId: user, fields: { Content: 'hello' } });
		expect(simulator.pushes).toEqual([]);
	});
});

describe('events of virtual payment', () => {
	const pay = () =>
		simulator.push({
			openId: 'oWeChatItself',
			event: 'xpay_goods_deliver_notify',
			fields: { OpenId: user, OutTradeNo: '1', RetryTimes: 0 },
		});
	const times = () =>
		received.map(({ body }) => (JSON.parse(body) as Record<string, number>).RetryTimes);

	it('have a time of their own at each repetition where asked for', async () => {
		configure({ freshRepeats: true, retryAfter: [0] });
		answer = (_request, response) => {
			simulator.moveClock(60);
			response.end('no');
		};
		pay();
		await simulator.pushesSettled();
		const sent = received.map(
			({ body }) => (JSON.parse(body) as { CreateTime: number }).CreateTime,
		);
		expect(new Set(sent).size).toBe(16);
	});

	it.each([
		['ErrCode 0', '{"ErrCode":0,"ErrMsg":"success"}', 1, undefined],
		['another ErrCode', '{"ErrCode":1,"ErrMsg":"no"}', 16, 'ErrCode is 1'],
		['success', 'success', 16, 'no ErrCode'],
	])('answered with %s', async (_, reply, attempts, refusal) => {
		configure();
		answer = (_request, response) => response.end(reply);
		pay();
		await simulator.pushesSettled();
		expect(times()).toEqual(Array.from({ length: attempts }, (__, at) => at));
		const [record] = simulator.pushes;
		expect(record).toMatchObject({ accepted: attempts === 1, handedOver: false });
		expect(record.attempts[0].refusal).toBe(refusal);
	});
});

describe('over the control API', () => {
	it('pushes are configured, verified, ordered and read', async () => {
		const { port } = receiver.address() as AddressInfo;
		const act = async (name: string, body: unknown = {}) =>
			(await client.post(`/_control/${name}`, body)).body;
		answer = ({ query }, response) => response.end(query.get('echostr') ?? 'success');
		const settings = {
			url: `http://127.0.0.1:${port}/`,
			token: PUSH_WORD,
			mode: 'plaintext',
			format: 'json',
		};
		expect(await act('setPush', settings)).toEqual({ done: true });
		expect(await act('verifyPushUrl')).toMatchObject({ verified: true });
		await act('push', { openId: user, fields: { Content: 'hello' } });
		await act('pushesSettled');
		const pushes = JSON.parse((await client.get('/_control/pushes')).text) as unknown[];
		expect(pushes).toMatchObject([{ openId: user, event: 'text', accepted: true }]);
		await act('endPush');
		expect(await act('verifyPushUrl')).toEqual({ error: 'No push is configured' });
	});
});
