import { UserError } from 'n8n-workflow';
import { idText } from '../../../wechat/answer';
import type { JsonObject } from '../../../wechat/json';
import type { LibraryPage, MessageSystem } from '../../../wechat/messageSystem';
import { subscribeMessages } from '../../../wechat/subscribeMessages';
import type { Session } from './session';

/** How many pages of one list are fetched at a time. */
const PAGES_AT_A_TIME = 10;

/**
 * The ids of the account's categories, from `readAll`, where the message type needs them and none are
 * chosen. Throws UserError when the account has none.
 */
export async function categoriesFor(
	system: MessageSystem,
	chosen: string[],
	readAll: () => Promise<JsonObject[]>,
): Promise<string[]> {
	if (system !== subscribeMessages || chosen.length > 0) return chosen;
	const categories = await readAll();
	if (categories.length > 0) return categories.map(({ id }) => idText(id));
	throw new UserError('The Mini Program has no category, so no template library', {
		description:
			'Choose a category in the Mini Program console: Settings > Basic Settings > Service Category (服务类目).',
	});
}

/** Gets one page of the library. */
export type PageReader = (offset: number, count: number) => Promise<LibraryPage>;

/** Reads the library's pages from WeChat. */
export const libraryPages =
	(session: Session, system: MessageSystem, categoryIds: string[]): PageReader =>
	async (offset, count) =>
		await session.call(system.listLibrary, { offset, count, categoryIds });

/**
 * Titles of the library in its order, up to `wanted`, those that pass the filter. The first page tells
 * how many there are; the others are fetched several at a time, until enough are found.
 */
export async function libraryTitles(
	page: PageReader,
	perCall: number,
	wanted: number,
	filter?: (title: JsonObject) => boolean,
): Promise<JsonObject[]> {
	const countFrom = (offset: number) => (filter ? perCall : Math.min(perCall, wanted - offset));
	const first = await page(0, countFrom(0));
	const end = filter ? first.total : Math.min(first.total, wanted);
	const isWanted = filter ?? (() => true);
	const found = first.titles.filter(isWanted);
	for (let offset = perCall; offset < end && found.length < wanted; ) {
		const offsets: number[] = [];
		for (; offset < end && offsets.length < PAGES_AT_A_TIME; offset += perCall) {
			offsets.push(offset);
		}
		const calls = offsets.map(async (start) => await page(start, countFrom(start)));
		// A failed page must not end the node while other calls are under way.
		await Promise.allSettled(calls);
		const pages = await Promise.all(calls);
		for (const { titles } of pages) found.push(...titles.filter(isWanted));
	}
	return found.slice(0, wanted);
}

/** The account's templates, up to `wanted`. */
export async function accountTemplates(
	session: Session,
	system: MessageSystem,
	wanted: number,
): Promise<JsonObject[]> {
	const { listTemplates, templatesPerCall = Infinity } = system;
	const found: JsonObject[] = [];
	for (;;) {
		const count = Math.min(templatesPerCall, wanted - found.length);
		const page = await session.call(listTemplates, { offset: found.length, count });
		// A gateway that knows no pages gives all each time.
		if (found.length > 0 && JSON.stringify(page[0]) === JSON.stringify(found[0])) return found;
		found.push(...page);
		// The list does not tell its length: a page that is not full is the last.
		if (page.length !== count || found.length >= wanted) return found.slice(0, wanted);
	}
}
