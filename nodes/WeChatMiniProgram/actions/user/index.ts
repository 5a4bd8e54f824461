import type { INodeProperties } from 'n8n-workflow';
import { operationParameter } from '../../descriptions/operationParameter';
import { getByLoginCode } from './getByLoginCode.operation';
import { getPhoneNumber } from './getPhoneNumber.operation';

export { getByLoginCode, getPhoneNumber };

/** The operations of the resource User. */
export const description: INodeProperties[] = [
	operationParameter('user', 'getByLoginCode', [
		{
			name: 'Get by Login Code',
			value: 'getByLoginCode',
			action: 'Get user by login code',
			description: 'Find out the OpenID of the user who has just opened the Mini Program',
		},
		{
			name: 'Get Phone Number',
			value: 'getPhoneNumber',
			action: 'Get phone number of user',
			description: 'Find out the phone number that a user has just shared with the Mini Program',
		},
	]),
];

/** The parameters of the operations. */
export const parameters: INodeProperties[] = [
	...getByLoginCode.description,
	...getPhoneNumber.description,
];
