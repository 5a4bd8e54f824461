import type { MessageSystem } from '../../../../wechat/messageSystem';
import { pagingParameters } from '../../descriptions/paging';
import { messageTypeOf, messageTypeParameters } from '../../messageTypes';
import { accountTemplates } from '../../transport/pages';
import { record } from '../operation';
import type { Operation } from '../operation';

interface Input {
	system: MessageSystem;
	wanted: number;
}

/** Template > Get Many: the templates of the account, one item each. */
export const getAll: Operation<Input> = {
	label: 'Get Many',
	action: 'Get many templates',
	explains: 'List the templates of your account, which messages are sent with',
	parameters: [...messageTypeParameters, ...pagingParameters],

	prepare: (item) => ({ system: messageTypeOf(item).system, wanted: item.count() }),

	run: async (session, { system, wanted }) =>
		(await accountTemplates(session, system, wanted)).map(record),

	about: () => ({ effect: 'the templates were read', details: {} }),
};
