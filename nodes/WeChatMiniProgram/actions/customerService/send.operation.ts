import { sendCustomerServiceMessage } from '../../../../wechat/customerService';
import { callOptions, callSettings } from '../../descriptions/callOptions';
import { record } from '../operation';
import type { Operation } from '../operation';
import { contentOf, contentParameters } from './content';
import type { Content } from './content';
import { recipient } from './recipient';

interface Input {
	openId: string;
	msgtype: string;
	content: Content;
	aiGenerated: boolean;
}

/** Customer Service > Send: answers a user who wrote or opened the chat, once for each item. */
export const send: Operation<Input> = {
	label: 'Send',
	action: 'Send customer service message',
	explains: 'Answer a user who wrote or opened the chat',
	parameters: [
		recipient,
		...contentParameters,
		callOptions(
			'How many messages are sent at a time, from 1 to 100; the value of the first item counts. Messages to one user are always sent one after another.',
			'A message without an answer is not sent again.',
			[
				{
					displayName: 'AI Generated',
					name: 'aiGenerated',
					type: 'boolean',
					default: false,
					description:
						'Whether WeChat writes under the message that it was made by AI. Left out, it does so where an AI agent calls the node.',
				},
			],
		),
	],

	async prepare(item) {
		const openId = item.text('openId');
		const { msgtype, content } = await contentOf(item);
		return { openId, msgtype, content, aiGenerated: item.flag('options.aiGenerated', item.isTool) };
	},

	async run(session, { openId, content, aiGenerated }) {
		const message = { openId, content: await content(session), aiGenerated };
		return record({ ...(await session.call(sendCustomerServiceMessage, message)) });
	},

	about: ({ openId, msgtype }) => ({
		effect: `the message to the OpenID ${openId} was sent`,
		details: { touser: openId, msgtype },
	}),

	// The user reads them in the order of the items.
	lane: ({ openId }) => openId,

	settings: callSettings,
};
