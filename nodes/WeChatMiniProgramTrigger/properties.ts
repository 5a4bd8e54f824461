import type { INodeProperties } from 'n8n-workflow';

import { customerServiceMessage } from '../../wechat/push/events';
import { optionNames } from '../optionNames';

/** The value of Trigger On that stands for every push. */
export const anyEvent = '*';

const setupNotice: INodeProperties = {
	displayName:
		"WeChat has one push URL per Mini Program and no API to set it. Saving it takes the place of another backend's, and brings customer service messages here instead of to WeChat's customer service tool. Publish the workflow (n8n 1: activate it), copy the <b>Production URL</b> from <b>Webhook URLs</b> above, and in WeChat's console (mp.weixin.qq.com) save it under <b>Development &gt; Development Management &gt; Development Settings (开发设置) &gt; Message Push (消息推送)</b> with the Token and EncodingAESKey of the credential. WeChat calls the URL at once to verify it, so n8n must be reachable on port 80 or 443. To use the <b>Test URL</b>, execute this step first and save that URL in the console; change it back afterwards.",
	name: 'setupNotice',
	type: 'notice',
	default: '',
};

const events: INodeProperties = {
	displayName: 'Trigger On',
	name: 'events',
	type: 'multiOptions',
	required: true,
	default: ['subscribe_msg_sent_event'],
	description: 'What WeChat reports for the workflow to start',
	options: [
		{
			name: 'Any Event',
			value: anyEvent,
			description: 'Every push, also of kinds that are not in this list',
		},
		{
			name: 'Customer Service Chat Opened',
			value: 'user_enter_tempsession',
			description: 'A user opened the customer service chat (user_enter_tempsession)',
		},
		{
			name: 'Customer Service Message Received',
			value: customerServiceMessage,
			description: 'A user wrote to the customer service: text, picture or Mini Program card',
		},
		{
			name: 'Message Result Known',
			value: 'subscribe_msg_sent_event',
			description:
				'Whether a message arrived, by the msgid that Send returned (subscribe_msg_sent_event)',
		},
		{
			name: 'Subscription Answered',
			value: 'subscribe_msg_popup_event',
			description:
				'A user allowed or refused templates in the permission dialog (subscribe_msg_popup_event)',
		},
		{
			name: 'Subscription Withdrawn',
			value: 'subscribe_msg_change_event',
			description:
				'A user switched templates off in the notification settings (subscribe_msg_change_event)',
		},
	],
};

/** What the trigger shows below its name, as an expression: the chosen events in the words of the panel. */
export const subtitle = `={{ [].concat($parameter["events"] ?? []).map((event) => (${optionNames(events)})[event] ?? event).join(", ") }}`;

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Include Raw Fields',
			name: 'includeRaw',
			type: 'boolean',
			default: false,
			description: 'Whether to add WeChat\'s own field names and values under "raw"',
		},
	],
};

/** The parameters of the trigger. */
export const properties: INodeProperties[] = [setupNotice, events, options];
