/** Service cards: orders and buttons that entitle to one, and the card of each, which changes in its place. */

import { showResult } from './actions.js';
import { call, copyOf, paint, stamp } from './dom.js';
import { addCard, addRow } from './notifications.js';
import { nameOn, onNewPhone, phoneOf } from './phones.js';

const yuan = (fen) => `￥${(fen / 100).toFixed(2)}`;

/** The cards on the page by the code they belong to. */
const cards = new Map();

async function payOrder(phone, openId) {
	const amount = Math.round(Number(phone.querySelector('.amount').value) * 100);
	const { transactionId, paidAt } = await call('payOrder', { openId, amount });
	const time = new Date(paidAt * 1000).toISOString();
	return [`Paid ${yuan(amount)} at ${time}. Transaction ID: ${transactionId}`, transactionId];
}

async function touchButton(phone, openId) {
	const cardType = Number(phone.querySelector('.card-type').value);
	const { notifyCode } = await call('touchButton', { openId, cardType });
	return [`Code, good for five minutes: ${notifyCode}`, notifyCode];
}

onNewPhone((phone, openId) => {
	for (const [selector, act] of [
		['.pay-order', payOrder],
		['.touch-button', touchButton],
	]) {
		const button = phone.querySelector(selector);
		button.addEventListener('click', async () => {
			try {
				showResult(button, ...(await act(phone, openId)));
			} catch (error) {
				showResult(button, error.message);
			}
		});
	}
});

function cardOf(phone, code) {
	const known = cards.get(code);
	if (known?.isConnected) return known;
	const card = copyOf('service-card-template');
	card.dataset.code = code;
	cards.set(code, card);
	addCard(phone, card);
	return card;
}

/** One row for each step that the card went through, the newest last. */
function showSteps(list, history) {
	const steps = history.map(({ label, time }) => {
		const step = document.createElement('li');
		const name = document.createElement('span');
		paint(name, label);
		const when = document.createElement('time');
		stamp(when, time);
		step.append(name, when);
		return step;
	});
	steps[steps.length - 1].setAttribute('aria-current', 'step');
	list.replaceChildren(...steps);
}

function showProducts(list, { product_count: count, product_list: products }) {
	list.replaceChildren();
	if (count !== undefined) addRow(list, '商品数量', String(count));
	for (const { product_name: name, count: pieces, single_price: price } of products?.info_list ??
		[]) {
		const parts = [pieces !== undefined && `×${pieces}`, price !== undefined && yuan(price)];
		addRow(list, name ?? '商品', parts.filter(Boolean).join(' '));
	}
}

function showStore(element, { store_info: store }) {
	element.hidden = !store;
	if (store) paint(element, [store.store_name, store.store_address].filter(Boolean).join(' '));
}

function showCard({ openId, code, title, content, details, history }) {
	const phone = phoneOf(openId);
	const card = cardOf(phone, code);
	const { label, time } = history[history.length - 1];
	paint(card.querySelector('h3'), title);
	stamp(card.querySelector('header time'), time);
	paint(card.querySelector('.state'), label);
	showSteps(card.querySelector('.steps'), history);
	showProducts(card.querySelector('dl'), content);
	showStore(card.querySelector('.store'), details);
	card.querySelector('.link').textContent = `Opens ${content.wxa_path_query}`;
	return `Card of ${nameOn(phone)}: ${title}, ${label}`;
}

export const serviceCardsPart = {
	overview: (overview) =>
		overview.cards.map((card) => ({
			time: card.history[0].time,
			show: () => showCard(card),
		})),
	events: { card: showCard },
};
