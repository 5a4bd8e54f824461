import type { IDataObject, INodeProperties } from 'n8n-workflow';
import type { MessageSystem } from '../../../../wechat/messageSystem';
import { pagingParameters } from '../../descriptions/paging';
import { messageTypeOf, messageTypeParameters, parametersOfTypes } from '../../messageTypes';
import { categoriesFor, libraryPages, libraryTitles } from '../../transport/pages';
import { record } from '../operation';
import type { Operation } from '../operation';

interface Input {
	system: MessageSystem;
	categoryIds: string[];
	titleContains: string;
	wanted: number;
}

const filters: INodeProperties = {
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
};

/** Template Library > Get Many: the titles of WeChat's public library, one item each. */
export const getAll: Operation<Input> = {
	label: 'Get Many',
	action: 'Get many library titles',
	explains: "List titles of WeChat's public library, from which templates are added",
	parameters: [
		...messageTypeParameters,
		...pagingParameters,
		...parametersOfTypes('library'),
		filters,
	],

	prepare(item) {
		const { system, library } = messageTypeOf(item);
		return {
			system,
			categoryIds: library?.read(item) ?? [],
			titleContains: item.optional('filters.titleContains').toLowerCase(),
			wanted: item.count(),
		};
	},

	async run(session, { system, categoryIds: chosen, titleContains, wanted }) {
		const categories = await categoriesFor(
			system,
			chosen,
			async (listCategories) => await session.call(listCategories, undefined),
		);
		const filter =
			titleContains === ''
				? undefined
				: (title: IDataObject) => String(title.title).toLowerCase().includes(titleContains);
		const pages = libraryPages(session, system, categories);
		return (await libraryTitles(pages, system.titlesPerCall, wanted, filter)).map(record);
	},

	about: () => ({ effect: 'the library was read', details: {} }),
};
