import type { MessageType } from '../../../nodes/WeChatMiniProgram/messageTypes/messageType';
import { boardMessages } from './boardMessages';

/** A made-up message type: what a third file of `messageTypes/` would be. */
export const board: MessageType = {
	value: 'board',
	label: 'Board Message',
	explains: 'A made-up kind of message that appears on a board',
	system: boardMessages,
	send: {
		parameters: [
			{
				displayName: 'Board',
				name: 'boardName',
				type: 'string',
				default: '',
				required: true,
				description: 'Where the message appears',
			},
		],
		read: (item) => ({ page: item.text('boardName') }),
	},
};
