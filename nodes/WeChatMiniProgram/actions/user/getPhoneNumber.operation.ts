import { updateDisplayOptions } from 'n8n-workflow';
import { getPhoneNumber as endpoint } from '../../../../wechat/identity';
import type { Operation } from '../operation';
import { textParameter } from '../parameters';

/** User > Get Phone Number: the number that a user has shared. */
export const getPhoneNumber: Operation<{ phoneCode: string }> = {
	description: updateDisplayOptions(
		{ show: { resource: ['user'], operation: ['getPhoneNumber'] } },
		[
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
	),

	prepare: (context, itemIndex) => ({
		phoneCode: textParameter(context, 'phoneCode', 'Phone Code', itemIndex),
	}),

	run: async (session, input) => await session.call(endpoint, input),

	subject: () => ({ effect: 'the phone code was used up', details: {} }),
};
