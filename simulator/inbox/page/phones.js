/** The phones, one per user: what is on a phone is added by the parts that listen with onNewPhone. */

import { byId, call, copy, copyOf, tell } from './dom.js';
import { renew, takeOldest } from './recent.js';

/** A send to thousands shows the latest of them. */
const SHOWN_PHONES = 60;

const phones = new Map();
const names = new Map();
const whenNew = [];
let madePhones = 0;

/** show(phone, openId) puts something on every phone that appears from now on. */
export function onNewPhone(show) {
	whenNew.push(show);
}

/** The phone of a user, which appears where it is not there yet. openId: may be empty, where nobody knows it. */
export function phoneOf(openId, name) {
	const known = phones.get(openId);
	if (known) {
		renew(phones, openId);
		return known;
	}
	const phone = copyOf('phone-template');
	const heading = phone.querySelector('h2');
	const unnamed = openId ? `User ${openId.slice(0, 8)}` : 'Unknown recipient';
	heading.textContent = name ?? names.get(openId) ?? unnamed;
	heading.id = `phone-${madePhones++}`;
	phone.setAttribute('aria-labelledby', heading.id);
	phone.querySelector('code').textContent = openId;
	phone.querySelector('.open-id').hidden = !openId;
	phone.querySelector('details').hidden = !/^o[\w-]{27}$/.test(openId);
	phone.querySelector('.copy').addEventListener('click', () => copy(openId));
	phones.set(openId, phone);
	for (const show of whenNew) show(phone, openId);
	byId('phones').append(phone);
	for (const old of takeOldest(phones, SHOWN_PHONES, isInUse)) old.remove();
	byId('nobody').hidden = true;
	return phone;
}

/** Somebody acts as this user: a part is open, or holds the focus. */
const isInUse = (phone) =>
	phone.querySelector('details[open]') !== null || phone.contains(document.activeElement);

export const allPhones = () => phones.values();

export const nameOn = (phone) => phone.querySelector('h2').textContent;

function showPerson({ openId, name }) {
	if (name) names.set(openId, name);
	const phone = phoneOf(openId, name);
	if (name) phone.querySelector('h2').textContent = name;
}

byId('add-person').addEventListener('submit', async (event) => {
	event.preventDefault();
	const input = byId('person');
	await tell(async () => {
		const { openId } = await call('user', { name: input.value.trim() });
		showPerson({ openId, name: input.value.trim() });
		phones.get(openId).scrollIntoView({ block: 'nearest' });
		input.value = '';
		return '';
	});
});

export const phonesPart = {
	overview({ appId, people }) {
		byId('app-id').textContent = appId;
		phones.clear();
		names.clear();
		byId('phones').replaceChildren();
		byId('nobody').hidden = false;
		for (const person of people) showPerson(person);
		return [];
	},
	events: { person: showPerson },
};
