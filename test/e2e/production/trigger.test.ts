import type { RestCredential } from '../../../playground/n8n/rest';
import type { PushSettings } from '../../../simulator';
import { eventually } from '../support/eventually';
import { itemsOf, Scene } from '../support/scene';
import { chain, wechatTrigger } from '../support/workflows';

const TOKEN = 'PushToken1';
const encodingAesKey = 'k'.repeat(43);

let scene: Scene;
let account: RestCredential;
let credential: RestCredential;
beforeAll(async () => {
	scene = await Scene.open();
	account = await scene.createCredential();
	credential = await scene.n8n.createCredential({
		name: 'WeChat Mini Program Push account',
		type: 'weChatMiniProgramPushApi',
		data: {
			appId: scene.simulator.account.appId,
			token: TOKEN,
			encodingAesKey,
		},
	});
});
afterAll(async () => await scene.close());

const setPush = (url: string, settings: Partial<PushSettings> = {}): void =>
	scene.simulator.setPush({
		url,
		token: TOKEN,
		encodingAesKey,
		mode: 'secure',
		format: 'xml',
		...settings,
	});

test('the production URL verifies, then starts a workflow for each push in secure mode', async () => {
	const templateId = await scene.addTemplate(account, '661', '1,2');
	const trigger = wechatTrigger(credential, 'pushed', ['*']);
	const workflow = await scene.createWorkflow(chain(trigger));
	await scene.n8n.activate(workflow);
	setPush(`${scene.n8n.url}/webhook/pushed/webhook`);

	expect(await scene.simulator.verifyPushUrl()).toMatchObject({ verified: true, status: 200 });
	const openId = scene.simulator.user('alice');
	scene.simulator.subscribe(openId, templateId);
	const [{ msgid }] = await scene.call(account, {
		resource: 'message',
		operation: 'send',
		openId,
		templateId: { __rl: true, mode: 'id', value: templateId },
		dataMode: 'json',
		templateDataJson: '{ "thing1": "拿铁", "amount2": "18.00元" }',
	});
	await scene.simulator.pushesSettled();
	expect(
		scene.simulator.pushes.map(({ accepted, attempts }) => [accepted, attempts.length]),
	).toEqual([
		[true, 1],
		[true, 1],
	]);

	// The answer leaves before n8n has stored the execution.
	await eventually(async () => expect(await scene.n8n.executions(workflow)).toHaveLength(2));
	const executions = await scene.n8n.executions(workflow);
	const started = await Promise.all(
		executions.map(async ({ id }) => itemsOf(await scene.n8n.finished(id), 'Pushed')),
	);
	expect(started.flat().reverse()).toEqual([
		expect.objectContaining({ event: 'subscribe_msg_popup_event', openId, templateId }),
		expect.objectContaining({ event: 'subscribe_msg_sent_event', openId, templateId, msgid }),
	]);
	await scene.n8n.deactivate(workflow);
});

test.each([
	['json', 'text/xml'],
	['json', 'application/json'],
	['xml', 'text/xml'],
	['xml', 'application/json'],
] as const)(
	'%s under %s is received, handed over and answered in its form',
	async (format, contentType) => {
		const path = `${format}-${contentType.replace('/', '-')}`;
		const trigger = wechatTrigger(credential, path, ['customer_service_message']);
		trigger.parameters.handOver = 'matching';
		const workflow = await scene.createWorkflow(chain(trigger));
		await scene.n8n.activate(workflow);
		setPush(`${scene.n8n.url}/webhook/${path}/webhook`, { format, contentType, retryAfter: [] });

		expect(await scene.simulator.verifyPushUrl()).toMatchObject({ verified: true });
		const openId = scene.simulator.user(path);
		scene.simulator.chats.write(openId, 'hello');
		await scene.simulator.pushesSettled();
		scene.simulator.chats.write(openId, '人工');
		await scene.simulator.pushesSettled();
		expect(
			scene.simulator.pushes.slice(-2).map(({ accepted, handedOver }) => [accepted, handedOver]),
		).toEqual([
			[true, false],
			[true, true],
		]);
		// The answer leaves before n8n has stored the execution.
		await eventually(async () => expect(await scene.n8n.executions(workflow)).toHaveLength(2));
		const executions = await scene.n8n.executions(workflow);
		const started = await Promise.all(
			executions.map(async ({ id }) => itemsOf(await scene.n8n.finished(id), 'Pushed')),
		);
		expect(started.flat().reverse()).toEqual([
			expect.objectContaining({ openId, content: 'hello', handedOver: false }),
			expect.objectContaining({ openId, content: '人工', handedOver: true }),
		]);
		await scene.n8n.deactivate(workflow);
	},
);

test('a push with a wrong signature is refused and starts nothing', async () => {
	const trigger = wechatTrigger(credential, 'forged', ['*']);
	const workflow = await scene.createWorkflow(chain(trigger));
	await scene.n8n.activate(workflow);
	const token = 'Other' + TOKEN;
	setPush(`${scene.n8n.url}/webhook/forged/webhook`, { token, retryAfter: [] });

	expect(await scene.simulator.verifyPushUrl()).toMatchObject({ verified: false, status: 403 });
	scene.simulator.push({ openId: scene.simulator.user('mallory'), fields: { Content: 'hi' } });
	await scene.simulator.pushesSettled();
	expect(scene.simulator.pushes.at(-1)).toMatchObject({ accepted: false });
	expect(await scene.n8n.executions(workflow)).toEqual([]);
	await scene.n8n.deactivate(workflow);
});

test('the test URL verifies and takes one push while the editor listens', async () => {
	const editor = await scene.openEditor();
	const trigger = wechatTrigger(credential, 'tried', ['subscribe_msg_popup_event']);
	await editor.openNode(await scene.createWorkflow(chain(trigger)), trigger.id);
	await editor.execute();
	await eventually(async () => expect(await editor.output.innerText()).toContain('Stop Listening'));
	setPush(`${scene.n8n.url}/webhook-test/tried/webhook`);

	expect(await scene.simulator.verifyPushUrl()).toMatchObject({ verified: true });
	const templateId = await scene.addTemplate(account, '661', '1,2');
	const openId = scene.simulator.user('bert');
	scene.simulator.subscribe(openId, templateId);
	await eventually(async () =>
		expect(await editor.items()).toEqual([
			expect.objectContaining({ event: 'subscribe_msg_popup_event', openId, templateId }),
		]),
	);
	await editor.picture('trigger');
});
