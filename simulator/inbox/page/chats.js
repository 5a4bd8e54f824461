/** Each phone's chat with customer service: what the user writes, and what comes back. */

import { addLine } from './chatLines.js';
import { call } from './dom.js';
import { nameOn, onNewPhone, phoneOf } from './phones.js';

const SECOND = 1000;

/** What a phone tells of a message from outside. */
const NEWS = {
	program: (name) => `Customer service wrote to ${name}.`,
	desk: (name) => `The service desk wrote to ${name}.`,
	wechat: (name) => `WeChat told ${name} that nobody answers.`,
};

const typingEnds = new WeakMap();

/** The file that was chosen, in base64. */
async function base64Of(file) {
	const url = await new Promise((resolve, reject) => {
		const reader = new FileReader();
		reader.onload = () => resolve(reader.result);
		reader.onerror = () => reject(reader.error);
		reader.readAsDataURL(file);
	});
	return url.slice(url.indexOf(',') + 1);
}

async function say(phone, doing) {
	const note = phone.querySelector('.chat-note');
	try {
		note.textContent = (await doing()) ?? '';
	} catch (error) {
		note.textContent = error.message;
	}
}

onNewPhone((phone, openId) => {
	const chat = phone.querySelector('.chat');
	chat.hidden = phone.querySelector('details').hidden;
	const [form, input] = [chat.querySelector('form'), chat.querySelector('[name="text"]')];
	form.addEventListener('submit', (event) => {
		event.preventDefault();
		void say(phone, async () => {
			await call('write', { openId, text: input.value });
			input.value = '';
		});
	});
	chat.querySelector('.open-chat').addEventListener('click', () => {
		void say(phone, async () => {
			await call('openChat', { openId });
			return 'Chat opened: for a minute, 2 messages may come.';
		});
	});
	const picture = chat.querySelector('[type="file"]');
	picture.addEventListener('change', () => {
		void say(phone, async () => {
			const [file] = picture.files;
			picture.value = '';
			if (file) await call('sendPicture', { openId, picture: await base64Of(file) });
		});
	});
});

function showTyping(phone, seconds) {
	const typing = phone.querySelector('.typing');
	typing.hidden = seconds <= 0;
	clearTimeout(typingEnds.get(phone));
	if (seconds <= 0) return;
	typingEnds.set(
		phone,
		setTimeout(() => (typing.hidden = true), seconds * SECOND),
	);
}

function showLine(line) {
	const phone = phoneOf(line.openId);
	phone.querySelector('.chat').open = true;
	addLine(phone.querySelector('.lines'), line);
	if (line.from !== 'user') showTyping(phone, 0);
	return NEWS[line.from]?.(nameOn(phone));
}

export const chatsPart = {
	overview: ({ chatLines }) =>
		chatLines.map((line) => ({ time: line.time, show: () => showLine(line) })),
	events: {
		chat: showLine,
		typing: ({ openId, seconds }) => showTyping(phoneOf(openId), seconds),
	},
};
