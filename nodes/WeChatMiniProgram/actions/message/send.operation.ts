import type { Message, MessageSystem } from '../../../../wechat/messageSystem';
import type { Operation } from '../operation';
import {
	choice,
	messageSystem,
	optionalText,
	parameter,
	templateIdParameter,
	textParameter,
} from '../parameters';
import { shortenedHints } from '../summary';
import { language, miniProgramVersion, sendDescription } from './send.description';
import { emphasisKeyword, formId, keywordColors } from './templateMessageOptions';
import { templateData } from './templateData';

interface Input {
	system: MessageSystem;
	message: Message;
	labels: Record<string, string>;
	/** Labels of the values that were cut to WeChat's limit. */
	shortened: string[];
}

/** Message > Send: one message to one user, for each item. */
export const send: Operation<Input> = {
	description: sendDescription,

	prepare(context, itemIndex) {
		const system = messageSystem(context, itemIndex);
		const openId = textParameter(context, 'openId', 'OpenID', itemIndex);
		const templateId = templateIdParameter(context, itemIndex);
		const { data, labels, shortened } = templateData(context, itemIndex, system.allFieldsRequired);
		const message: Message = {
			openId,
			templateId,
			data,
			// WeChat answers 41030 to a page that begins with a slash.
			page: optionalText(context, 'options.page', 'Page', itemIndex).replace(/^\/+/, ''),
			...(parameter(context, 'messageType', itemIndex) === 'subscribe'
				? {
						miniprogramState: choice(context, miniProgramVersion, itemIndex),
						lang: choice(context, language, itemIndex),
					}
				: {
						formId: formId(context, itemIndex),
						emphasisKeyword: emphasisKeyword(context, itemIndex, data),
						data: keywordColors(context, itemIndex, data),
					}),
		};
		return { system, message, labels, shortened };
	},

	run: (session, { system, message }) => session.call(system.send, message),

	subject: ({ message: { openId, templateId }, labels }) => ({
		effect: `the message to the OpenID ${openId} was sent`,
		details: { touser: openId, template_id: templateId },
		labels,
	}),

	// WeChat refuses two calls at a time for one openid (43108).
	lane: ({ message }) => message.openId,

	hints: (inputs) =>
		shortenedHints([...inputs].map(([index, { shortened }]) => [index, shortened] as const)),
};
