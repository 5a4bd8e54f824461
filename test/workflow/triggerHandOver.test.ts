import type { IDataObject, INodeParameters } from 'n8n-workflow';
import WXBizMsgCrypt from 'wechat-crypto';

import { createEngine } from '../../engine';
import type { PushSettings } from '../../simulator';
import { picture } from '../../simulator/test/pictures';
import { useSimulator } from '../../simulator/test/useSimulator';
import { parseXml } from '../../wechat/push/xml';
import { triggerNode, triggerPackage } from '../support/triggerNode';
import { WebhookServer } from '../support/webhookServer';
import type { PushMode } from '../support/wechatPush';
import { consoleSettings, pushOf, sha1Of } from '../support/wechatPush';

const { token, encodingAesKey } = consoleSettings;
const engine = createEngine({ packages: [triggerPackage] });
const simulator = useSimulator();
const messages = { events: ['customer_service_message'] };
const ways = (['plaintext', 'compatible', 'secure'] as const).flatMap((mode) =>
	(['json', 'xml'] as const).map((format) => ({ mode, format })),
);
type Way = Pick<PushSettings, 'mode' | 'format'>;

let server: WebhookServer | undefined;
afterEach(async () => await server?.close());

/** Sets the push of a trigger in the simulator's console; the credential has the App ID of who gets the pushes. */
async function connect(
	parameters: INodeParameters,
	{ mode, format }: Way = { mode: 'secure', format: 'json' },
	more: Partial<PushSettings> = {},
): Promise<WebhookServer> {
	const credential = {
		appId: more.platform?.appId ?? simulator.account.appId,
		encodingAesKey: mode === 'plaintext' ? '' : encodingAesKey,
	};
	server = new WebhookServer(engine, triggerNode(engine, parameters, credential));
	await server.listen();
	simulator.setPush({
		url: server.url,
		token,
		encodingAesKey,
		delay: 0,
		retryAfter: [1, 1, 1],
		mode,
		format,
		...more,
	});
	expect(await simulator.verifyPushUrl()).toMatchObject({ verified: true });
	return server;
}

/** Whether each push was taken at once, and handed over. */
const outcomes = () =>
	simulator.pushes.map(({ accepted, handedOver, attempts }) => [
		accepted && attempts.length === 1,
		handedOver,
	]);
const itemsOf = (receipts: WebhookServer): IDataObject[] => receipts.executions.flat();

describe.each(ways)('in $mode mode, $format', (way) => {
	it('a message that the workflow does not take goes to the service tool', async () => {
		const receipts = await connect({ events: ['subscribe_msg_sent_event'] }, way);
		const alice = simulator.user('alice');
		simulator.chats.write(alice, '你好 ]]> & <b>');
		await simulator.pushesSettled();
		expect(outcomes()).toEqual([[true, true]]);
		expect(receipts.executions).toEqual([]);
		expect(simulator.desk.of(alice)).toBe('serving');
		expect(simulator.desk.sees(alice).map(({ content }) => content)).toEqual([
			{ type: 'text', text: '你好 ]]> & <b>' },
		]);
	});

	it('a message that is taken and handed over starts the workflow, too', async () => {
		const receipts = await connect({ ...messages, handOver: 'all' }, way);
		simulator.chats.write(simulator.user('alice'), 'hello');
		await simulator.pushesSettled();
		expect(outcomes()).toEqual([[true, true]]);
		expect(itemsOf(receipts)).toMatchObject([{ content: 'hello', handedOver: true }]);
	});

	it('the answers of which WeChat hears nothing are given again, and start nothing again', async () => {
		const receipts = await connect({ ...messages, handOver: 'all' }, way);
		receipts.answersToLose = 2;
		const alice = simulator.user('alice');
		simulator.chats.write(alice, 'hello');
		await simulator.pushesSettled();
		expect(simulator.pushes).toMatchObject([
			{ accepted: true, handedOver: true, attempts: { length: 3 } },
		]);
		expect(receipts.executions).toHaveLength(1);
		expect(simulator.desk.of(alice)).toBe('serving');
	});

	it('an event is never handed over', async () => {
		const receipts = await connect({ ...messages, handOver: 'all' }, way);
		simulator.chats.open(simulator.user('alice'), 'order');
		await simulator.pushesSettled();
		expect(outcomes()).toEqual([[true, false]]);
		expect(receipts.executions).toEqual([]);
	});

	it('a payment that the workflow takes is answered as it wants, with ErrCode 0', async () => {
		const receipts = await connect({ events: ['*'] }, way);
		const alice = simulator.user('alice');
		simulator.push({
			openId: 'oWeChatItself',
			event: 'xpay_goods_deliver_notify',
			fields: { OpenId: alice, OutTradeNo: '1', RetryTimes: 0 },
		});
		await simulator.pushesSettled();
		expect(outcomes()).toEqual([[true, false]]);
		const [item] = itemsOf(receipts);
		expect(item).toMatchObject({ openId: alice, outTradeNo: '1' });
		expect(item).not.toHaveProperty('handedOver');
	});

	it('a payment of which WeChat does not hear starts the workflow once, however often it is repeated', async () => {
		const receipts = await connect({ events: ['*'] }, way);
		receipts.answersToLose = 5;
		simulator.push({
			openId: 'oWeChatItself',
			event: 'xpay_coin_pay_notify',
			fields: { OpenId: simulator.user('alice'), OutTradeNo: '2', RetryTimes: 0 },
		});
		await simulator.pushesSettled();
		expect(simulator.pushes).toMatchObject([{ accepted: true, attempts: { length: 6 } }]);
		expect(receipts.executions).toHaveLength(1);
	});

	it('pictures and cards have what names them', async () => {
		const receipts = await connect(messages, way);
		const alice = simulator.user('alice');
		const mediaId = simulator.chats.sendPicture(alice, picture('png'));
		const card = { title: '拿铁', pagePath: 'pages/order?id=1', picture: picture('jpg') };
		simulator.chats.sendCard(alice, card);
		await simulator.pushesSettled();
		const items = itemsOf(receipts);
		expect(items.find(({ msgType }) => msgType === 'image')).toMatchObject({
			openId: alice,
			mediaId,
			picUrl: expect.stringContaining(mediaId),
			msgid: expect.stringMatching(/^\d{19}$/),
			handedOver: false,
		});
		expect(items.find(({ msgType }) => msgType === 'miniprogrampage')).toMatchObject({
			openId: alice,
			title: '拿铁',
			appId: simulator.account.appId,
			pagePath: 'pages/order?id=1',
			thumbUrl: expect.stringMatching(/^http/),
			thumbMediaId: expect.any(String),
			handedOver: false,
		});
	});
});

it.each([
	['message', undefined, { Content: 'hello' }],
	['payment', 'xpay_goods_deliver_notify', { OutTradeNo: '3', RetryTimes: 0 }],
])('a %s whose repeats are signed anew starts the workflow once', async (_, event, fields) => {
	const way = { mode: 'secure', format: 'json' } as const;
	const receipts = await connect({ events: ['*'], handOver: 'all' }, way, { freshRepeats: true });
	receipts.answersToLose = 3;
	simulator.push({ openId: simulator.user('alice'), event, fields });
	await simulator.pushesSettled();
	expect(simulator.pushes).toMatchObject([
		{ accepted: true, handedOver: event === undefined, attempts: { length: 4 } },
	]);
	expect(receipts.executions).toHaveLength(1);
});

describe('Hand Over to Service Tool', () => {
	it.each<[handOver: string | undefined, events: string[], handedOver: boolean, started: number]>([
		[undefined, ['subscribe_msg_sent_event'], true, 0],
		[undefined, ['customer_service_message'], false, 1],
		[undefined, ['*'], false, 1],
		['unhandled', ['*'], false, 1],
		['unhandled', ['user_enter_tempsession'], true, 0],
		['all', ['*'], true, 1],
		['all', ['subscribe_msg_sent_event'], true, 0],
		['matching', ['customer_service_message'], false, 1],
		['matching', ['subscribe_msg_sent_event'], true, 0],
		['none', ['subscribe_msg_sent_event'], false, 0],
		['none', ['*'], false, 1],
	])(
		'%j with Trigger On %j: handed over %j, started %d',
		async (handOver, events, isHandedOver, started) => {
			const receipts = await connect({ events, ...(handOver && { handOver }) });
			simulator.chats.write(simulator.user('alice'), 'hello');
			await simulator.pushesSettled();
			expect(outcomes()).toEqual([[true, isHandedOver]]);
			expect(receipts.executions).toHaveLength(started);
		},
	);

	it.each<[words: string | undefined, content: string, handedOver: boolean]>([
		[undefined, '我要人工服务', true],
		[undefined, 'An AGENT, please', true],
		[undefined, 'hello', false],
		['退款，Refund', '我要退款', true],
		['退款，Refund', 'refund!', true],
		[' , ，', 'anything', false],
		['', 'anything', false],
		['a.c', 'abc', false],
	])('with the words %j, %j is handed over: %j', async (handOverWords, content, isHandedOver) => {
		const given = handOverWords === undefined ? {} : { handOverWords };
		const receipts = await connect({ ...messages, handOver: 'matching', ...given });
		simulator.chats.write(simulator.user('alice'), content);
		await simulator.pushesSettled();
		expect(outcomes()).toEqual([[true, isHandedOver]]);
		expect(itemsOf(receipts)).toMatchObject([{ content, handedOver: isHandedOver }]);
	});

	it('words are looked for in texts only', async () => {
		const receipts = await connect({ ...messages, handOver: 'matching', handOverWords: 'http' });
		simulator.chats.sendPicture(simulator.user('alice'), picture('png'));
		await simulator.pushesSettled();
		expect(itemsOf(receipts)).toMatchObject([{ msgType: 'image', handedOver: false }]);
	});
});

it('a payment that the workflow does not take gets success', async () => {
	const node = triggerNode(engine, messages);
	const seconds = Math.floor(Date.now() / 1000);
	const message = `{"ToUserName":"gh_1","FromUserName":"oW","CreateTime":${seconds},"MsgType":"event","Event":"xpay_goods_deliver_notify","OpenId":"oU","OutTradeNo":"1"}`;
	const answer = await engine.webhook(node, pushOf(message, 'secure', Date.now()));
	expect(answer).toMatchObject({ status: 200, body: 'success', workflowData: undefined });
});

describe('the answer over HTTP', () => {
	const seconds = Math.floor(Date.now() / 1000);
	const head = { ToUserName: 'gh_1', FromUserName: 'oUser', CreateTime: seconds };
	const json = JSON.stringify({ ...head, MsgType: 'text', Content: 'x', MsgId: 1 });
	const xml = `<xml><ToUserName>gh_1</ToUserName><FromUserName>oUser</FromUserName><CreateTime>${seconds}</CreateTime><MsgType>text</MsgType><Content>x</Content><MsgId>1</MsgId></xml>`;
	const handedOver = {
		ToUserName: 'oUser',
		FromUserName: 'gh_1',
		CreateTime: expect.stringMatching(/^\d{10}$/),
		MsgType: 'transfer_customer_service',
	};
	const read = (text: string): Record<string, string> => {
		const fields = text.startsWith('<') ? parseXml(text).xml : JSON.parse(text);
		return Object.fromEntries(Object.entries(fields as object).map(([k, v]) => [k, String(v)]));
	};

	it.each(
		(['plaintext', 'compatible', 'secure'] as PushMode[]).flatMap((mode) => [
			[mode, 'application/json; charset=utf-8', json],
			[mode, 'text/xml; charset=utf-8', xml],
		]),
	)('in %s mode, %s, is the hand-over', async (mode, contentType, message) => {
		const settings = mode === 'plaintext' ? { encodingAesKey: '' } : {};
		const node = triggerNode(engine, { events: ['user_enter_tempsession'] }, settings);
		const push = pushOf(message, mode as PushMode, Date.now());
		const { status, headers, body } = await engine.webhook(node, push);
		expect([status, headers['content-type'].split(';')[0]]).toEqual([
			200,
			contentType.split(';')[0],
		]);
		if (mode !== 'secure') return expect(read(body)).toEqual(handedOver);
		const { Encrypt, MsgSignature, TimeStamp, Nonce } = read(body);
		expect(MsgSignature).toBe(sha1Of(token, TimeStamp, Nonce, Encrypt));
		const opened = new WXBizMsgCrypt(token, encodingAesKey, consoleSettings.appId).decrypt(Encrypt);
		expect(opened.id).toBe(consoleSettings.appId);
		expect(read(opened.message)).toEqual(handedOver);
	});
});

describe('a third-party platform', () => {
	const platform = { appId: 'wxfedcba9876543210' };
	const way = { mode: 'secure', format: 'xml' } as const;

	it('gets the messages of its Mini Programs, told apart by originalId, and hands them over', async () => {
		const receipts = await connect({ ...messages, handOver: 'all' }, way, { platform });
		simulator.chats.write(simulator.user('alice'), 'hello');
		await simulator.pushesSettled();
		expect(outcomes()).toEqual([[true, true]]);
		expect(itemsOf(receipts)).toMatchObject([
			{ content: 'hello', originalId: simulator.account.originalId, handedOver: true },
		]);
	});

	it('does not take what a Mini Program itself gets', async () => {
		const receipts = await connect(messages, way, { platform });
		simulator.setPush({ url: receipts.url, token, encodingAesKey, retryAfter: [], ...way });
		simulator.chats.write(simulator.user('alice'), 'hello');
		await simulator.pushesSettled();
		expect(simulator.pushes).toMatchObject([{ accepted: false, attempts: [{ status: 403 }] }]);
		expect(receipts.executions).toEqual([]);
	});
});

it('a service card that did not arrive starts the workflow', async () => {
	const receipts = await connect({ events: ['notify_service_msg_send_result'] });
	const alice = simulator.user('alice');
	simulator.push({
		openId: alice,
		event: 'notify_service_msg_send_result',
		fields: {
			openid: alice,
			notify_code: 'p1.4200000000000000000000000001',
			notify_type: 2001,
			card_status: 4,
			fail_ret: -1004,
			fail_msg: 'user reject message ',
		},
	});
	await simulator.pushesSettled();
	expect(itemsOf(receipts)).toMatchObject([
		{
			event: 'notify_service_msg_send_result',
			openId: alice,
			notifyCode: '4200000000000000000000000001',
			notifyType: '2001',
			cardStatus: '4',
			failRet: -1004,
			failReason: 'The user refuses these cards',
		},
	]);
});
