import type { Locator, Page } from 'playwright-core';

import type { RestWorkflow } from '../../../playground/n8n/rest';
import type { Editor } from '../support/editor';
import { eventually } from '../support/eventually';
import { Scene } from '../support/scene';
import { chain, node, wechat, wechatTrigger } from '../support/workflows';

const PATH = 'chat';
const push = { token: 'PushToken1', encodingAesKey: 'k'.repeat(43) };

let scene: Scene;
let editor: Editor;
let inbox: Page;
let workflow: RestWorkflow;

/** Answers what is not handed over with a text and a picture, the code of a page. */
async function createChatWorkflow(): Promise<RestWorkflow> {
	const account = await scene.createCredential();
	const credential = await scene.n8n.createCredential({
		name: 'WeChat Mini Program Push account',
		type: 'weChatMiniProgramPushApi',
		data: { appId: scene.simulator.account.appId, ...push },
	});
	const trigger = wechatTrigger(credential, PATH, ['customer_service_message']);
	Object.assign(trigger.parameters, { handOver: 'matching', handOverWords: '人工, agent' });
	const openId = '={{ $("Pushed").item.json.openId }}';
	const step = (name: string, parameters: Parameters<typeof wechat>[1]) => ({
		...wechat(account, parameters),
		id: name,
		name,
	});
	const keep = node('Not Handed Over', 'n8n-nodes-base.filter', 2.2, {
		conditions: {
			options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
			combinator: 'and',
			conditions: [
				{
					id: 'a',
					leftValue: '={{ $json.handedOver }}',
					rightValue: '',
					operator: { type: 'boolean', operation: 'false', singleValue: true },
				},
			],
		},
	});
	return await scene.createWorkflow(
		chain(
			trigger,
			keep,
			step('Words', {
				resource: 'customerService',
				operation: 'send',
				openId,
				text: '您的订单今天下午送达，扫码查看：',
				options: { aiGenerated: true },
			}),
			step('Code', { resource: 'link', operation: 'createCode', scene: 'order=7' }),
			step('Picture', {
				resource: 'customerService',
				operation: 'send',
				openId,
				contentType: 'image',
			}),
		),
	);
}

beforeAll(async () => {
	scene = await Scene.open();
	workflow = await createChatWorkflow();
	await scene.n8n.activate(workflow);
	scene.simulator.setPush({
		url: `${scene.n8n.url}/webhook/${PATH}/webhook`,
		...push,
		mode: 'secure',
		format: 'json',
	});
	scene.simulator.user('anna');
	editor = await scene.openEditor();
	inbox = await editor.openPage(scene.simulator.url, { width: 900, height: 1240 });
});
afterAll(async () => {
	await scene.n8n.deactivate(workflow);
	await scene.close();
});

const phone = (): Locator => inbox.locator('.phone', { hasText: 'anna' });

/** Writes in the chat of the phone, as a person does with a keyboard. */
async function write(text: string): Promise<void> {
	const input = phone().locator('.chat [name="text"]');
	if (!(await input.isVisible())) await phone().locator('.chat > summary').click();
	await input.fill(text);
	await input.press('Enter');
}

const executions = async () => await scene.n8n.executions(workflow);

test('a user writes, and the phone shows the text and the picture of the workflow', async () => {
	await write('我的订单到哪了？');
	const lines = phone().locator('.lines > *');
	await eventually(async () => expect(await lines.count()).toBe(3));
	expect(await lines.nth(1).innerText()).toContain('您的订单今天下午送达');
	expect(await lines.nth(1).locator('.ai').isVisible()).toBe(true);
	await eventually(async () => {
		const picture = lines.nth(2).locator('img');
		const width = (image: unknown) => (image as { naturalWidth: number }).naturalWidth;
		expect(await picture.evaluate(width)).toBeGreaterThan(100);
	});
	expect(await executions()).toHaveLength(1);
});

test('a word hands over: the desk gets the next message, and n8n does not', async () => {
	await write('人工');
	await scene.simulator.pushesSettled();
	await eventually(async () => expect(await executions()).toHaveLength(2));
	await write('你好，我想换一种口味');
	await eventually(async () =>
		expect(await inbox.locator('#desk-chats').innerText()).toContain('我想换一种口味'),
	);
	await scene.simulator.pushesSettled();
	expect(scene.simulator.pushes.at(-1)?.message).toContain('人工');
	expect(await executions()).toHaveLength(2);
	await editor.picture('chat', inbox);
});
