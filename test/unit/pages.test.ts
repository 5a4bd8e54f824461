import type { JsonObject } from '../../wechat/json';
import { libraryTitles } from '../../nodes/WeChatMiniProgram/transport/pages';
import type { PageReader } from '../../nodes/WeChatMiniProgram/transport/pages';

const PER_CALL = 30;

/** A library that tells `total` and gives the titles of `answer`; asked too often, it closes. */
function library(total: number, answer: (offset: number, count: number) => JsonObject[]) {
	const asked: number[] = [];
	const page: PageReader = async (offset, count) => {
		asked.push(offset);
		if (asked.length > 5000) throw new Error('asked too often');
		return { total, titles: answer(offset, count) };
	};
	return { page, asked };
}

const titles = (offset: number, count: number): JsonObject[] =>
	Array.from({ length: count }, (_, index) => ({ tid: offset + index }));

describe.each([
	['Return All', undefined],
	['a filter', (): boolean => true],
])('the library with %s ends', (_what, filter) => {
	test('at the total told', async () => {
		const { page, asked } = library(61, (offset, count) =>
			titles(offset, Math.min(count, 61 - offset)),
		);
		expect(await libraryTitles(page, PER_CALL, Infinity, filter)).toHaveLength(61);
		expect(asked).toEqual([0, 30, 60]);
	});

	test.each([
		['is empty', (): JsonObject[] => []],
		['repeats the first', (_offset: number, count: number): JsonObject[] => titles(0, count)],
	])('at a page that %s', async (_kind, repeated) => {
		const { page, asked } = library(1e15, (offset, count) =>
			offset < 60 ? titles(offset, count) : repeated(offset, count),
		);
		const found = await libraryTitles(page, PER_CALL, Infinity, filter);
		expect(found).toEqual(titles(0, 60));
		expect(asked.length).toBeLessThanOrEqual(11);
	});

	test('with a message where it goes on and on', async () => {
		const { page } = library(1e15, titles);
		await expect(libraryTitles(page, PER_CALL, Infinity, filter)).rejects.toMatchObject({
			message: expect.stringMatching(/^The template library does not end: \d+ records came$/),
			description: expect.stringContaining('Check the "Base URL" of the credential'),
		});
	});
});

test('a gateway that gives all titles to each call gives each once', async () => {
	const { page, asked } = library(90, () => titles(0, 90));
	expect(await libraryTitles(page, PER_CALL, Infinity)).toEqual(titles(0, 90));
	expect(asked.length).toBeLessThanOrEqual(3);
});

test('one page of very many titles is read', async () => {
	const { page } = library(40_000, () => titles(0, 40_000));
	expect(await libraryTitles(page, PER_CALL, Infinity)).toHaveLength(40_000);
});
