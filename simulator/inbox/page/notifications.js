/** Service notifications: messages that arrived, and sends that WeChat refused. */

import { titleOf } from './actions.js';
import { copyOf, paint, stamp } from './dom.js';
import { nameOn, phoneOf } from './phones.js';

const SHOWN_CARDS = 50;

/** Why WeChat refused a send, in the words of someone who looks at the phone. */
const REASONS = {
	40003: 'This OpenID is not a user of the Mini Program.',
	40007: 'The picture is unknown, or older than 3 days.',
	40037: 'The account has no such template.',
	41028: 'The form_id is unknown, too old, or of another user.',
	41029: 'The form_id or prepay_id is used up.',
	41030: 'The page does not exist.',
	43101: 'The user has not allowed this template, or every permission is used up.',
	43108: 'Another message to this user was on its way.',
	45015:
		'The time to answer is over: 48 hours after the user wrote, 1 minute after opening the chat.',
	45047: 'All answers are used: 5 after the user wrote, 2 after opening the chat.',
	45103: 'WeChat has switched template messages off.',
	47003: 'A value breaks the rule of its field.',
};

function newCard(title, time) {
	const card = copyOf('card-template');
	card.querySelector('h3').textContent = title;
	stamp(card.querySelector('time'), time);
	return card;
}

/** Puts a card on top of a phone's list; the oldest ones go. */
export function addCard(phone, card) {
	const cards = phone.querySelector('.cards');
	cards.prepend(card);
	while (cards.children.length > SHOWN_CARDS) cards.lastElementChild.remove();
}

export function addRow(list, label, value, color) {
	const name = document.createElement('dt');
	const text = document.createElement('dd');
	paint(name, label);
	paint(text, value, color);
	list.append(name, text);
}

function showDelivery({ openId, name, title, fields, page, time }) {
	const phone = phoneOf(openId, name);
	const card = newCard(title, time);
	card.querySelector('h3').lang = 'zh-CN';
	const emphasis = card.querySelector('.emphasis');
	const enlarged = fields.find((field) => field.emphasis);
	emphasis.hidden = !enlarged;
	if (enlarged) {
		paint(emphasis, enlarged.value, enlarged.color);
		const label = document.createElement('span');
		paint(label, enlarged.label);
		emphasis.prepend(label);
	}
	for (const { label, value, color } of fields.filter((field) => field !== enlarged)) {
		addRow(card.querySelector('dl'), label, value, color);
	}
	card.querySelector('.link').hidden = !page;
	card.querySelector('.link').textContent = `Opens ${page}`;
	addCard(phone, card);
	return `New message for ${nameOn(phone)}: ${title}`;
}

function showAttempt({ openId, name, templateId, errcode, errmsg, time }) {
	const phone = phoneOf(openId, name);
	const card = newCard('Not delivered', time);
	card.classList.add('failed');
	card.querySelector('.emphasis').hidden = true;
	card.querySelector('.link').hidden = true;
	const list = card.querySelector('dl');
	const title = titleOf(templateId);
	// A message of customer service has none.
	if (templateId) addRow(list, 'Template', title ?? templateId);
	addRow(list, 'Reason', REASONS[errcode] ?? 'WeChat refused it.');
	addRow(list, 'WeChat says', `${errcode} ${errmsg}`);
	for (const element of list.children) {
		if (element.textContent !== title) element.removeAttribute('lang');
	}
	addCard(phone, card);
	return `Not delivered to ${nameOn(phone)}: ${errcode}`;
}

export const notificationsPart = {
	overview: ({ deliveries, attempts }) => [
		...deliveries.map((one) => ({ time: one.time, show: () => showDelivery(one) })),
		...attempts.map((one) => ({ time: one.time, show: () => showAttempt(one) })),
	],
	events: { delivery: showDelivery, attempt: showAttempt },
};
