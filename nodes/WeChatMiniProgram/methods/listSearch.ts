import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import type { AccountTemplate, NamedRecord } from '../../../wechat/messageSystem';
import { libraryTitles } from '../transport/pages';
import { Editor } from './editor';

/** Whether the title contains the filter, or the filter is the id. */
const matches = ({ id, name }: NamedRecord, filter: string): boolean => {
	const wanted = filter.trim().toLowerCase();
	return name.toLowerCase().includes(wanted) || id.toLowerCase() === wanted;
};

/** n8n's list shows the name and nothing else: what tells records with the same title apart is in it. */
const listItem = (id: string, ...parts: Array<string | undefined>): INodeListSearchItems => ({
	name: parts.filter(Boolean).join(' · '),
	value: id,
});

const templateItem = ({ id, name, note, fields }: AccountTemplate): INodeListSearchItems =>
	listItem(id, name, note, fields.map(({ label }) => label).join(', '));

const titleItem = ({ id, name, note }: NamedRecord): INodeListSearchItems =>
	listItem(id, name, note, id);

const templatesFor = async (
	context: ILoadOptionsFunctions,
	filter: string,
	fits: (template: AccountTemplate) => boolean,
): Promise<INodeListSearchResult> =>
	await Editor.read(context, async (editor) => {
		const templates = await editor.templates(filter !== '');
		const found = templates.filter((one) => matches(one, filter) && fits(one));
		return { results: found.map(templateItem) };
	});

/** Lists the account's templates whose title contains `filter`, or the one with that id. */
export async function searchTemplates(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	return await templatesFor(this, filter, () => true);
}

/** As {@link searchTemplates}, without those of service cards: they have no fields, and no message is made from them. */
export async function searchMessageTemplates(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	return await templatesFor(this, filter, ({ fields }) => fields.length > 0);
}

/**
 * Lists titles of the template library: page by page, with the next page's offset as pagination token,
 * or, because WeChat cannot search, all those of the whole library that match `filter`. The titles of
 * service cards end the list, whether WeChat's library has them or not.
 */
export async function searchLibraryTitles(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await Editor.read(this, async (editor) => {
		const { nameTitle, titlesPerCall, cardTitles = [] } = editor.system;
		const page = await editor.library();
		if (filter.trim() !== '') {
			const found = await libraryTitles(page, titlesPerCall, Infinity, (title) =>
				matches(nameTitle(title), filter),
			);
			const titles = found.map(nameTitle);
			const cards = cardTitles.filter(
				(card) => matches(card, filter) && titles.every(({ id }) => id !== card.id),
			);
			return { results: [...titles, ...cards].map(titleItem) };
		}
		const offset = Number(paginationToken ?? 0);
		const { titles, total } = await page(offset, titlesPerCall);
		const next = offset + titlesPerCall;
		const isLast = titles.length === 0 || next >= total;
		const listed = titles
			.map(nameTitle)
			.filter((title) => cardTitles.every((card) => card.id !== title.id));
		return {
			results: [...listed, ...(isLast ? cardTitles : [])].map(titleItem),
			...(!isLast && { paginationToken: String(next) }),
		};
	});
}
