import type { INodeProperties } from 'n8n-workflow';

/** The parameter "OpenID" of customer service. */
export const recipient: INodeProperties = {
	displayName: 'OpenID',
	name: 'openId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. o7esq5OI1Uej6Xixw1lA2H7XDVbc',
	description:
		'The user who wrote or opened the chat, by the ID that this Mini Program knows them by. The WeChat Mini Program Trigger gives it.',
};
