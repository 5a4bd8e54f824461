import { updateDisplayOptions } from 'n8n-workflow';
import type { MessageSystem } from '../../../../wechat/messageSystem';
import { pagingDescription } from '../../descriptions/paging';
import { accountTemplates } from '../../transport/pages';
import type { Operation } from '../operation';
import { messageSystem, wantedCount } from '../parameters';

interface Input {
	system: MessageSystem;
	wanted: number;
}

/** Template > Get Many: the templates of the account, one item each. */
export const getAll: Operation<Input> = {
	description: updateDisplayOptions(
		{ show: { resource: ['template'], operation: ['getAll'] } },
		pagingDescription,
	),

	prepare: (context, itemIndex) => ({
		system: messageSystem(context, itemIndex),
		wanted: wantedCount(context, itemIndex),
	}),

	run: async (session, { system, wanted }) => await accountTemplates(session, system, wanted),

	subject: () => ({ effect: 'the templates were read', details: {} }),
};
