import { UserError } from 'n8n-workflow';
import { idText } from '../../../wechat/answer';
import type { Endpoint } from '../../../wechat/endpoint';
import type { JsonObject } from '../../../wechat/json';
import type { LibraryPage, MessageSystem } from '../../../wechat/messageSystem';
import type { Session } from './session';

/** How many pages of one list are fetched at a time. */
const PAGES_AT_A_TIME = 10;

/**
 * The most records of one list, and the most characters of their JSON. The library of Template Messages
 * had some 2,400 titles, and an account has a few dozen templates.
 */
const MOST_RECORDS = 50_000;
const MOST_CHARACTERS = 50_000_000;

/**
 * The ids of the account's categories, as `read` gives them, where the message type needs them and none are
 * chosen. Throws UserError when the account has none.
 */
export async function categoriesFor(
	system: MessageSystem,
	chosen: string[],
	read: (listCategories: Endpoint<void, JsonObject[]>) => Promise<JsonObject[]>,
): Promise<string[]> {
	if (!system.listCategories || chosen.length > 0) return chosen;
	const categories = await read(system.listCategories);
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
 * Titles of the library in its order, each once, up to `wanted`, those that pass the filter. The first
 * page tells how many there are; the others are fetched several at a time, until enough are found or a
 * page brings nothing new. Throws UserError where the library does not end.
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
	const titles = new GrowingList('The template library');
	const found = titles.add(first.titles).filter(isWanted);
	for (let offset = perCall; offset < end && found.length < wanted; ) {
		const offsets: number[] = [];
		for (; offset < end && offsets.length < PAGES_AT_A_TIME; offset += perCall) {
			offsets.push(offset);
		}
		const calls = offsets.map(async (start) => await page(start, countFrom(start)));
		// If one page fails, the others are waited for: no call goes on after the node has ended.
		await Promise.allSettled(calls);
		for (const answer of await Promise.all(calls)) {
			const added = titles.add(answer.titles);
			if (added.length === 0) return found.slice(0, wanted);
			for (const title of added) if (isWanted(title)) found.push(title);
		}
	}
	return found.slice(0, wanted);
}

/** The account's templates, each once, up to `wanted`. Throws UserError where the list does not end. */
export async function accountTemplates(
	session: Session,
	system: MessageSystem,
	wanted: number,
): Promise<JsonObject[]> {
	const { listTemplates, templatesPerCall = Infinity } = system;
	const templates = new GrowingList("The list of the account's templates");
	for (let offset = 0; ; ) {
		const count = Math.min(templatesPerCall, wanted - offset);
		const page = await session.call(listTemplates, { offset, count });
		const added = templates.add(page);
		offset += page.length;
		// The list does not tell its length: a page that is not full is the last. A gateway that knows no
		// pages gives all each time, so that the second page has nothing new.
		if (page.length !== count || added.length === 0 || offset >= wanted) {
			return templates.records.slice(0, wanted);
		}
	}
}

/** A list that comes page by page. It takes each record once, and has an end. */
class GrowingList {
	readonly records: JsonObject[] = [];

	private readonly seen = new Set<string>();

	private characters = 0;

	constructor(private readonly name: string) {}

	/** Gives the records of the page that are new. Throws UserError when the list grows beyond all bounds. */
	add(page: readonly JsonObject[]): JsonObject[] {
		const added = page.filter((record) => {
			const json = JSON.stringify(record);
			if (this.seen.has(json)) return false;
			this.seen.add(json);
			this.characters += json.length;
			return true;
		});
		for (const record of added) this.records.push(record);
		if (this.records.length <= MOST_RECORDS && this.characters <= MOST_CHARACTERS) return added;
		throw new UserError(`${this.name} does not end: ${this.records.length} records came`, {
			description:
				'WeChat has no list of that length, so something else answers. Check the "Base URL" of the credential, or turn "Return All" off and set a limit.',
		});
	}
}
