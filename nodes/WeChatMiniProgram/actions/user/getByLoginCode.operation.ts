import type { IDataObject } from 'n8n-workflow';
import { getByLoginCode as endpoint } from '../../../../wechat/identity';
import { record } from '../operation';
import type { Operation } from '../operation';

interface Input {
	loginCode: string;
	includeSessionKey: boolean;
}

/** User > Get by Login Code: whose login code it is. */
export const getByLoginCode: Operation<Input> = {
	label: 'Get by Login Code',
	action: 'Get user by login code',
	explains: 'Find out the OpenID of the user who has just opened the Mini Program',
	parameters: [
		{
			displayName: 'Login Code',
			name: 'loginCode',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 033SXc0w3Yi4q63Tqs0w3k7gGF3SXc0D',
			description: 'What wx.login gave in the Mini Program. It is valid once, for five minutes.',
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [
				{
					displayName: 'Include Session Key',
					name: 'includeSessionKey',
					type: 'boolean',
					default: false,
					description:
						"Whether to include the session key in the output. It decrypts the user's data and is stored with the execution.",
				},
			],
		},
	],

	prepare: (item) => ({
		loginCode: item.text('loginCode'),
		includeSessionKey: item.flag('options.includeSessionKey'),
	}),

	async run(session, { loginCode, includeSessionKey }) {
		const user: IDataObject = { ...(await session.call(endpoint, { loginCode })) };
		delete user.errcode;
		delete user.errmsg;
		if (!includeSessionKey) delete user.session_key;
		return record(user);
	},

	about: () => ({ effect: 'the login code was used up', details: {} }),
};
