import type { INodeProperties } from 'n8n-workflow';
import { getByLoginCode } from './getByLoginCode.operation';
import { getPhoneNumber } from './getPhoneNumber.operation';

export { getByLoginCode, getPhoneNumber };

/** The operations of the resource User. */
export const description: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		default: 'getByLoginCode',
		displayOptions: { show: { resource: ['user'] } },
		options: [
			{
				name: 'Get by Login Code',
				value: 'getByLoginCode',
				action: 'Get user by login code',
				description: 'Exchange the code of wx.login for the OpenID of the user',
			},
			{
				name: 'Get Phone Number',
				value: 'getPhoneNumber',
				action: 'Get phone number of user',
				description: 'Exchange the code of the getPhoneNumber button for the phone number',
			},
		],
	},
];

/** The parameters of the operations. */
export const parameters: INodeProperties[] = [
	...getByLoginCode.description,
	...getPhoneNumber.description,
];
