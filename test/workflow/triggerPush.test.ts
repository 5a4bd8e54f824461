import type { INodeParameters } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { WeChatMiniProgramTrigger } from '../../nodes/WeChatMiniProgramTrigger/WeChatMiniProgramTrigger.node';
import { createEngine } from '../../engine';
import { pushSamples, sampleAt, writtenAt } from '../support/pushSamples';
import { startedWith, triggerNode, triggerPackage } from '../support/triggerNode';
import type { ConsoleSettings, PushMode } from '../support/wechatPush';
import { consoleSettings, pushOf } from '../support/wechatPush';

const engine = createEngine({ packages: [triggerPackage] });
const plaintext: Partial<ConsoleSettings> = { encodingAesKey: '' };
const seconds = Math.floor(Date.now() / 1000);
const samples = pushSamples
	.map((sample) => sampleAt(sample, seconds))
	// Messages of users tell whether the service tool got them, too.
	.map(({ items, ...sample }) => ({
		...sample,
		items: items.map((item) => (item.msgType === 'event' ? item : { ...item, handedOver: false })),
	}));
const [popup, , , change, , result] = samples.map(({ message }) => message);

const modes: Array<[mode: PushMode, key: string, settings: Partial<ConsoleSettings>]> = [
	['plaintext', 'without EncodingAESKey', plaintext],
	['compatible', 'without EncodingAESKey', plaintext],
	['compatible', 'with EncodingAESKey', {}],
	['secure', 'with EncodingAESKey', {}],
];

describe.each(modes)('a push in %s mode, credential %s', (mode, _, settings) => {
	it.each(samples)('$name', async ({ message, items }) => {
		const node = triggerNode(engine, {}, settings);
		const answer = await engine.webhook(node, pushOf(message, mode, Date.now()));
		expect(answer).toMatchObject({ status: 200, body: 'success' });
		expect(startedWith(answer)).toEqual(items);
		expect(answer.logs).toEqual([]);
	});
});

describe('whatever content type a push has', () => {
	const types = ['text/xml', 'application/json', 'text/plain', 'application/octet-stream', ''];
	const forms = [samples[0], samples[2]].flatMap(({ message, items }) =>
		types.map((type) => [message[0], type, message, items] as const),
	);

	it.each(forms)('%s under %j reaches the workflow', async (_, type, message, items) => {
		const push = { ...pushOf(message, 'secure', Date.now()), headers: { 'content-type': type } };
		const answer = await engine.webhook(triggerNode(engine), push);
		expect(answer).toMatchObject({ status: 200, body: 'success' });
		expect(startedWith(answer)).toEqual(items);
	});

	it.each([
		['{', 'text/xml'],
		['<', 'application/json'],
	])('n8n answers 422 to %s under %s where the option is off', async (first, type) => {
		const [message] = samples.map((one) => one.message).filter((text) => text.startsWith(first));
		const push = { ...pushOf(message, 'secure', Date.now()), headers: { 'content-type': type } };
		for (const options of [{ binaryData: false }, {}]) {
			const answer = await engine.webhook(triggerNode(engine, { options }), push);
			expect(answer.status).toBe(422);
			expect(answer.workflowData).toBeUndefined();
		}
	});

	it('a new trigger has the option, and keeps it when it is saved', () => {
		const { properties } = new WeChatMiniProgramTrigger().description;
		const read = (values: INodeParameters, defaults: boolean) =>
			NodeHelpers.getNodeParameters(properties, values, defaults, false, null, null)!;
		const created = read({}, true);
		expect(created.options).toEqual({ binaryData: true });
		expect(read(read(created, false), true).options).toEqual({ binaryData: true });
		const withRaw = { ...created, options: { binaryData: true, includeRaw: true } };
		expect(read(withRaw, false).options).toEqual({ binaryData: true, includeRaw: true });
	});

	it('the right type does without the option', async () => {
		const push = pushOf(popup, 'secure', Date.now());
		const answer = await engine.webhook(triggerNode(engine, { options: {} }), push);
		expect(startedWith(answer)).toEqual(samples[0].items);
	});
});

describe('Trigger On', () => {
	it.each<[events: string[], started: number]>([
		[['subscribe_msg_sent_event'], 1],
		[['subscribe_msg_popup_event'], 1],
		[['subscribe_msg_popup_event', 'subscribe_msg_change_event'], 2],
		[['customer_service_message', 'user_enter_tempsession'], 0],
		[['*'], 3],
	])('%j starts %d of three workflows, and every push is taken', async (events, started) => {
		const node = triggerNode(engine, { events });
		let starts = 0;
		for (const message of [popup, change, result]) {
			const answer = await engine.webhook(node, pushOf(message, 'secure', Date.now()));
			expect(answer).toMatchObject({ status: 200, body: 'success' });
			if (answer.workflowData) starts += 1;
		}
		expect(starts).toBe(started);
	});

	it('left as it is means the results of messages', async () => {
		const { parameters, ...node } = triggerNode(engine);
		expect(parameters).toBeDefined();
		const answers = [
			await engine.webhook(node, pushOf(popup, 'secure', Date.now())),
			await engine.webhook(node, pushOf(result, 'secure', Date.now())),
		];
		expect(answers.map((answer) => answer.workflowData !== undefined)).toEqual([false, true]);
	});

	it('Any Event takes events that this package does not know', async () => {
		const message = writtenAt(
			'{"ToUserName":"gh_97417a04a28d","FromUserName":"o9AgO5Kd5ggOC-bXrbNODIiE3bGY","CreateTime":1714112445,"MsgType":"event","Event":"debug_demo","debug_str":"hello world"}',
			seconds,
		);
		const answer = await engine.webhook(triggerNode(engine), pushOf(message, 'secure', Date.now()));
		expect(startedWith(answer)).toMatchObject([{ event: 'debug_demo', debugStr: 'hello world' }]);
	});
});

it('Include Raw Fields adds what WeChat wrote', async () => {
	const node = triggerNode(engine, { options: { includeRaw: true } });
	const answer = await engine.webhook(node, pushOf(result, 'secure', Date.now()));
	const { List: entry, ...common } = JSON.parse(result) as { List: object };
	expect(startedWith(answer)).toMatchObject([{ raw: { ...common, ...entry } }]);
});

it('takes a credential whose values were pasted with spaces', async () => {
	const { token, encodingAesKey, appId } = consoleSettings;
	const pasted = { token: ` ${token}`, encodingAesKey: `${encodingAesKey}\n`, appId: `${appId} ` };
	const node = triggerNode(engine, {}, pasted);
	const answer = await engine.webhook(node, pushOf(result, 'secure', Date.now()));
	expect(startedWith(answer)).toHaveLength(1);
});

describe('the URL verification', () => {
	const { query } = pushOf(result, 'plaintext', Date.now());
	const echostr = '<b>4375120948345356249</b>';

	it.each([
		['with EncodingAESKey', {}],
		['without EncodingAESKey', plaintext],
	])('is answered with the bare text, credential %s', async (_, settings) => {
		const node = triggerNode(engine, {}, settings);
		const answer = await engine.webhook(node, { method: 'GET', query: { ...query, echostr } });
		expect(answer).toMatchObject({ status: 200, body: echostr, logs: [] });
		expect(answer.headers['content-type']).toMatch(/^text\/plain/);
		expect(answer.workflowData).toBeUndefined();
	});

	it('with a wrong signature is refused', async () => {
		const forged = { ...query, signature: 'f'.repeat(40), echostr };
		const answer = await engine.webhook(triggerNode(engine), { method: 'GET', query: forged });
		expect(answer.status).toBe(403);
		expect(answer.body).not.toContain('4375120948345356249');
		expect(answer.logs).toHaveLength(1);
	});
});

it('tells of a credential that is not there as n8n does', async () => {
	const { credentials, ...node } = triggerNode(engine);
	expect(credentials).toBeDefined();
	const answer = await engine.webhook(node, pushOf(result, 'secure', Date.now()));
	expect(answer.status).toBe(500);
	expect(answer.error?.message).toMatch(/credential/i);
});

describe('the credential test', () => {
	const { checkPushSettings } = new WeChatMiniProgramTrigger().methods.credentialTest;

	it.each<[what: string, data: object, status: string, message: RegExp]>([
		['all values', {}, 'OK', /form/],
		['plaintext mode', { encryption: 'plaintext', encodingAesKey: '' }, 'OK', /form/],
		['no EncodingAESKey', { encodingAesKey: '' }, 'Error', /^The EncodingAESKey must/],
		['no Token', { token: '' }, 'Error', /^The Token must/],
	])('%s', async (_, data, status, message) => {
		const tested = await checkPushSettings.call({} as never, {
			id: '1',
			name: 'Push',
			type: 'weChatMiniProgramPushApi',
			data: { ...consoleSettings, ...data },
		});
		expect(tested).toEqual({ status, message: expect.stringMatching(message) });
	});
});
