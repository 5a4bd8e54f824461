import type { INodeParameters } from 'n8n-workflow';

import type { RestCredential } from '../../../playground/n8n/rest';
import type { Editor } from '../support/editor';
import { eventually } from '../support/eventually';
import { Scene } from '../support/scene';
import { chain, items, node, start, wechat, WECHAT } from '../support/workflows';

let scene: Scene;
let editor: Editor;
let credential: RestCredential;
let templateId: string;

beforeAll(async () => {
	scene = await Scene.open();
	credential = await scene.createCredential();
	// Two with the same title: 商品名称, 商品金额, 下单时间 in different orders.
	templateId = await scene.addTemplate(credential, '661', '1,2,4');
	await scene.addTemplate(credential, '661', '2,3');
	editor = await scene.openEditor();
});
afterAll(async () => await scene.close());

/** Opens the panel of a Send node that gets the given items. */
async function openSend(parameters: INodeParameters, ...records: INodeParameters[]): Promise<void> {
	const send = wechat(credential, { resource: 'message', operation: 'send', ...parameters });
	const workflow = await scene.createWorkflow(chain(start(), items(...records), send));
	await editor.openNode(workflow, WECHAT);
}

/** Parameters of a message without the mapper. */
const asJson = (): INodeParameters => ({
	openId: '={{ $json.openId }}',
	templateId: { __rl: true, mode: 'id', value: templateId },
	dataMode: 'json',
	templateDataJson: '={{ JSON.stringify($json.data) }}',
});

const data = { thing1: '拿铁', amount2: '18.00元', time4: '2026年6月8日 10:30' };

test('the node panel describes the node and offers its actions', async () => {
	await editor.goto('/workflow/new');
	await editor.byId('canvas-plus-button').click();
	await editor.page.getByText('Trigger manually').click();
	await editor.byId('node-creator-plus-button').click();
	await editor.byId('node-creator-search-bar').fill('wechat');
	const found = editor.byId('item-iterator-item').filter({ hasText: 'WeChat Mini Program' });
	await found.waitFor();
	await editor.picture('nodeCreator');
	expect(await found.innerText()).toContain('Send messages to the users of a WeChat Mini Program');

	await found.click();
	await editor.page.getByText('Send message', { exact: true }).click();
	await editor.byId('node-parameters').waitFor();
	await editor.picture('sendEmpty');
	const panel = await editor.byId('node-parameters').innerText();
	expect(panel).toContain('Template');
	// Nothing is red before a template is picked.
	expect(panel).not.toContain('not loaded yet');
});

test('a message is built from a picked template, sent, and lands on the phone', async () => {
	const openId = scene.simulator.user('alice');
	scene.simulator.subscribe(openId, templateId);
	await openSend({}, { openId });

	expect(await editor.openList('templateId')).toEqual([
		'订单支付成功通知 · One-time · 商品名称, 商品金额, 下单时间',
		'订单支付成功通知 · One-time · 商品金额, 商品数量',
	]);
	await editor.picture('templateList');
	await editor.pick('商品名称, 商品金额, 下单时间');
	await editor.fill('thing1', data.thing1);
	await editor.fill('amount2', data.amount2);
	await editor.fill('time4', data.time4);
	await editor.fill('openId', openId);
	await editor.execute();
	await eventually(async () =>
		expect(await editor.items()).toEqual([
			{
				errcode: 0,
				errmsg: 'ok',
				msgid: expect.stringMatching(/^\d+$/),
				touser: openId,
				template_id: templateId,
			},
		]),
	);
	await editor.picture('send');
	expect(await editor.byId('mapping-fields-container').innerText()).toMatch(
		/商品名称 - max 20 chars[^]*商品金额 - amount[^]*下单时间 - time/,
	);
	expect(await editor.cutLabels('mapping-fields-container')).toEqual([]);
});

test('a user who has not subscribed is told with what to do', async () => {
	const openId = scene.simulator.user('bert');
	await openSend(asJson(), { openId, data });
	await editor.execute();

	const { message, description } = await editor.error();
	await editor.picture('notSubscribed');
	expect(message).toBe('The user has not subscribed, or the subscription is used up');
	expect(description).toMatch(
		/^The user must allow this template in the Mini Program .* WeChat's answer: 43101 user refuse/,
	);
});

test('the inbox shows what became of both messages', async () => {
	const inbox = await editor.openPage(scene.simulator.url, { width: 840, height: 560 });
	const card = (person: string) =>
		inbox.locator('.phone', { hasText: person }).locator('.card').first();
	await card('bert').waitFor();
	await editor.picture('inbox', inbox);
	expect(await card('alice').innerText()).toMatch(
		/订单支付成功通知[^]*商品名称\s*拿铁[^]*商品金额\s*18\.00元[^]*下单时间\s*2026年6月8日 10:30/,
	);
	expect(await card('bert').innerText()).toMatch(/Not delivered[^]*The user has not allowed/);
	await inbox.close();
});

test('a bad value of one item is told before anything is sent', async () => {
	const openId = scene.simulator.user('cleo');
	scene.simulator.subscribe(openId, templateId, 2);
	const sent = scene.simulator.delivered.length;
	await openSend(asJson(), { openId, data }, { openId, data: { ...data, amount2: '18 Euro' } });
	await editor.execute();

	const { message, description } = await editor.error();
	await editor.picture('badValue');
	expect(message).toMatch(
		/^The value of the field "amount2" is not in the form that WeChat takes( \[item 1\])?$/,
	);
	expect(description).toContain('e.g. ￥100. The value is "18 Euro".');
	expect(description).toContain('Nothing was sent');
	expect(scene.simulator.delivered).toHaveLength(sent);
});

test('a failure among others says which items were done', async () => {
	const openIds = ['dora', 'emil', 'fred'].map((name) => scene.simulator.user(name));
	for (const openId of [openIds[0], openIds[2]]) scene.simulator.subscribe(openId, templateId);
	await openSend(
		{ ...asJson(), options: { concurrency: 1 } },
		...openIds.map((openId) => ({ openId, data })),
	);
	await editor.execute();

	const { message, description } = await editor.error();
	await editor.picture('oneOfThree');
	expect(message).toMatch(/^The user has not subscribed, or the subscription is used up/);
	expect(description).toMatch(/\. Item 1 stopped the run after 1 of 3 items were done\./);
	expect(description).toContain('Not tried: item 2.');
});

test('a list that cannot be read says why', async () => {
	await openSend({ messageType: 'template' }, {});
	await editor.byId('rlc-input', editor.byId('resource-locator-templateId')).click();

	const told = editor.byId('rlc-error-container');
	await told.waitFor();
	await editor.picture('listRefused');
	expect(await told.innerText()).toMatch(
		/Could not load list\s+45103 - WeChat no longer offers Template Messages\s+WeChat itself/,
	);
});

test('fields that cannot be read say why', async () => {
	await openSend({ messageType: 'template' }, {});
	await editor.byId('rlc-mode-selector', editor.byId('resource-locator-templateId')).click();
	await editor.page.getByText('By ID', { exact: true }).last().click();
	await editor.byId('rlc-input', editor.byId('resource-locator-templateId')).fill(templateId);

	const mapper = editor.byId('resource-mapper-container');
	await eventually(async () =>
		expect(await mapper.innerText()).toContain(
			'WeChat no longer offers Template Messages. WeChat itself',
		),
	);
	await editor.picture('fieldsRefused');
});

test('the fields of a picked template load beside an expression that lacks its input data', async () => {
	await openSend({ openId: '={{ $json.openId }}' }, {});
	await editor.openList('templateId');
	await editor.pick('商品金额, 商品数量');
	await editor.parameter('number3').waitFor();
});

test('the next node is shown what Send will put out', async () => {
	const send = wechat(credential, { resource: 'message', operation: 'send' });
	const next = node('Next', 'n8n-nodes-base.noOp', 1, {});
	await editor.openNode(await scene.createWorkflow(chain(start(), send, next)), next.id);
	await eventually(async () =>
		expect(await editor.byId('ndv-input-panel').innerText()).toMatch(
			/Usually outputs the following fields[^]*errcode\s+errmsg\s+msgid\s+template_id\s+touser/,
		),
	);
});
