/** WeChat's own service tool: the chats that were handed over, where a person answers and closes. */

import { addLine } from './chatLines.js';
import { byId, call, copyOf, tell } from './dom.js';
import { nameOn, phoneOf } from './phones.js';

const STATES = {
	none: 'Closed: what the user writes goes to your workflow.',
	waiting: 'Waits for a person; what the user writes goes to your workflow too.',
	serving: 'Served here: what the user writes does not reach your workflow.',
};

const chats = new Map();

function chatOf(openId) {
	const known = chats.get(openId);
	if (known) return known;
	const chat = copyOf('desk-chat-template');
	const input = chat.querySelector('input');
	chat.querySelector('form').addEventListener('submit', (event) => {
		event.preventDefault();
		void tell(async () => {
			await call('answerFromDesk', { openId, text: input.value });
			input.value = '';
			return '';
		});
	});
	for (const button of chat.querySelectorAll('[data-desk]')) {
		const act = async () => {
			await call(button.dataset.desk, { openId });
			return '';
		};
		button.addEventListener('click', () => void tell(act));
	}
	chats.set(openId, chat);
	byId('desk-chats').append(chat);
	byId('desk').hidden = false;
	return chat;
}

/** Names the chat as its phone is named, which may have got its name by now. */
const name = (openId, chat) => (chat.querySelector('h3').textContent = nameOn(phoneOf(openId)));

function showLine(line) {
	if (!line.atDesk) return;
	const chat = chatOf(line.openId);
	name(line.openId, chat);
	addLine(chat.querySelector('.lines'), line);
}

function showState({ openId, desk }) {
	if (desk === 'none' && !chats.has(openId)) return;
	const chat = chatOf(openId);
	name(openId, chat);
	chat.querySelector('.state').textContent = STATES[desk];
	chat.querySelector('[data-desk="takeChat"]').disabled = desk === 'serving';
	chat.querySelector('[data-desk="closeChat"]').disabled = desk === 'none';
}

export const deskPart = {
	overview({ chatLines, desks }) {
		chats.clear();
		byId('desk-chats').replaceChildren();
		byId('desk').hidden = true;
		const handedOver = chatLines.filter(({ atDesk }) => atDesk);
		return [
			...handedOver.map((line) => ({ time: line.time, show: () => showLine(line) })),
			...desks.map((desk) => ({ time: Number.MAX_SAFE_INTEGER, show: () => showState(desk) })),
		];
	},
	events: { chat: showLine, desk: showState },
};
