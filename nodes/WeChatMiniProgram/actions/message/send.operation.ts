import type { Message } from '../../../../wechat/messageSystem';
import { callSettings } from '../../descriptions/callOptions';
import { messageTypeOf } from '../../messageTypes';
import type { MessageType } from '../../messageTypes/messageType';
import { filledTemplate } from '../../templateFields/filledTemplate';
import { templateIdOf } from '../../descriptions/locators';
import { record } from '../operation';
import type { Operation } from '../operation';
import { shortenedHints } from '../summary';
import { sendParameters } from './send.description';

interface Input {
	type: MessageType;
	message: Message;
	labels: Record<string, string>;
	/** Labels of the values that were cut to WeChat's limit. */
	shortened: string[];
}

/** Message > Send: one message to one user, for each item. */
export const send: Operation<Input> = {
	label: 'Send',
	action: 'Send message',
	explains: 'Notify a user in WeChat with a filled template',
	parameters: sendParameters,

	prepare(item) {
		const type = messageTypeOf(item);
		const openId = item.text('openId');
		const templateId = templateIdOf(item);
		const { data, labels, shortened } = filledTemplate(item, type.system.allFieldsRequired);
		const message: Message = {
			openId,
			templateId,
			data,
			// Template Messages document 41030 for a slash in front; Subscribe Messages take it either way.
			page: item.optional('options.page').replace(/^\/+/, ''),
			...type.send.read(item, data),
		};
		return { type, message, labels, shortened };
	},

	run: async (session, { type, message }) => record(await session.call(type.system.send, message)),

	about: ({ message: { openId, templateId }, labels }) => ({
		effect: `the message to the OpenID ${openId} was sent`,
		details: { touser: openId, template_id: templateId },
		labels,
	}),

	// WeChat refuses two calls at a time for one openid (43108).
	lane: ({ message }) => message.openId,

	settings: callSettings,

	hints: (inputs) =>
		shortenedHints([...inputs].map(([index, { shortened }]) => [index, shortened] as const)),
};
