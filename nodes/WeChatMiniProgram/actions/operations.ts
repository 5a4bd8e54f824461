import * as category from './category';
import * as message from './message';
import type { Operation } from './operation';
import * as template from './template';
import * as templateLibrary from './templateLibrary';
import * as user from './user';

/** Every operation by resource and operation value, as the parameters name them. */
export const operations: Record<string, Record<string, Operation<unknown>>> = {
	category: { getAll: category.getAll },
	message: { send: message.send },
	template: { add: template.add, delete: template.delete, getAll: template.getAll },
	templateLibrary: {
		getAll: templateLibrary.getAll,
		getKeywords: templateLibrary.getKeywords,
	},
	user: { getByLoginCode: user.getByLoginCode, getPhoneNumber: user.getPhoneNumber },
};
