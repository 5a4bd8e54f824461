import { text } from './control';
import type { ControlPart, Input } from './control';

/** Chats with customer service, and the people at the service desk. Pictures are given in base64. */
export const CHATS: ControlPart = {
	views: {
		chats: ({ account: { conversations } }) =>
			conversations.all.map(([openId, { desk, messagesLeft, isTyping, lines }]) => ({
				openId,
				desk,
				messagesLeft,
				isTyping,
				lines,
			})),
	},
	actions: {
		openChat: ({ chats }, input) => {
			const { sessionFrom = '' } = input;
			chats.open(text(input, 'openId'), String(sessionFrom));
		},
		write: ({ chats }, input) => chats.write(text(input, 'openId'), text(input, 'text')),
		sendPicture: ({ chats }, input) => ({
			mediaId: chats.sendPicture(text(input, 'openId'), bytes(input, 'picture')),
		}),
		sendCard: ({ chats }, input) =>
			chats.sendCard(text(input, 'openId'), {
				title: text(input, 'title'),
				pagePath: text(input, 'pagePath'),
				picture: bytes(input, 'picture'),
			}),
		takeChat: ({ desk }, input) => desk.take(text(input, 'openId')),
		answerFromDesk: ({ desk }, input) => desk.answer(text(input, 'openId'), text(input, 'text')),
		closeChat: ({ desk }, input) => desk.close(text(input, 'openId')),
	},
};

const bytes = (input: Input, name: string): Buffer => Buffer.from(text(input, name), 'base64');
