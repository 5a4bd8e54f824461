/** "Act as this user": the buttons of a phone that carry data-act, and what came of them. */

import { call, copy } from './dom.js';
import { allPhones, onNewPhone } from './phones.js';

/** What an action gives the user, by the field of its answer. */
const RESULTS = {
	formId: 'form_id, good for one template message',
	prepayId: 'prepay_id, good for three template messages',
	code: 'Code, good once and for five minutes',
};

/** What to say after the other actions. */
const DONE = {
	subscribe: ({ left = 'any number' }) => `Allowed. Messages left: ${left}`,
	refuse: () => 'Refused. What was allowed before stays.',
	openLink: ({ page, query }) =>
		`Opened ${page || 'the first page'}${query && `?${query}`}. Templates can be allowed above.`,
	unsubscribe: () => 'Turned off: nothing arrives any more.',
};

let templates = [];

async function act(phone, openId, button) {
	const name = button.dataset.act;
	const templateId = phone.querySelector('select').value;
	try {
		const link = phone.querySelector('.link-to-open').value;
		const answer = await call(name, { openId, templateId, link });
		const field = Object.keys(RESULTS).find((key) => key in answer);
		if (field) showResult(button, `${RESULTS[field]}: ${answer[field]}`, answer[field]);
		else showResult(button, DONE[name](answer));
	} catch (error) {
		showResult(button, error.message);
	}
}

/**
 * Says under a button and its neighbors what came of it, in the one place of the phone for that.
 * copied: what the Copy button copies; left out, there is none.
 */
export function showResult(button, text, copied) {
	const result = button.closest('.phone').querySelector('.result');
	button.closest('fieldset').append(result);
	result.querySelector('span').textContent = text;
	const copyButton = result.querySelector('.copy-result');
	copyButton.hidden = !copied;
	copyButton.onclick = () => copy(copied);
}

export const titleOf = (templateId) => templates.find(({ id }) => id === templateId)?.title;

function showTemplates(phone) {
	const select = phone.querySelector('select');
	const chosen = select.value;
	const options = templates.map(({ id, title, type, labels }) => {
		const kind = type === 3 ? 'long-term' : 'one-time';
		const option = new Option(`${title} (${kind}): ${labels.join(', ')}`, id);
		option.lang = 'zh-CN';
		return option;
	});
	select.replaceChildren(...options);
	if (templates.some(({ id }) => id === chosen)) select.value = chosen;
	phone.querySelector('.permission').hidden = templates.length === 0;
	phone.querySelector('.no-template').hidden = templates.length > 0;
}

onNewPhone((phone, openId) => {
	for (const button of phone.querySelectorAll('[data-act]')) {
		button.addEventListener('click', () => act(phone, openId, button));
	}
	showTemplates(phone);
});

function takeTemplates(all) {
	templates = all;
	for (const phone of allPhones()) showTemplates(phone);
}

export const actionsPart = {
	overview(overview) {
		takeTemplates(overview.templates);
		return [];
	},
	events: { templates: takeTemplates },
};
