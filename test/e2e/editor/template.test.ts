import type { RestCredential } from '../../../playground/n8n/rest';
import type { Editor } from '../support/editor';
import { eventually } from '../support/eventually';
import { Scene } from '../support/scene';
import { chain, start, wechat, WECHAT } from '../support/workflows';

let scene: Scene;
let editor: Editor;
let credential: RestCredential;
beforeAll(async () => {
	scene = await Scene.open({ retiredApi: 'working' });
	credential = await scene.createCredential();
	editor = await scene.openEditor();
});
afterAll(async () => await scene.close());

test('a template is added from the library, with keywords in the order in which they are picked', async () => {
	const add = wechat(credential, { resource: 'template', operation: 'add' });
	await editor.openNode(await scene.createWorkflow(chain(start(), add)), WECHAT);

	await editor.openList('libraryTitle');
	await editor.search('订单支付');
	await editor.pick('订单支付成功通知 · One-time · 661');
	for (const keyword of ['下单时间', '商品名称', '商品金额']) {
		await editor.choose('keywordIds', keyword);
		await editor.page.keyboard.press('Escape');
	}
	await editor.fill('sceneDescription', '下单后通知');
	await editor.execute();
	await eventually(async () =>
		expect(await editor.items()).toEqual([{ priTmplId: expect.any(String) }]),
	);
	await editor.picture('addTemplate');

	const templates = await scene.call(credential, { resource: 'template', operation: 'getAll' });
	const [{ title, content }] = templates;
	expect(title).toBe('订单支付成功通知');
	expect(String(content).match(/\w+(?=\.DATA)/g)).toEqual(['time4', 'thing1', 'amount2']);
});

test('a Template Message is sent with a form ID, its keyword enlarged', async () => {
	const openId = scene.simulator.user('alice');
	const formId = scene.simulator.submitForm(openId);
	const templateId = await scene.addTemplate(credential, 'AT0002', '3,5,4', 'template');
	const send = wechat(credential, { resource: 'message', operation: 'send' });
	await editor.openNode(await scene.createWorkflow(chain(start(), send)), WECHAT);

	await editor.choose('messageType', 'Template Message (Retired)');
	const notice = editor.byId('node-parameters').getByText('WeChat switched Template Messages off');
	await notice.waitFor();
	expect(await editor.openList('templateId')).toEqual([
		'购买成功通知 · 购买地点, 物品名称, 购买时间',
	]);
	await editor.pick('购买成功通知');
	await editor.fill('keyword1', 'TIT造舰厂');
	await editor.fill('keyword2', '咖啡');
	await editor.fill('keyword3', '2026年6月6日');
	await editor.fill('openId', openId);
	await editor.fill('formId', formId);
	await editor.addOption('Emphasis Keyword Name or ID');
	await editor.choose('emphasisKeyword', '物品名称');
	await editor.execute();
	await eventually(async () =>
		expect(await editor.items()).toEqual([
			{ errcode: 0, errmsg: 'ok', touser: openId, template_id: templateId },
		]),
	);
	await editor.picture('sendTemplateMessage');
	expect(scene.simulator.delivered.map(({ title, fields }) => ({ title, fields }))).toEqual([
		{
			title: '购买成功通知',
			fields: [
				expect.objectContaining({ value: 'TIT造舰厂', emphasis: false }),
				expect.objectContaining({ value: '咖啡', emphasis: true }),
				expect.objectContaining({ value: '2026年6月6日', emphasis: false }),
			],
		},
	]);
});
