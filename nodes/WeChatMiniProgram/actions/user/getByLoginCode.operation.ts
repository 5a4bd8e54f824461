import type { IDataObject } from 'n8n-workflow';
import { updateDisplayOptions } from 'n8n-workflow';
import { getByLoginCode as endpoint } from '../../../../wechat/identity';
import type { Operation } from '../operation';
import { parameter, textParameter } from '../parameters';

interface Input {
	loginCode: string;
	includeSessionKey: boolean;
}

/** User > Get by Login Code: whose login code it is. */
export const getByLoginCode: Operation<Input> = {
	description: updateDisplayOptions(
		{ show: { resource: ['user'], operation: ['getByLoginCode'] } },
		[
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
	),

	prepare: (context, itemIndex) => ({
		loginCode: textParameter(context, 'loginCode', 'Login Code', itemIndex),
		includeSessionKey: parameter(context, 'options.includeSessionKey', itemIndex, false) === true,
	}),

	async run(session, { loginCode, includeSessionKey }): Promise<IDataObject> {
		const user: IDataObject = { ...(await session.call(endpoint, { loginCode })) };
		delete user.errcode;
		delete user.errmsg;
		if (!includeSessionKey) delete user.session_key;
		return user;
	},

	subject: () => ({ effect: 'the login code was used up', details: {} }),
};
