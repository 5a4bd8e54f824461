import type { MessageSystem } from '../../../../wechat/messageSystem';
import { libraryTitleLocator } from '../../descriptions/locators';
import { messageTypeOf, messageTypeParameters } from '../../messageTypes';
import { record } from '../operation';
import type { Operation } from '../operation';

interface Input {
	system: MessageSystem;
	titleId: string;
}

/** Template Library > Get Keywords: the keywords that a template with this title can have, one item each. */
export const getKeywords: Operation<Input> = {
	label: 'Get Keywords',
	action: 'Get keywords of library title',
	explains: 'List the keywords to choose from when a template is added with this title',
	parameters: [...messageTypeParameters, libraryTitleLocator],

	prepare: (item) => ({ system: messageTypeOf(item).system, titleId: item.id('libraryTitle') }),

	run: async (session, { system, titleId }) =>
		(await session.call(system.getKeywords, { titleId })).map(record),

	about: ({ titleId }) => ({ effect: 'the keywords were read', details: { titleId } }),
};
