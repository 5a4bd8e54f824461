import type { JsonObject } from '../../../../wechat/json';
import { getCategories } from '../../../../wechat/subscribeMessages';
import type { Operation } from '../operation';

/** Category > Get Many: the account's service categories, one item each. */
export const getAll: Operation<void> = {
	description: [],
	prepare: () => undefined,
	run: async (session): Promise<JsonObject[]> => await session.call(getCategories, undefined),
	subject: () => ({ effect: 'the categories were read', details: {} }),
};
