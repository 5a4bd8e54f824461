/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { IDataObject } from 'n8n-workflow';

import type { RunResult, WorkflowJson } from '../../engine';
import { createEngine, packageOf } from '../../engine';
import { WeChatMiniProgramApi } from '../../credentials/WeChatMiniProgramApi.credentials';
import { WeChatMiniProgram } from '../../nodes/WeChatMiniProgram/WeChatMiniProgram.node';
import { useSimulator } from '../../simulator/test/useSimulator';
import { agentPackage } from '../support/agent';
import { exampleFor } from '../support/examples';
import { picture } from '../support/pictures';
import { triggerNode, triggerPackage } from '../support/triggerNode';
import { WebhookServer } from '../support/webhookServer';
import { consoleSettings } from '../support/wechatPush';

const { token, encodingAesKey } = consoleSettings;
const START = 'Message Received';

const simulator = useSimulator();
/** What the model of the agent answers. */
const model = { values: {} as IDataObject, runsToolItself: false };
const engine = createEngine({
	packages: [
		packageOf('n8n-nodes-wechat-miniprogram', [WeChatMiniProgram], [WeChatMiniProgramApi]),
		triggerPackage,
		agentPackage(model),
	],
});

let callback: WebhookServer | undefined;
let shop: Server;
let shopUrl: string;
/** What was put into the storage, by path. */
let stored: Map<string, Buffer>;
let runs: RunResult[];
let alice: string;

beforeEach(async () => {
	alice = simulator.user('alice');
	runs = [];
	stored = new Map();
	shop = createServer((request, response) => {
		if (request.method === 'GET') {
			response.writeHead(200, { 'content-type': 'image/png' }).end(picture('png', 'o'));
			return;
		}
		void buffer(request).then((body) => {
			stored.set(String(request.url), body);
			response.writeHead(201, { 'content-type': 'application/json' }).end('{}');
		});
	});
	await new Promise<void>((resolve) => shop.listen(0, '127.0.0.1', resolve));
	shopUrl = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`;
});

afterEach(async () => {
	await callback?.close();
	shop.closeAllConnections();
	await new Promise((resolve) => shop.close(resolve));
});

/** Sets an example up as its note says, and enters its URL in WeChat's console. */
async function publish(name: string): Promise<void> {
	const { appId, appSecret } = simulator.account;
	const data = { appId, appSecret, baseUrl: simulator.url };
	const account = engine.credentials.add({ name: 'A', type: 'weChatMiniProgramApi', data });
	const workflow: WorkflowJson = exampleFor(name, account);
	const trigger = workflow.nodes.find((node) => node.name === START)!;
	trigger.credentials = triggerNode(engine, {}, { appId, encodingAesKey }).credentials;
	trigger.id = `${trigger.id} ${simulator.url}`;
	for (const { parameters } of workflow.nodes) {
		const url = String(parameters.url ?? '');
		if (url) parameters.url = url.replace(/https:\/\/(?:shop|files)\.example/, shopUrl);
	}
	callback = new WebhookServer(engine, trigger, async (input) => {
		runs.push(await engine.run(workflow, { startNode: START, input }));
	});
	await callback.listen();
	simulator.setPush({
		url: callback.url,
		token,
		encodingAesKey,
		mode: 'secure',
		format: 'json',
		delay: 0,
		retryAfter: [1],
	});
	expect(await simulator.verifyPushUrl()).toMatchObject({ verified: true });
}

/** Waits until the pushes and the executions they started have ended. */
async function settled(): Promise<void> {
	await simulator.pushesSettled();
	await callback?.settled();
	for (const { error } of runs) expect(error).toBeUndefined();
}

/** What the phone shows of others than the user. */
const answers = () =>
	simulator.chats
		.lines(alice)
		.filter(({ from }) => from !== 'user')
		.map(({ from, content, byAi }) => ({ from, ...content, ...(byAi && { byAi }) }));

describe('agentAnswersCustomers', () => {
	beforeEach(async () => {
		model.values = { output: 'We ship within two days.' };
		await publish('agentAnswersCustomers');
	});

	test('answers a customer, under the line that AI made it', async () => {
		simulator.chats.write(alice, 'When do you ship?');
		await settled();
		expect(answers()).toEqual([
			{ from: 'program', type: 'text', text: 'We ship within two days.', byAi: true },
		]);
		const calls = simulator.calls.map(({ path }) => path).filter((path) => path.includes('custom'));
		expect(calls).toEqual(['/cgi-bin/message/custom/typing', '/cgi-bin/message/custom/send']);
	});

	test('hands a customer over on a word, and stays silent until the chat is closed', async () => {
		simulator.chats.write(alice, '人工');
		await settled();
		expect(simulator.desk.sees(alice)).toMatchObject([{ content: { text: '人工' } }]);
		simulator.chats.write(alice, 'My parcel is broken');
		simulator.desk.answer(alice, 'Sorry! A new one is on its way.');
		await settled();
		expect(simulator.desk.sees(alice)).toHaveLength(3);
		expect(answers()).toEqual([
			{ from: 'desk', type: 'text', text: 'Sorry! A new one is on its way.' },
		]);
		// The message that was handed over started the workflow, which left it to the people.
		expect(runs).toHaveLength(1);

		simulator.desk.close(alice);
		simulator.chats.write(alice, 'When do you ship?');
		await settled();
		expect(answers()).toContainEqual({
			from: 'program',
			type: 'text',
			text: 'We ship within two days.',
			byAi: true,
		});
	});

	test('leaves pictures alone', async () => {
		simulator.chats.sendPicture(alice, picture());
		await settled();
		expect(runs).toHaveLength(1);
		expect(answers()).toEqual([]);
	});
});

describe('orderCardForCustomer', () => {
	beforeEach(async () => await publish('orderCardForCustomer'));

	test('gives the card of the order that a customer writes', async () => {
		simulator.chats.write(alice, 'Where is A17?');
		await settled();
		expect(answers()).toEqual([
			{
				from: 'program',
				type: 'miniprogrampage',
				title: 'Order A17',
				pagePath: 'pages/order/detail?orderNumber=A17',
				thumbMediaId: expect.stringMatching(/^[\w-]{64}$/) as string,
			},
		]);
		const [{ thumbMediaId }] = answers() as unknown as Array<{ thumbMediaId: string }>;
		const shown = simulator.account.media.shown(thumbMediaId);
		expect(shown?.content).toEqual(picture('png', 'o'));
	});

	test('asks for the number where there is none, also after a picture', async () => {
		simulator.chats.write(alice, 'Where is my order?');
		await settled();
		simulator.chats.sendPicture(alice, picture());
		await settled();
		const question = { from: 'program', type: 'text', text: '请告诉我您的订单号，例如 A17。' };
		expect(answers()).toEqual([question, question]);
	});
});

describe('storeCustomerPicture', () => {
	beforeEach(async () => await publish('storeCustomerPicture'));

	test('stores what a user sent, byte for byte, and thanks', async () => {
		simulator.chats.sendPicture(alice, picture('jpg', 'x', 5000));
		await settled();
		expect([...stored.keys()]).toEqual([
			expect.stringMatching(new RegExp(`^/wechat/${alice}-\\d+\\.(jpg|jpeg)$`)),
		]);
		expect([...stored.values()]).toEqual([picture('jpg', 'x', 5000)]);
		expect(answers()).toEqual([{ from: 'program', type: 'text', text: '图片已收到，谢谢！' }]);
	});

	test('stores no text', async () => {
		simulator.chats.write(alice, 'Hi');
		await settled();
		expect(runs).toHaveLength(1);
		expect(stored.size).toBe(0);
		expect(answers()).toEqual([]);
	});
});
