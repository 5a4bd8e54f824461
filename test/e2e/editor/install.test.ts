/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on Node, outside n8n */
import { readFileSync } from 'node:fs';

import { Editor } from '../support/editor';
import { STAGE } from '../support/stage';

let editor: Editor;
beforeAll(async () => {
	editor = await Editor.open();
	await editor.goto('/home/workflows');
});
afterAll(async () => await editor.close());

test('n8n starts without a word about the package', () => {
	const log = readFileSync(process.env[STAGE.log] ?? '', 'utf8');
	const [starting, ...rest] = log.split('Editor is now accessible');
	expect(rest).toHaveLength(1);
	expect(starting.split('\n').filter((line) => /wechat/i.test(line))).toEqual([]);
});

test.each([
	[
		'nodes',
		[
			'n8n-nodes-wechat-miniprogram.weChatMiniProgram',
			'n8n-nodes-wechat-miniprogram.weChatMiniProgramTool',
			'n8n-nodes-wechat-miniprogram.weChatMiniProgramTrigger',
		],
	],
	['credentials', ['weChatMiniProgramApi', 'weChatMiniProgramPushApi']],
])('n8n offers its %s', async (kind, names) => {
	const found = await editor.page.evaluate(async (url) => {
		const types = (await (await fetch(url)).json()) as Array<{ name: string }>;
		return types.map(({ name }) => name).filter((name) => /wechatmini/i.test(name));
	}, `/types/${kind}.json`);
	expect(found.sort()).toEqual(names);
});
