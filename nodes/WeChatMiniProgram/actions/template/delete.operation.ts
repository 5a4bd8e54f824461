import { updateDisplayOptions } from 'n8n-workflow';
import type { MessageSystem } from '../../../../wechat/messageSystem';
import { templateLocator } from '../../descriptions/locators';
import type { Operation } from '../operation';
import { messageSystem, templateIdParameter } from '../parameters';

interface Input {
	system: MessageSystem;
	templateId: string;
}

/** Template > Delete: takes a template away from the account. */
export const deleteTemplate: Operation<Input> = {
	description: updateDisplayOptions({ show: { resource: ['template'], operation: ['delete'] } }, [
		templateLocator,
	]),

	prepare: (context, itemIndex) => ({
		system: messageSystem(context, itemIndex),
		templateId: templateIdParameter(context, itemIndex),
	}),

	run: async (session, { system, templateId }) =>
		await session.call(system.deleteTemplate, { templateId }),

	subject: ({ templateId }) => ({
		effect: 'the template was deleted',
		details: { template_id: templateId },
	}),
};
