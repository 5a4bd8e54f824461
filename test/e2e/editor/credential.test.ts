import type { Editor } from '../support/editor';
import { eventually } from '../support/eventually';
import { Scene } from '../support/scene';

let scene: Scene;
let editor: Editor;
beforeAll(async () => {
	scene = await Scene.open();
	editor = await scene.openEditor();
	await editor.goto('/home/credentials/create');
	await editor.byId('new-credential-type-select').locator('input').fill('WeChat');
	await editor.page.getByText('WeChat Mini Program API', { exact: true }).last().click();
	await editor.byId('new-credential-type-button').click();
});
afterAll(async () => await scene.close());

/** Fills in settings and saves, which makes n8n test them. */
async function save(settings: Record<string, unknown>): Promise<void> {
	for (const [name, text] of Object.entries(settings)) await editor.fill(name, String(text));
	await editor.byId('credential-save-button').click();
}

/** What n8n says above the settings. */
async function told(): Promise<string> {
	const more = editor.page.getByText('More details');
	if (await more.isVisible()) await more.click();
	const text = await editor.byId('node-credentials-config-container').innerText();
	return text.split('App ID')[0];
}

test('a wrong App Secret is told, with what to do', async () => {
	const wrong = '0'.repeat(32);
	const { appId, baseUrl } = scene.account;
	await save({ appId, baseUrl, appSecret: wrong });

	await eventually(async () =>
		expect(await told()).toContain(
			'WeChat does not accept the App Secret. Copy the App Secret again from',
		),
	);
	await editor.picture('credentialRefused');
	expect(await told()).not.toContain(wrong);
});

test('the right one connects', async () => {
	await save({ appSecret: scene.account.appSecret });

	await eventually(async () => expect(await told()).toContain('Connection tested successfully'));
	await editor.picture('credential');
});

test.each([
	['http://api.weixin.qq.com', 'over which the token could be read by others'],
	['api.weixin.qq.com', 'is not a URL'],
	['http://127.0.0.1:1', '127.0.0.1:1 refused the connection'],
])('the base URL %s is told to be wrong', async (baseUrl, words) => {
	await save({ baseUrl });

	await eventually(async () => expect(await told()).toContain(words));
});
