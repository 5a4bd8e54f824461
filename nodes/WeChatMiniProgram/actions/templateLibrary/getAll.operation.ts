import { updateDisplayOptions } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';
import { idText } from '../../../../wechat/answer';
import type { MessageSystem } from '../../../../wechat/messageSystem';
import { getCategories } from '../../../../wechat/subscribeMessages';
import { pagingDescription } from '../../descriptions/paging';
import { categoriesFor, libraryPages, libraryTitles } from '../../transport/pages';
import type { Operation } from '../operation';
import { messageSystem, optionalText, parameter, parameterError, wantedCount } from '../parameters';

interface Input {
	system: MessageSystem;
	categoryIds: string[];
	titleContains: string;
	wanted: number;
}

const show = { resource: ['templateLibrary'], operation: ['getAll'] };

/** Template Library > Get Many: the titles of WeChat's public library, one item each. */
export const getAll: Operation<Input> = {
	description: updateDisplayOptions({ show }, [
		...pagingDescription,
		{
			displayName: 'Category Names or IDs',
			name: 'categoryIds',
			type: 'multiOptions',
			default: [],
			typeOptions: { loadOptionsMethod: 'getCategories' },
			hint: 'Leave empty for all categories of your account',
			description:
				'The categories whose titles are listed. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			displayOptions: { show: { messageType: ['subscribe'] } },
		},
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: [
				{
					displayName: 'Title Contains',
					name: 'titleContains',
					type: 'string',
					default: '',
					placeholder: 'e.g. 订单',
					description:
						'Only titles that contain this text. WeChat cannot search, so the library is read until enough are found.',
				},
			],
		},
	]),

	prepare(context, itemIndex) {
		const system = messageSystem(context, itemIndex);
		return {
			system,
			categoryIds: categoryIds(parameter(context, 'categoryIds', itemIndex, []), () =>
				parameterError(
					context,
					itemIndex,
					'The parameter "Category Names or IDs" holds something else than category IDs',
					'Choose categories from the list, or give their numbers as an array or as text such as 2,616.',
				),
			),
			titleContains: optionalText(
				context,
				'filters.titleContains',
				'Title Contains',
				itemIndex,
			).toLowerCase(),
			wanted: wantedCount(context, itemIndex),
		};
	},

	async run(
		session,
		{ system, categoryIds: chosen, titleContains, wanted },
	): Promise<IDataObject[]> {
		const categories = await categoriesFor(
			system,
			chosen,
			async () => await session.call(getCategories, undefined),
		);
		const filter =
			titleContains === ''
				? undefined
				: (title: IDataObject) => String(title.title).toLowerCase().includes(titleContains);
		const pages = libraryPages(session, system, categories);
		return await libraryTitles(pages, system.titlesPerCall, wanted, filter);
	},

	subject: () => ({ effect: 'the library was read', details: {} }),
};

/** An array of ids, one id, or ids joined by commas. */
function categoryIds(given: unknown, refusal: () => Error): string[] {
	const ids = (Array.isArray(given) ? given : String(given ?? '').split(','))
		.map((id) => idText(id).trim())
		.filter(Boolean);
	if (ids.every((id) => /^\d+$/.test(id))) return ids;
	throw refusal();
}
