import { getPhoneNumber as endpoint } from '../../../../wechat/identity';
import { record } from '../operation';
import type { Operation } from '../operation';

/** User > Get Phone Number: the number that a user has shared. */
export const getPhoneNumber: Operation<{ phoneCode: string }> = {
	label: 'Get Phone Number',
	action: 'Get phone number of user',
	explains: 'Find out the phone number that a user has just shared with the Mini Program',
	parameters: [
		{
			displayName: 'Phone Code',
			name: 'phoneCode',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. e31968a7f94cc5ee25fafc2aef2773f0bb8c3937b22520eb8ee345274d00c144',
			description:
				'What the getPhoneNumber button gave in the Mini Program. It is valid once, for five minutes, and is not the login code.',
		},
	],

	prepare: (item) => ({ phoneCode: item.text('phoneCode') }),

	run: async (session, input) => record(await session.call(endpoint, input)),

	about: () => ({ effect: 'the phone code was used up', details: {} }),
};
