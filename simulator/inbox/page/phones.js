/** The phones, one per user: what is on a phone is added by the parts that listen with onNewPhone. */

import { byId, call, copy, copyOf, tell } from './dom.js';

const phones = new Map();
const whenNew = [];

/** show(phone, openId) puts something on every phone that appears from now on. */
export function onNewPhone(show) {
	whenNew.push(show);
}

/** The phone of a user, which appears where it is not there yet. openId: may be empty, where nobody knows it. */
export function phoneOf(openId, name) {
	const known = phones.get(openId);
	if (known) return known;
	const phone = copyOf('phone-template');
	const heading = phone.querySelector('h2');
	heading.textContent = name ?? (openId ? `User ${openId.slice(0, 8)}` : 'Unknown recipient');
	heading.id = `phone-${phones.size}`;
	phone.setAttribute('aria-labelledby', heading.id);
	phone.querySelector('code').textContent = openId;
	phone.querySelector('.open-id').hidden = !openId;
	phone.querySelector('details').hidden = !/^o[\w-]{27}$/.test(openId);
	phone.querySelector('.copy').addEventListener('click', () => copy(openId));
	phones.set(openId, phone);
	for (const show of whenNew) show(phone, openId);
	byId('phones').append(phone);
	byId('nobody').hidden = true;
	return phone;
}

export const allPhones = () => phones.values();

export const nameOn = (phone) => phone.querySelector('h2').textContent;

function showPerson({ openId, name }) {
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
		byId('phones').replaceChildren();
		byId('nobody').hidden = false;
		for (const person of people) showPerson(person);
		return [];
	},
	events: { person: showPerson },
};
