import type { MessageSystem } from '../../../../wechat/messageSystem';
import { templateIdOf, templateLocator } from '../../descriptions/locators';
import { messageTypeOf, messageTypeParameters } from '../../messageTypes';
import { record } from '../operation';
import type { Operation } from '../operation';

interface Input {
	system: MessageSystem;
	templateId: string;
}

/** Template > Delete: takes a template away from the account. */
export const deleteTemplate: Operation<Input> = {
	label: 'Delete',
	action: 'Delete template',
	explains: 'Remove a template from your account. Messages can no longer be sent with it.',
	parameters: [...messageTypeParameters, templateLocator],

	prepare: (item) => ({ system: messageTypeOf(item).system, templateId: templateIdOf(item) }),

	run: async (session, { system, templateId }) =>
		record(await session.call(system.deleteTemplate, { templateId })),

	about: ({ templateId }) => ({
		effect: 'the template was deleted',
		details: { template_id: templateId },
	}),
};
