import type { INodeParameters } from 'n8n-workflow';

import { operationOf } from '../../nodes/WeChatMiniProgram/actions/registry';
import { byId, useHarness } from '../support/harness';
import { recordsOf } from '../support/tappedHarness';

const harness = useHarness();

const add = async (title: number | string, more: INodeParameters = {}) =>
	await recordsOf(harness, {
		resource: 'template',
		operation: 'add',
		messageType: 'subscribe',
		libraryTitle: byId(title),
		...more,
	});

/** What a picker shows, page after page. */
async function listed(
	method: 'searchLibraryTitles' | 'searchTemplates' | 'searchMessageTemplates',
	filter?: string,
): Promise<string[]> {
	const names: string[] = [];
	let paginationToken: string | undefined;
	do {
		const node = harness.node({ messageType: 'subscribe' });
		const page = await harness.engine.listSearch(node, method, { filter, paginationToken });
		names.push(...page.results.map(({ name }) => name));
		paginationToken = page.paginationToken as string | undefined;
	} while (paginationToken !== undefined);
	return names;
}

const library = async (filter?: string) => await listed('searchLibraryTitles', filter);

const ourCard = 'Goods and Delivery (2001) · Service Card · 10000001';

describe('Template > Add for a service card', () => {
	test('takes no keywords, and gives the same template when it is run again', async () => {
		const [{ priTmplId }] = await add(10000001);
		expect(harness.simulator.account.subscribeTemplates.ofCard(10000001)?.id).toBe(priTmplId);
		expect(await add('10000001', { keywordIds: [] })).toEqual([{ priTmplId }]);
	});

	test('says that there are no keywords to choose', async () => {
		await expect(add('={{ 10000000 + 1 }}', { keywordIds: [1] })).rejects.toMatchObject({
			message: expect.stringMatching(/^The parameter ".+" names keywords, but/) as string,
		});
	});

	test.each([
		['={{ [] }}', 'names 0 keywords'],
		['={{ [1] }}', 'names 1 keyword'],
	])('other titles still need two keywords: %s %s', async (keywordIds, told) => {
		await expect(add('={{ 661 }}', { keywordIds })).rejects.toMatchObject({
			message: `The parameter "Keyword Names or IDs" ${told}`,
		});
	});
});

describe('the list of library titles', () => {
	test.each([false, true])('has each card once, last (WeChat lists them: %s)', async (has) => {
		harness.simulator.quirks.libraryListsCards = has;
		const names = await library();
		const cards = names.filter((name) => name.includes('Service Card'));
		expect(cards).toHaveLength(15);
		expect(names.slice(-15)).toEqual(cards);
		expect(cards[0]).toBe(ourCard);
		expect(names.length).toBeGreaterThan(60);
	});

	test.each<[boolean, string, string[]]>([
		[false, 'goods and', [ourCard]],
		[false, '10000001', [ourCard]],
		[false, '商品物流', []],
		[true, '10000001', ['商品物流 · Service Card · 10000001']],
		[true, '商品物流', ['商品物流 · Service Card · 10000001']],
	])('where WeChat lists cards: %s, %s finds %j', async (has, filter, found) => {
		harness.simulator.quirks.libraryListsCards = has;
		expect(await library(filter)).toEqual(found);
	});
});

test.each([
	['message', 'send', 'searchMessageTemplates'],
	['message', 'sendToDevice', 'searchMessageTemplates'],
	['template', 'delete', 'searchTemplates'],
])('%s/%s lists templates by %s', (resource, operation, method) => {
	const { parameters } = operationOf(resource, operation)!;
	const template = parameters.find(({ name }) => name === 'templateId')!;
	expect(template.modes![0].typeOptions).toMatchObject({ searchListMethod: method });
});

test('the templates of the account show which one is a card', async () => {
	await add(10000001);
	await harness.addSubscribeTemplate();
	expect(await listed('searchTemplates')).toEqual([
		'商品物流 · Service Card',
		'订单支付成功通知 · One-time · 商品名称, 商品金额',
	]);
});

test('for messages the templates that can be sent are offered, and it is told where a card is sent', async () => {
	const [{ priTmplId }] = await add(10000001);
	await harness.addSubscribeTemplate();
	expect(await listed('searchMessageTemplates')).toEqual([
		'订单支付成功通知 · One-time · 商品名称, 商品金额',
	]);
	expect(await listed('searchMessageTemplates', String(priTmplId))).toEqual([]);

	const node = harness.node({ messageType: 'subscribe', templateId: byId(String(priTmplId)) });
	expect(await harness.engine.resourceMapping(node, 'getTemplateFields')).toEqual({
		fields: [],
		emptyFieldsNotice: expect.stringContaining('Service Card > Activate or Update'),
	});
});
