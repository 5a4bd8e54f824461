import type { INodeProperties } from 'n8n-workflow';
import { cardKinds } from '../../../../wechat/cardKinds';
import type { MessageSystem, NewTemplate } from '../../../../wechat/messageSystem';
import { libraryTitleLocator } from '../../descriptions/locators';
import { messageTypeOf, messageTypeParameters, parametersOfTypes } from '../../messageTypes';
import type { Item } from '../item';
import { record } from '../operation';
import type { Operation } from '../operation';

interface Input extends NewTemplate {
	system: MessageSystem;
}

const keywordIdsParameter: INodeProperties = {
	displayName: 'Keyword Names or IDs',
	name: 'keywordIds',
	type: 'multiOptions',
	required: true,
	default: [],
	typeOptions: {
		loadOptionsMethod: 'getKeywords',
		loadOptionsDependsOn: ['messageType', 'libraryTitle.value'],
	},
	// n8n compares the value of the locator (displayParameter): text from the list, maybe a number otherwise.
	displayOptions: {
		hide: { libraryTitle: cardKinds.flatMap(({ titleId }) => [titleId, Number(titleId)]) },
	},
	hint: '2 to 5 keywords for a Subscribe Message, up to 10 for a Template Message. The user sees them in the order in which you choose them.',
	description:
		'What the template tells the user. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

/** Template > Add: makes a template of the account from a library title and some of its keywords. */
export const add: Operation<Input> = {
	label: 'Add',
	action: 'Add template',
	explains:
		'Make a template of your account from a library title and some of its keywords, or set up a service card',
	parameters: [
		...messageTypeParameters,
		libraryTitleLocator,
		keywordIdsParameter,
		...parametersOfTypes('add'),
	],

	prepare(item) {
		const { system, add: ofType } = messageTypeOf(item);
		const titleId = item.id('libraryTitle');
		const isCard = system.cardTitles?.some(({ id }) => id === titleId);
		return {
			system,
			titleId,
			keywordIds: isCard ? noKeywords(item) : keywordIds(item, system),
			...ofType?.read(item),
		};
	},

	run: async (session, { system, ...template }) =>
		record(await session.call(system.addTemplate, template)),

	about: ({ titleId }) => ({ effect: 'the template was added', details: { titleId } }),
};

/** The template of a service card is the title itself. */
function noKeywords(item: Item): number[] {
	if (item.list('keywordIds').length === 0) return [];
	return item.invalid(
		'keywordIds',
		'names keywords, but the template of a service card has none',
		'Leave it empty for this title.',
	);
}

/** Takes an array, one number, or numbers joined by commas such as `3,5,4`; keeps their order. */
function keywordIds(item: Item, { keywordCount: { min, max } }: MessageSystem): number[] {
	const ids = item.list('keywordIds').map(Number);
	if (!ids.every((id) => Number.isInteger(id) && id > 0)) {
		item.invalid(
			'keywordIds',
			'holds something that is no keyword ID',
			'Choose keywords from the list, or give their numbers as an array or as text such as 3,5,4.',
		);
	}
	if (new Set(ids).size !== ids.length) {
		item.invalid('keywordIds', 'names a keyword twice', 'Name each keyword once.');
	}
	if (ids.length < min || ids.length > max) {
		item.invalid(
			'keywordIds',
			`names ${ids.length} keyword${ids.length === 1 ? '' : 's'}`,
			`WeChat takes ${min} to ${max} for this message type.`,
		);
	}
	return ids;
}
