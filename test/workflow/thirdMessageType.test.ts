import type { INodeParameters } from 'n8n-workflow';

import type * as List from '../../nodes/WeChatMiniProgram/messageTypes/list';
import { byId } from '../support/harness';
import { jsonsOf, useTappedHarness } from '../support/tappedHarness';
import type * as ThirdType from '../support/thirdType/board';

// The one line that a new message type needs beside its two files.
jest.mock('../../nodes/WeChatMiniProgram/messageTypes/list', () => {
	const { messageTypes } = jest.requireActual<typeof List>(
		'../../nodes/WeChatMiniProgram/messageTypes/list',
	);
	const { board } = jest.requireActual<typeof ThirdType>('../support/thirdType/board');
	return { messageTypes: [...messageTypes, board] };
});

const TEMPLATE = 'made-up-template-of-a-board'.padEnd(43, '0');
const answers: Record<string, object> = {
	'/board/titles': { errcode: 0, total: 1, titles: [{ id: 7, title: 'Notice' }] },
	'/board/keywords': { errcode: 0, keywords: [{ id: 1, name: 'Text' }] },
	'/board/add': { errcode: 0, template_id: TEMPLATE },
	'/board/list': {
		errcode: 0,
		templates: [{ template_id: TEMPLATE, title: 'Notice', content: 'Text:{{thing1.DATA}}' }],
	},
	'/board/delete': { errcode: 0 },
	'/board/send': { errcode: 0, errmsg: 'ok', msgid: 5 },
};

const harness = useTappedHarness();
beforeEach(() => {
	const { answer } = harness.wire;
	harness.wire.answer = async (request) =>
		request.path in answers
			? { body: JSON.stringify(answers[request.path]) }
			: await answer(request);
});

const run = async (resource: string, operation: string, parameters: INodeParameters = {}) => {
	const all = { resource, operation, messageType: 'board', ...parameters };
	return jsonsOf(await harness.run(all, [{ openId: 'oAnna' }]));
};

const send = (parameters: INodeParameters = {}) => ({
	openId: '={{ $json.openId }}',
	templateId: byId(TEMPLATE),
	boardName: 'kitchen',
	dataMode: 'json',
	templateDataJson: '{ "thing1": "soup" }',
	...parameters,
});

test('every operation on templates works for it', async () => {
	expect(await run('templateLibrary', 'getAll')).toEqual([{ id: 7, title: 'Notice' }]);
	const libraryTitle = byId(7);
	expect(await run('templateLibrary', 'getKeywords', { libraryTitle })).toEqual([
		{ id: 1, name: 'Text' },
	]);
	expect(await run('template', 'add', { libraryTitle, keywordIds: [1] })).toEqual([
		{ template_id: TEMPLATE },
	]);
	expect(await run('template', 'getAll')).toMatchObject([{ template_id: TEMPLATE }]);
	expect(await run('template', 'delete', { templateId: byId(TEMPLATE) })).toEqual([
		{ deleted: true, template_id: TEMPLATE },
	]);
});

test('a message of it is sent, with its own parameter', async () => {
	expect(await run('message', 'send', send())).toMatchObject([{ errcode: 0, msgid: '5' }]);
	expect(JSON.parse(harness.wire.only('/board/send').body)).toEqual({
		touser: 'oAnna',
		template_id: TEMPLATE,
		board: 'kitchen',
		data: { thing1: { value: 'soup' } },
	});
});

test('its parameter is checked, and named in the error', async () => {
	await expect(run('message', 'send', send({ boardName: '={{ "" }}' }))).rejects.toMatchObject({
		message: expect.stringContaining('"Board"'),
	});
	expect(harness.wire.to('/board/send')).toEqual([]);
});

test('the limits that it has hold', async () => {
	const keywordIds = [1, 2, 3];
	await expect(run('template', 'add', { libraryTitle: byId(7), keywordIds })).rejects.toMatchObject(
		{ description: expect.stringContaining('2') },
	);
	expect(harness.wire.to('/board/add')).toEqual([]);
});

test("the editor's lists and mapped fields show it", async () => {
	const node = harness.node({
		resource: 'message',
		operation: 'send',
		messageType: 'board',
		templateId: byId(TEMPLATE),
	});
	expect(await harness.engine.listSearch(node, 'searchMessageTemplates', {})).toEqual({
		results: [{ name: 'Notice · Text', value: TEMPLATE }],
	});
	const { fields } = await harness.engine.resourceMapping(node, 'getTemplateFields');
	expect(fields).toMatchObject([{ id: 'thing1', required: true }]);
});
