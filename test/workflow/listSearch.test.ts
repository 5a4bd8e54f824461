import type { INodeParameters } from 'n8n-workflow';

import { CARD_KINDS } from '../../simulator/library/cardKinds';
import { SUBSCRIBE_TITLES } from '../../simulator/library/subscribeTitles';
import { TEMPLATE_TITLES } from '../../simulator/library/templateTitles';
import { useHarnessByTest } from '../support/harness';

const CATEGORIES = '/wxaapi/newtmpl/getcategory';
const LIBRARY = '/wxaapi/newtmpl/getpubtemplatetitles';
const TEMPLATES = '/wxaapi/newtmpl/gettemplate';
const OLD_LIBRARY = '/cgi-bin/wxopen/template/library/list';
const OLD_TEMPLATES = '/cgi-bin/wxopen/template/list';

/** Titles of service cards, which end the list of Subscribe Messages. */
const CARDS = [...CARD_KINDS.values()].map(({ tid }) => String(tid));

const [harness, start] = useHarnessByTest();

type Search = 'searchTemplates' | 'searchLibraryTitles';

const search = async (
	method: Search,
	options: { filter?: string; paginationToken?: string } = {},
	parameters: INodeParameters = {},
) => await harness.engine.listSearch(harness.node(parameters), method, options);

/** What the editor shows after somebody has scrolled to the end. */
async function scrollToEnd(parameters: INodeParameters = {}) {
	const pages = [await search('searchLibraryTitles', {}, parameters)];
	for (;;) {
		const { paginationToken } = pages[pages.length - 1];
		if (paginationToken === undefined) return pages.map(({ results }) => results);
		pages.push(
			await search(
				'searchLibraryTitles',
				{ paginationToken: paginationToken as string },
				parameters,
			),
		);
	}
}

const titlesOf = (...categories: number[]) =>
	[...SUBSCRIBE_TITLES.values()].filter(({ categoryId }) => categories.includes(categoryId));

describe('Template > From List', () => {
	test('shows title, type and fields of each Subscribe Message template', async () => {
		await start();
		const once = await harness.addSubscribeTemplate();
		const always = await harness.addSubscribeTemplate(20002, '2,1');

		expect(await search('searchTemplates')).toEqual({
			results: [
				{ name: '订单支付成功通知 · One-time · 商品名称, 商品金额', value: once },
				{ name: '洗衣机故障提醒 · Long-term · 所在位置, 完成时间', value: always },
			],
		});
	});

	test('shows all templates of the retired API, which come in pages of 20', async () => {
		await start({ retiredApi: 'working' });
		const ids = [];
		for (const { id, keywords } of [...TEMPLATE_TITLES.values()].slice(0, 23)) {
			ids.push(await harness.addTemplateMessageTemplate(id, String(keywords[0].keyword_id)));
		}

		const { results } = await search('searchTemplates', {}, { messageType: 'template' });

		expect(results.map(({ value }) => value)).toEqual(ids);
		expect(results[0]).toEqual({
			name: '购买成功通知 · 购买地点',
			value: ids[0],
		});
		expect(harness.simulator.calledTimes(OLD_TEMPLATES)).toBe(2);
	});

	test('is empty for an account without templates', async () => {
		await start();
		expect(await search('searchTemplates')).toEqual({ results: [] });
	});

	test('is filtered by part of the title or by the ID, without a call for each pause in typing', async () => {
		await start();
		const paid = await harness.addSubscribeTemplate();
		const points = await harness.addSubscribeTemplate(335, '2,3');
		const found = async (filter: string) =>
			(await search('searchTemplates', { filter })).results.map(({ value }) => value);

		await search('searchTemplates');
		expect(await found('订')).toEqual([paid]);
		expect(await found('订单')).toEqual([paid]);
		expect(await found(' 积分 ')).toEqual([points]);
		expect(await found(points)).toEqual([points]);
		expect(await found('nothing')).toEqual([]);
		expect(harness.simulator.calledTimes(TEMPLATES)).toBe(1);
	});
});

describe('Library Title > From List', () => {
	test('is paged to the end over all categories of the account, each page once', async () => {
		await start({ accounts: [{ categories: [616, 2] }] });

		const pages = await scrollToEnd();

		expect(pages.map((page) => page.length)).toEqual([30, 25 + CARDS.length]);
		expect(pages.flat().map(({ value }) => value)).toEqual([
			...titlesOf(616, 2).map(({ tid }) => String(tid)),
			...CARDS,
		]);
		expect(pages[0][0]).toEqual({ name: '付款成功通知 · One-time · 99', value: '99' });
		expect(harness.simulator.calledTimes(LIBRARY)).toBe(2);
		expect(harness.simulator.calledTimes(CATEGORIES)).toBe(1);
	});

	test('ends where the last page is full', async () => {
		await start({ accounts: [{ categories: [616] }] });
		expect((await scrollToEnd()).map((page) => page.length)).toEqual([30 + CARDS.length]);
	});

	test('is paged by 20 for Template Messages, with the id behind the title', async () => {
		await start({ retiredApi: 'working' });

		const pages = await scrollToEnd({ messageType: 'template' });

		expect(pages.flat()).toEqual(
			[...TEMPLATE_TITLES.values()].map(({ id, title }) => ({
				name: `${title} · ${id}`,
				value: id,
			})),
		);
		expect(pages).toHaveLength(30);
		expect(harness.simulator.calledTimes(OLD_LIBRARY)).toBe(30);
	});

	test('a filter searches the whole library once, however much is typed', async () => {
		await start();
		const found = async (filter: string) =>
			(await search('searchLibraryTitles', { filter })).results.map(({ value }) => Number(value));
		const withTitle = (part: string) =>
			[...SUBSCRIBE_TITLES.values()]
				.filter(({ title }) => title.includes(part))
				.map(({ tid }) => tid);

		expect(await found('订')).toEqual(withTitle('订'));
		const calls = harness.simulator.calledTimes(LIBRARY);
		expect(calls).toBe(Math.ceil(SUBSCRIBE_TITLES.size / 30));
		expect(await found('订单支付')).toEqual(withTitle('订单支付'));
		expect(await found('661')).toEqual([661]);
		expect(await found('no such title')).toEqual([]);
		await scrollToEnd();
		expect(harness.simulator.calledTimes(LIBRARY)).toBe(calls);
	});

	test('lists that are asked for at the same time share their calls', async () => {
		await start();
		const node = harness.node({ messageType: 'subscribe' });
		await Promise.all([
			search('searchLibraryTitles'),
			search('searchLibraryTitles'),
			harness.engine.loadOptions(node, 'getCategories'),
		]);
		expect(harness.simulator.calledTimes(LIBRARY)).toBe(1);
		expect(harness.simulator.calledTimes(CATEGORIES)).toBe(1);
		expect(harness.simulator.calledTimes('/cgi-bin/stable_token')).toBe(1);
	});

	test('says where to choose a category when the account has none', async () => {
		await start({ accounts: [{ categories: [] }] });
		await expect(search('searchLibraryTitles')).rejects.toMatchObject({
			message: 'The Mini Program has no category, so no template library',
			description: expect.stringContaining('Service Category (服务类目)'),
		});
	});
});

describe('a list that cannot be read tells why', () => {
	test.each<[string, number, string, string]>([
		['daily quota', 45009, 'The daily quota of this API is used up', 'The quota starts again at'],
		['no permission', 48001, 'The account may not use this API', 'Interface Settings'],
		['unknown code', 99999, 'WeChat refused the call with the code 99999', 'request ID'],
	])('%s', async (_name, errcode, message, description) => {
		await start();
		harness.simulator.order({ path: TEMPLATES, kind: 'errcode', errcode });
		await expect(search('searchTemplates')).rejects.toMatchObject({
			message: expect.stringContaining(message),
			description: expect.stringContaining(description),
		});
	});

	test('retired message type', async () => {
		await start();
		await expect(
			search('searchLibraryTitles', {}, { messageType: 'template' }),
		).rejects.toMatchObject({
			message: 'WeChat no longer offers Template Messages',
			description: expect.stringContaining('Set Message Type to Subscribe Message'),
		});
	});

	test('wrong App Secret', async () => {
		await start({ credential: { appSecret: '0'.repeat(32) } });
		await expect(search('searchTemplates')).rejects.toMatchObject({
			message: 'WeChat does not accept the App Secret',
			description: expect.stringContaining('Copy the App Secret again'),
		});
	});

	test('HTTP 502 at every try', async () => {
		await start();
		harness.simulator.order({ path: TEMPLATES, kind: 'status', status: 502, times: 9 });
		await expect(search('searchTemplates')).rejects.toMatchObject({
			message: expect.stringContaining('answered HTTP 502'),
		});
	});

	test('and is read again at the next click', async () => {
		await start();
		const templateId = await harness.addSubscribeTemplate();
		harness.simulator.order({ path: TEMPLATES, kind: 'errcode', errcode: 45009 });
		await expect(search('searchTemplates')).rejects.toThrow('daily quota');
		expect((await search('searchTemplates')).results).toMatchObject([{ value: templateId }]);
	});
});

test('accounts do not see the lists of each other', async () => {
	await start({ accounts: [{}, {}] });
	const templateId = await harness.addSubscribeTemplate();
	const [, other] = harness.simulator.state.accounts;
	const credential = harness.engine.credentials.add({
		name: 'Other account',
		type: 'weChatMiniProgramApi',
		data: { appId: other.appId, appSecret: other.appSecret, baseUrl: harness.simulator.url },
	});
	const otherNode = { ...harness.node({}), credentials: { weChatMiniProgramApi: credential } };

	expect((await search('searchTemplates')).results).toMatchObject([{ value: templateId }]);
	expect(await harness.engine.listSearch(otherNode, 'searchTemplates')).toEqual({ results: [] });
	expect(harness.simulator.calledTimes(TEMPLATES)).toBe(2);
});

test('a library that claims more titles than it gives ends in the list too', async () => {
	await start();
	harness.simulator.order({
		kind: 'body',
		path: LIBRARY,
		body: '{"errcode":0,"errmsg":"ok","count":1000000000000000,"data":[]}',
	});
	const { results, paginationToken } = await search('searchLibraryTitles');
	expect(results.map(({ value }) => value)).toEqual(CARDS);
	expect(paginationToken).toBeUndefined();
});
