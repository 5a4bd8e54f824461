import type { INodeParameters } from 'n8n-workflow';

import { CATEGORIES } from '../../simulator/library/subscribeTitles';
import { byId, useHarnessByTest } from '../support/harness';

const CATEGORY_LIST = '/wxaapi/newtmpl/getcategory';
const TITLE_CONTENTS = '/wxaapi/newtmpl/getpubtemplatekeywords';
const TEMPLATES = '/wxaapi/newtmpl/gettemplate';

const [harness, start] = useHarnessByTest();

const options = async (method: string, parameters: INodeParameters = {}) =>
	await harness.engine.loadOptions(harness.node(parameters), method);

/** For Template > Add with this library title. */
const keywordsFor = async (libraryTitle: INodeParameters, messageType = 'subscribe') =>
	await options('getKeywords', {
		resource: 'template',
		operation: 'add',
		messageType,
		libraryTitle,
	});

const fromList = (value: string): INodeParameters => ({ __rl: true, mode: 'list', value });

describe('categories', () => {
	test('have name and id', async () => {
		await start();
		expect(await options('getCategories')).toEqual(
			CATEGORIES.map(({ id, name }) => ({ name, value: String(id) })),
		);
	});

	test('are none for an account without any', async () => {
		await start({ accounts: [{ categories: [] }] });
		expect(await options('getCategories')).toEqual([]);
	});

	test('are asked for once', async () => {
		await start();
		await options('getCategories');
		await options('getCategories');
		expect(harness.simulator.calledTimes(CATEGORY_LIST)).toBe(1);
	});

	test('that cannot be read say why', async () => {
		await start();
		harness.simulator.order({ path: CATEGORY_LIST, kind: 'errcode', errcode: 200011 });
		await expect(options('getCategories')).rejects.toMatchObject({
			message: 'WeChat has banned the account from this action',
			description: expect.stringContaining('notification center'),
		});
	});
});

describe('keywords of a library title', () => {
	test('show name, example and rule, in the order of the library', async () => {
		await start();
		expect(await keywordsFor(fromList('661'))).toEqual([
			{ name: '商品名称 (拿铁)', value: 1, description: 'text, at most 20 characters' },
			{ name: '商品金额 (18.00元)', value: 2, description: expect.stringMatching(/^amount/) },
			{ name: '商品数量 (2)', value: 3, description: expect.stringMatching(/^number/) },
			{
				name: '下单时间 (2024年6月8日 10:30)',
				value: 4,
				description: expect.stringMatching(/^time/),
			},
		]);
	});

	test.each([false, true])('of the retired API, ids as text: %s', async (keywordIdAsText) => {
		await start({ retiredApi: 'working', quirks: { keywordIdAsText } });
		expect(await keywordsFor(byId('AT0002'), 'template')).toEqual([
			{ name: '购买地点 (TIT造舰厂)', value: 3 },
			{ name: '购买时间 (2016年6月6日)', value: 4 },
			{ name: '物品名称 (咖啡)', value: 5 },
		]);
	});

	test.each([
		['no title is chosen', fromList('')],
		['an expression chooses it', byId('={{ $json.title }}')],
	])('are none where %s', async (_name, libraryTitle) => {
		await start();
		expect(await keywordsFor(libraryTitle)).toEqual([]);
		expect(harness.simulator.calls).toEqual([]);
	});

	test('follow the chosen title, each asked for once', async () => {
		await start();
		const names = async (title: string) => (await keywordsFor(byId(title))).map(({ name }) => name);
		expect(await names('99')).toContain('物品名称 (名称)');
		expect(await names('661')).toContain('商品名称 (拿铁)');
		expect(await names('99')).toContain('物品名称 (名称)');
		expect(harness.simulator.calledTimes(TITLE_CONTENTS)).toBe(2);
	});

	test('of an unknown title say why', async () => {
		await start();
		await expect(keywordsFor(byId('7'))).rejects.toMatchObject({
			message: 'The library has no title with this ID',
			description: expect.stringContaining('Pick the title from the library list.'),
		});
	});
});

describe('fields of the chosen template', () => {
	test('have labels, with the keys to tell equal ones apart', async () => {
		await start({ retiredApi: 'working' });
		const templateId = await harness.addTemplateMessageTemplate('AT0002', '5,3');
		expect(
			await options('getTemplateKeywords', {
				messageType: 'template',
				templateId: fromList(templateId),
			}),
		).toEqual([
			{ name: '物品名称', value: 'keyword1', description: 'keyword1' },
			{ name: '购买地点', value: 'keyword2', description: 'keyword2' },
		]);
	});

	test.each([
		['no template is chosen', fromList('')],
		['the template is gone', byId('x'.repeat(43))],
	])('are none where %s', async (_name, templateId) => {
		await start();
		expect(await options('getTemplateKeywords', { templateId })).toEqual([]);
	});

	test('cost one call for all the places of a panel that show them', async () => {
		await start();
		const templateId = await harness.addSubscribeTemplate();
		const node = harness.node({ templateId: byId(templateId) });
		await Promise.all([
			harness.engine.listSearch(node, 'searchTemplates'),
			harness.engine.resourceMapping(node, 'getTemplateFields'),
			harness.engine.loadOptions(node, 'getTemplateKeywords'),
			harness.engine.loadOptions(node, 'getTemplateKeywords'),
		]);
		await harness.engine.resourceMapping(node, 'getTemplateFields');
		expect(harness.simulator.calledTimes(TEMPLATES)).toBe(1);
	});
});

test('without a credential the reason is told', async () => {
	await start();
	const { credentials, ...node } = harness.node({});
	expect(credentials).toBeDefined();
	await expect(harness.engine.loadOptions(node, 'getCategories')).rejects.toThrow(
		'Node does not have any credentials set',
	);
});
