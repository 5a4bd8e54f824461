import type { IDataObject, INode } from 'n8n-workflow';

import { WeChatMiniProgramApi } from '../../credentials/WeChatMiniProgramApi.credentials';
import { WeChatMiniProgram } from '../../nodes/WeChatMiniProgram/WeChatMiniProgram.node';
import type { NodeJson } from '../../engine';
import { createEngine, packageOf } from '../../engine';
import type { PushSettings } from '../../simulator';
import { useSimulator } from '../../simulator/test/useSimulator';
import { readExample } from '../support/examples';
import { triggerNode, triggerPackage } from '../support/triggerNode';
import { WebhookServer } from '../support/webhookServer';
import { consoleSettings } from '../support/wechatPush';

const { token, encodingAesKey } = consoleSettings;
const fast = { delay: 0, retryAfter: [1, 1, 1] };
const ways = (['plaintext', 'compatible', 'secure'] as const).flatMap((mode) =>
	(['json', 'xml'] as const).map((format) => [mode, format] as const),
);

const simulator = useSimulator();
let server: WebhookServer | undefined;
const mainPackage = packageOf(
	'n8n-nodes-wechat-miniprogram',
	[WeChatMiniProgram],
	[WeChatMiniProgramApi],
);
const engine = createEngine({
	packages: [mainPackage, triggerPackage],
});
const text = 'string' as const;
engine.dataTables.create('WeChat messages', {
	msgid: text,
	orderNumber: text,
	openId: text,
	result: text,
	resultAt: text,
});

beforeEach(() => engine.dataTables.clear('WeChat messages'));
afterEach(async () => await server?.close());

/** Sets the push in the simulator's console, which verifies the URL. */
async function connect(
	node: NodeJson,
	way: Pick<PushSettings, 'mode' | 'format'>,
	start?: (items: IDataObject[]) => Promise<unknown>,
): Promise<WebhookServer> {
	server = new WebhookServer(engine, node, start);
	await server.listen();
	simulator.setPush({ url: server.url, token, encodingAesKey, ...fast, ...way });
	expect(await simulator.verifyPushUrl()).toMatchObject({ verified: true });
	return server;
}

const credentialFor = (mode: PushSettings['mode']) => ({
	appId: simulator.account.appId,
	encodingAesKey: mode === 'plaintext' ? '' : encodingAesKey,
});

/** The credential of the account for a node that calls WeChat. */
const apiCredential = () =>
	engine.credentials.add({
		name: 'Account',
		type: 'weChatMiniProgramApi',
		data: {
			appId: simulator.account.appId,
			appSecret: simulator.account.appSecret,
			baseUrl: simulator.url,
		},
	});

/** Adds a template for shipped orders to the account and returns its id. */
async function addTemplate(): Promise<string> {
	const node = {
		id: 'add',
		name: 'Add',
		type: 'n8n-nodes-wechat-miniprogram.weChatMiniProgram',
		typeVersion: 1,
		position: [0, 0],
		parameters: {
			resource: 'template',
			operation: 'add',
			messageType: 'subscribe',
			libraryTitle: { __rl: true, mode: 'id', value: '1368' },
			keywordIds: [1, 20, 5],
			sceneDescription: 'Orders',
		},
		credentials: { weChatMiniProgramApi: apiCredential() },
	} as INode;
	const result = await engine.run({ nodes: [node], connections: {} }, { startNode: 'Add' });
	return result.items('Add')[0].json.priTmplId as string;
}

/** The example as a user has it after choosing the template and the credentials. */
function exampleFor(templateId: string, mode: PushSettings['mode']) {
	const workflow = readExample('receiptsJoinedToSends');
	const send = workflow.nodes.find(({ name }) => name === 'Send Message')!;
	const trigger = workflow.nodes.find(({ name }) => name === 'Result Known')!;
	send.parameters.templateId = { __rl: true, mode: 'id', value: templateId };
	send.credentials = { weChatMiniProgramApi: apiCredential() };
	trigger.credentials = triggerNode(engine, {}, credentialFor(mode)).credentials;
	// What the process remembers of pushes is told apart by node.
	trigger.id = `${trigger.id} ${simulator.url}`;
	return { workflow, trigger };
}

const orders = (openIds: string[]) =>
	openIds.map((openId, at) => ({
		body: { openId, orderNumber: `2024060100${at}`, carrier: '顺丰速运', trackingNumber: 'SF1' },
	}));

describe.each(ways)('the example, with pushes in %s mode as %s', (mode, format) => {
	it('joins the result of every message to its order', async () => {
		const templateId = await addTemplate();
		const { workflow, trigger } = exampleFor(templateId, mode);
		const openIds = ['ann', 'bob', 'cem'].map((name) => simulator.user(name));
		for (const openId of openIds) simulator.subscribe(openId, templateId);
		const receipts = await connect(trigger, { mode, format }, async (items) => {
			const run = await engine.run(workflow, { startNode: 'Result Known', input: items });
			expect(run.error).toBeUndefined();
		});
		const sent = await engine.run(workflow, {
			startNode: 'Order Shipped',
			input: orders(openIds),
		});
		expect(sent.error).toBeUndefined();
		await simulator.pushesSettled();
		await receipts.settled();

		const rows = engine.dataTables.rows('WeChat messages');
		expect(receipts.executions).toHaveLength(3);
		expect(rows).toHaveLength(3);
		expect(sent.items('Send Message').map(({ json }) => json.msgid)).toEqual(
			openIds.map((openId) => rows.find((row) => row.openId === openId)?.msgid),
		);
		for (const [at, openId] of openIds.entries()) {
			expect(rows).toContainEqual(
				expect.objectContaining({
					msgid: expect.stringMatching(/^\d{19}$/),
					openId,
					orderNumber: `2024060100${at}`,
					result: 'success',
					resultAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
				}),
			);
		}
	});
});

it('a push whose answers were lost is repeated, and starts one execution', async () => {
	const receipts = await connect(triggerNode(engine, {}, credentialFor('secure')), {
		mode: 'secure',
		format: 'json',
	});
	receipts.answersToLose = 3;
	simulator.push({ openId: simulator.user('ann'), fields: { Content: 'hello' } });
	await simulator.pushesSettled();
	expect(simulator.pushes).toMatchObject([{ accepted: true, attempts: { length: 4 } }]);
	expect(receipts.executions).toHaveLength(1);
});

it.each(ways)('every event reaches the workflow in %s mode as %s', async (mode, format) => {
	const templateId = await addTemplate();
	const node = triggerNode(engine, {}, credentialFor(mode));
	const receipts = await connect(node, { mode, format });
	const openId = simulator.user('ann');
	simulator.subscribe(openId, templateId);
	simulator.refuse(openId, templateId);
	simulator.unsubscribe(openId, templateId);
	simulator.push({ openId, event: 'user_enter_tempsession', fields: { SessionFrom: 'order' } });
	simulator.push({ openId, fields: { Content: '<你好> & ]]>', MsgId: 4561255354251345929n } });
	await simulator.pushesSettled();
	expect(simulator.pushes.every(({ accepted }) => accepted)).toBe(true);
	const told = receipts.executions.flat();
	expect(told.every((item) => item.openId === openId)).toBe(true);
	expect(told).toHaveLength(5);
	for (const item of [
		{ event: 'subscribe_msg_popup_event', templateId, subscribeStatus: 'accept' },
		{ event: 'subscribe_msg_popup_event', templateId, subscribeStatus: 'reject' },
		{ event: 'subscribe_msg_change_event', templateId, subscribeStatus: 'reject' },
		{ event: 'user_enter_tempsession', sessionFrom: 'order' },
		{
			event: 'customer_service_message',
			msgType: 'text',
			content: '<你好> & ]]>',
			msgid: '4561255354251345929',
		},
	]) {
		expect(told).toContainEqual(expect.objectContaining(item));
	}
});

it('a simulator with another Token does not get its URL verified, nor its pushes taken', async () => {
	const receipts = new WebhookServer(engine, triggerNode(engine, {}, credentialFor('secure')));
	server = receipts;
	await receipts.listen();
	const settings = { url: receipts.url, token: 'otherToken', encodingAesKey, ...fast };
	simulator.setPush({ ...settings, mode: 'secure', format: 'json' });
	expect(await simulator.verifyPushUrl()).toMatchObject({ verified: false, status: 403 });
	simulator.push({ openId: simulator.user('ann'), fields: { Content: 'hello' } });
	await simulator.pushesSettled();
	expect(simulator.pushes).toMatchObject([{ accepted: false, attempts: { length: 4 } }]);
	expect(receipts.executions).toEqual([]);
});
