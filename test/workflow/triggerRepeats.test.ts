import fc from 'fast-check';

import type { WeChatMiniProgramTrigger } from '../../nodes/WeChatMiniProgramTrigger/WeChatMiniProgramTrigger.node';
import type { NodeJson, WebhookCall } from '../../engine';
import { createEngine, packageOf } from '../../engine';
import { triggerNode, triggerPackage } from '../support/triggerNode';
import type { PushMode } from '../support/wechatPush';
import { consoleSettings, pushOf } from '../support/wechatPush';

/** The trigger as another process has it: with nothing in its memory. */
let OtherProcessTrigger: typeof WeChatMiniProgramTrigger;
jest.isolateModules(() => {
	// eslint-disable-next-line @typescript-eslint/no-require-imports -- a second copy of the module
	const loaded = require('../../nodes/WeChatMiniProgramTrigger/WeChatMiniProgramTrigger.node') as {
		WeChatMiniProgramTrigger: typeof WeChatMiniProgramTrigger;
	};
	OtherProcessTrigger = loaded.WeChatMiniProgramTrigger;
});
const otherPackage = packageOf('other-process', [OtherProcessTrigger!], []);
const engine = createEngine({ packages: [triggerPackage, otherPackage] });
const inOtherProcess = (node: NodeJson): NodeJson => ({
	...node,
	type: 'other-process.weChatMiniProgramTrigger',
});

const seconds = Math.floor(Date.now() / 1000);
const jsonOf = (id: number) =>
	`{"ToUserName":"gh_1","FromUserName":"oUser${id}","CreateTime":${seconds},"MsgType":"event","Event":"subscribe_msg_sent_event","List":{"TemplateId":"t","MsgID":"${id}","ErrorCode":"0","ErrorStatus":"success"}}`;
const xmlOf = (id: number) =>
	`<xml><ToUserName>gh_1</ToUserName><FromUserName>oUser${id}</FromUserName><CreateTime>${seconds}</CreateTime><MsgType>event</MsgType><Event>subscribe_msg_sent_event</Event><SubscribeMsgSentEvent><List><TemplateId>t</TemplateId><MsgID>${id}</MsgID><ErrorCode>0</ErrorCode><ErrorStatus>success</ErrorStatus></List></SubscribeMsgSentEvent></xml>`;

/** Pushes and tells whether an execution was started; every push has to be taken. */
async function starts(node: NodeJson, call: WebhookCall): Promise<boolean> {
	const answer = await engine.webhook(node, call);
	expect(answer).toMatchObject({ status: 200, body: 'success' });
	return answer.workflowData !== undefined;
}
const push = (id: number, mode: PushMode = 'secure', text = jsonOf) =>
	pushOf(text(id), mode, Date.now());

describe('a push that WeChat repeats', () => {
	it.each<[mode: PushMode, text: (id: number) => string]>([
		['secure', jsonOf],
		['secure', xmlOf],
		['compatible', jsonOf],
		['compatible', xmlOf],
	])('starts one execution (%s)', async (mode, text) => {
		const node = triggerNode(engine);
		expect(await starts(node, push(1, mode, text))).toBe(true);
		expect(await starts(node, push(1, mode, text))).toBe(false);
		expect(await starts(node, push(2, mode, text))).toBe(true);
	});

	it('starts one execution when its repeats overlap', async () => {
		const node = triggerNode(engine);
		const pushes = Array.from({ length: 4 }, () => starts(node, push(1)));
		expect((await Promise.all(pushes)).filter(Boolean)).toHaveLength(1);
	});

	it('starts one execution of each workflow that gets it', async () => {
		expect(await starts(triggerNode(engine), push(1))).toBe(true);
		expect(await starts(triggerNode(engine), push(1))).toBe(true);
	});

	it('is known to a process that did not get it first, by the static data', async () => {
		const node = triggerNode(engine);
		expect(await starts(node, push(1))).toBe(true);
		expect(await starts(inOtherProcess(node), push(1))).toBe(false);
	});

	it('is forgotten by the static data after 200 others', async () => {
		const node = triggerNode(engine);
		for (let id = 0; id <= 200; id++) expect(await starts(node, push(id))).toBe(true);
		expect(await starts(inOtherProcess(node), push(1))).toBe(false);
		expect(await starts(inOtherProcess(node), push(0))).toBe(true);
	});
});

/** What happens to a push on its way, and whether it is still to be believed. */
interface Corruption {
	isGood: boolean;
	apply(call: Call, at: number): Call;
}
type Call = ReturnType<typeof pushOf>;

const withQuery = (call: Call, query: Record<string, string>) => ({
	...call,
	query: { ...call.query, ...query },
});
/** Another character at a place of a text. */
const spoil = (text: string, at: number) => {
	const place = at % text.length;
	const other = text[place] === 'A' ? 'B' : 'A';
	return text.slice(0, place) + other + text.slice(place + 1);
};
const spoilQuery =
	(name: string) =>
	(call: Call, at: number): Call =>
		withQuery(call, { [name]: spoil(call.query[name], at) });

const everyMode: Corruption[] = [
	{ isGood: true, apply: (call) => call },
	{ isGood: true, apply: spoilQuery('openid') },
	{ isGood: false, apply: spoilQuery('timestamp') },
	{ isGood: false, apply: spoilQuery('nonce') },
	{
		isGood: false,
		apply: (call, at) => ({
			...call,
			rawBody: call.rawBody.slice(0, at % call.rawBody.length),
		}),
	},
];
const encrypted: Corruption[] = [
	...everyMode,
	{ isGood: true, apply: spoilQuery('signature') },
	{ isGood: false, apply: spoilQuery('msg_signature') },
	{
		isGood: false,
		apply: (call, at) => ({
			...call,
			rawBody: call.rawBody.replace(/[A-Za-z0-9+/]{100,}/, (content) => spoil(content, at)),
		}),
	},
	{
		isGood: false,
		apply: ({ rawBody, ...call }) => ({
			...call,
			rawBody: rawBody.replace(/Encrypt/g, 'encrypt'),
		}),
	},
];
const unencrypted: Corruption[] = [...everyMode, { isGood: false, apply: spoilQuery('signature') }];

describe.each<[name: string, modes: PushMode[], encodingAesKey: string, kinds: Corruption[]]>([
	['encrypted', ['compatible', 'secure'], consoleSettings.encodingAesKey, encrypted],
	['plaintext', ['plaintext'], '', unencrypted],
])('1,000 %s pushes with random corruption', (_, modes, encodingAesKey, kinds) => {
	it('start as many executions as good distinct ones were among them', async () => {
		const pushes = fc.record({
			id: fc.nat(60),
			text: fc.constantFrom(jsonOf, xmlOf),
			mode: fc.constantFrom(...modes),
			corruption: fc.constantFrom(...kinds),
			at: fc.nat(),
		});
		const property = fc.asyncProperty(
			fc.array(pushes, { minLength: 100, maxLength: 100 }),
			async (drawn) => {
				const node = triggerNode(engine, {}, { encodingAesKey });
				const answers = await Promise.all(
					drawn.map(async ({ id, text, mode, corruption, at }) =>
						engine.webhook(node, corruption.apply(push(id, mode, text), at)),
					),
				);
				const good = drawn.filter(({ corruption }) => corruption.isGood);
				expect(answers.filter(({ workflowData }) => workflowData)).toHaveLength(
					new Set(good.map(({ id, text }) => text(id))).size,
				);
				expect(answers.map(({ status }) => status === 200)).toEqual(
					drawn.map(({ corruption }) => corruption.isGood),
				);
			},
		);
		await fc.assert(property, { numRuns: 10, endOnFailure: true });
	});
});
