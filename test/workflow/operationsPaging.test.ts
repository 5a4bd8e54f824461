import type { INodeParameters } from 'n8n-workflow';

import { SUBSCRIBE_TITLES } from '../../simulator/library/subscribeTitles';
import { TEMPLATE_TITLES } from '../../simulator/library/templateTitles';
import { recordsOf, useTappedHarness } from '../support/tappedHarness';
import { together } from '../support/wire';

/** How each message type asks for a page, and what the library holds. */
const libraries = [
	{
		messageType: 'template',
		path: '/cgi-bin/wxopen/template/library/list',
		perCall: 20,
		ids: [...TEMPLATE_TITLES.values()].map(({ id }) => id as string | number),
		titles: [...TEMPLATE_TITLES.values()].map(({ title }) => title),
	},
	{
		messageType: 'subscribe',
		path: '/wxaapi/newtmpl/getpubtemplatetitles',
		perCall: 30,
		ids: [...SUBSCRIBE_TITLES.values()].map(({ tid }) => tid as string | number),
		titles: [...SUBSCRIBE_TITLES.values()].map(({ title }) => title),
	},
];

const harness = useTappedHarness({ retiredApi: 'working' });

/** The stretches that were asked for, in the order of their offsets. */
function stretches(path: string): Array<[offset: number, count: number]> {
	return harness.wire
		.to(path)
		.map(({ body, query }): [number, number] => {
			if (body === '') return [Number(query.start), Number(query.limit)];
			const { offset, count } = JSON.parse(body) as { offset: number; count: number };
			return [offset, count];
		})
		.sort(([a], [b]) => a - b);
}

describe.each(libraries)(
	'the library of $messageType',
	({ messageType, path, perCall, ids, titles }) => {
		const getTitles = async (parameters: INodeParameters) => {
			const records = await recordsOf(harness, {
				resource: 'templateLibrary',
				operation: 'getAll',
				messageType,
				...parameters,
			});
			return records.map(({ id, tid }) => id ?? tid);
		};

		test('Return All reads every page once, several at a time, and keeps the order', async () => {
			await getTitles({ limit: 1 });
			harness.wire.forget();
			// The first page alone tells how many there are; ten more must then be on their way at a time.
			harness.wire.answer = together(harness.wire.answer, path, 10, 1);

			expect(await getTitles({ returnAll: true })).toEqual(ids);

			const pages = Math.ceil(ids.length / perCall);
			expect(stretches(path)).toEqual(
				Array.from({ length: pages }, (_, page) => [page * perCall, perCall]),
			);
		});

		test.each([1, 5, perCall, perCall + 1, 50, 2 * perCall])(
			'a limit of %i reads no more than that',
			async (limit) => {
				expect(await getTitles({ limit })).toEqual(ids.slice(0, limit));
				const asked = stretches(path);
				expect(asked).toHaveLength(Math.ceil(limit / perCall));
				expect(asked.reduce((sum, [, count]) => sum + count, 0)).toBe(limit);
			},
		);

		test('a limit above the length of the library gives all of it', async () => {
			expect(await getTitles({ limit: 100_000 })).toEqual(ids);
		});

		test('the title filter reads on until enough are found', async () => {
			const found = ids.filter((_, index) => titles[index].includes('订单'));
			expect(found.length).toBeGreaterThan(1);
			const filters = { titleContains: ' 订单 ' };
			expect(await getTitles({ returnAll: true, filters })).toEqual(found);
			harness.wire.forget();
			expect(await getTitles({ limit: 1, filters })).toEqual(found.slice(0, 1));
			expect(stretches(path).length).toBeLessThan(ids.length / perCall);
		});

		test('a title filter that nothing passes gives nothing', async () => {
			const filters = { titleContains: 'no such title' };
			expect(await getTitles({ returnAll: true, filters })).toEqual([]);
		});

		test('a page that cannot be read stops the list, and nothing goes on behind it', async () => {
			harness.simulator.order({ kind: 'body', path, skip: 1, body: '{"errcode":0,"errmsg":"ok"}' });
			harness.simulator.order({ kind: 'delay', path, milliseconds: 300 });
			const result = await harness.run({
				resource: 'templateLibrary',
				operation: 'getAll',
				messageType,
				returnAll: true,
			});
			expect(result.error?.message).toMatch(/answer that cannot be read: its "(list|data)" is not/);
			expect(harness.wire.open).toBe(0);
		});
	},
);

test.each([20, 25])(
	'a gateway that gives all %i templates to each call is asked no more often',
	async (count) => {
		const list = Array.from({ length: count }, (_, index) => ({
			template_id: `id${index}`,
			title: 't',
			content: '',
			example: '',
		}));
		const path = '/cgi-bin/wxopen/template/list';
		const { answer } = harness.wire;
		harness.wire.answer = async (request) =>
			request.path === path
				? { body: JSON.stringify({ errcode: 0, errmsg: 'ok', list }) }
				: await answer(request);
		const parameters = { resource: 'template', operation: 'getAll', messageType: 'template' };
		expect(await recordsOf(harness, { ...parameters, returnAll: true })).toHaveLength(count);
		expect(await recordsOf(harness, { ...parameters, limit: 5 })).toHaveLength(5);
		expect(harness.wire.to(path).length).toBeLessThanOrEqual(3);
	},
);

test('the account with more than 20 templates is read in pages', async () => {
	const path = '/cgi-bin/wxopen/template/list';
	const getTemplates = async (parameters: INodeParameters) => {
		harness.wire.forget();
		return await recordsOf(harness, {
			resource: 'template',
			operation: 'getAll',
			messageType: 'template',
			...parameters,
		});
	};
	const ids: string[] = [];
	const add = async (keywordIds: string) =>
		ids.push(await harness.addTemplateMessageTemplate('AT0009', keywordIds));
	for (let keyword = 1; keyword <= 10; keyword++) {
		await add(`${keyword}`);
		await add(`${keyword},11`);
	}
	const templateIds = (records: Array<{ template_id?: unknown }>) =>
		records.map((record) => record.template_id);

	expect(templateIds(await getTemplates({ returnAll: true }))).toEqual(ids);
	expect(stretches(path)).toEqual([
		[0, 20],
		[20, 20],
	]);

	await add('12');
	expect(templateIds(await getTemplates({ returnAll: true }))).toEqual(ids);
	expect(templateIds(await getTemplates({ limit: 3 }))).toEqual(ids.slice(0, 3));
	expect(stretches(path)).toEqual([[0, 3]]);
	expect(templateIds(await getTemplates({ limit: 21 }))).toEqual(ids);
	expect(stretches(path)).toEqual([
		[0, 20],
		[20, 1],
	]);
});

test("a gateway whose pages of the account's templates are always full ends with a message", async () => {
	const path = '/cgi-bin/wxopen/template/list';
	const { answer } = harness.wire;
	let given = 0;
	harness.wire.answer = async (request) => {
		if (request.path !== path) return await answer(request);
		if (harness.wire.to(path).length > 100) return { status: 404 };
		const list = Array.from({ length: 20 }, () => ({
			template_id: `id${(given += 1)}`,
			title: 't'.repeat(100_000),
			content: '',
			example: '',
		}));
		return { body: JSON.stringify({ errcode: 0, errmsg: 'ok', list }) };
	};
	const result = await harness.run({
		resource: 'template',
		operation: 'getAll',
		messageType: 'template',
		returnAll: true,
	});
	expect(result.error).toMatchObject({
		message: expect.stringMatching(
			/^The list of the account's templates does not end: \d+ records/,
		),
		description: expect.stringContaining('"Base URL"'),
	});
});
