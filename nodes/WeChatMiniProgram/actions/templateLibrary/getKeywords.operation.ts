import { updateDisplayOptions } from 'n8n-workflow';
import type { MessageSystem } from '../../../../wechat/messageSystem';
import { libraryTitleLocator } from '../../descriptions/locators';
import type { Operation } from '../operation';
import { idParameter, messageSystem } from '../parameters';

interface Input {
	system: MessageSystem;
	titleId: string;
}

/** Template Library > Get Keywords: the keywords that a template with this title can have, one item each. */
export const getKeywords: Operation<Input> = {
	description: updateDisplayOptions(
		{ show: { resource: ['templateLibrary'], operation: ['getKeywords'] } },
		[libraryTitleLocator],
	),

	prepare: (context, itemIndex) => ({
		system: messageSystem(context, itemIndex),
		titleId: idParameter(context, 'libraryTitle', 'Library Title', itemIndex),
	}),

	run: async (session, { system, titleId }) => await session.call(system.getKeywords, { titleId }),

	subject: ({ titleId }) => ({ effect: 'the keywords were read', details: { titleId } }),
};
