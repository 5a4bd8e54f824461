import type { INodeProperties } from 'n8n-workflow';

const resources = ['message', 'template', 'templateLibrary'];

/** Which of WeChat's two message systems the operation uses, and the state of the older one. */
export const messageTypeDescription: INodeProperties[] = [
	{
		displayName: 'Message Type',
		name: 'messageType',
		type: 'options',
		noDataExpression: true,
		default: 'subscribe',
		description: "Which of WeChat's two kinds of notification the operation is about",
		displayOptions: { show: { resource: resources } },
		options: [
			{
				name: 'Subscribe Message',
				value: 'subscribe',
				description: 'What WeChat offers today (订阅消息): users allow each template first',
			},
			{
				name: 'Template Message (Retired)',
				value: 'template',
				description: 'The API before 2020 (模板消息), for gateways that still offer it',
			},
		],
	},
	{
		displayName:
			'WeChat switched Template Messages off on 2020-01-10 and answers 45103. This message type works only with a gateway that still offers it: set its address as the "Base URL" of the credential.',
		name: 'retiredNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { resource: resources, messageType: ['template'] } },
	},
];
