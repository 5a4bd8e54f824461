import { getCategories } from '../../../../wechat/subscribeMessages';
import { record } from '../operation';
import type { Operation } from '../operation';

/** Category > Get Many: the account's service categories, one item each. */
export const getAll: Operation<void> = {
	label: 'Get Many',
	action: 'Get many categories',
	explains:
		'List the service categories of your account, which decide what its template library holds',
	parameters: [],
	prepare: () => undefined,
	run: async (session) => (await session.call(getCategories, undefined)).map(record),
	about: () => ({ effect: 'the categories were read', details: {} }),
};
