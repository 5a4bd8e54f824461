/** The inbox page: phones with their cards, kept live by server-sent events. */

const SHOWN_CARDS = 50;

/** Why WeChat refused a send, in the words of someone who looks at the phone. */
const REASONS = {
	40003: 'This OpenID is not a user of the Mini Program.',
	40037: 'The account has no such template.',
	41028: 'The form_id is unknown, too old, or of another user.',
	41029: 'The form_id or prepay_id is used up.',
	41030: 'The page does not exist.',
	43101: 'The user has not allowed this template, or every permission is used up.',
	43108: 'Another message to this user was on its way.',
	45103: 'WeChat has switched template messages off.',
	47003: 'A value breaks the rule of its field.',
};

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
	unsubscribe: () => 'Turned off: nothing arrives any more.',
};

const phones = new Map();
let templates = [];

const byId = (id) => document.getElementById(id);

async function call(name, body) {
	const response = await fetch(`/_control/${name}`, {
		method: 'POST',
		body: JSON.stringify(body),
	});
	const answer = await response.json();
	if (!response.ok) throw new Error(answer.error);
	return answer;
}

function phoneOf(openId, name) {
	const known = phones.get(openId);
	if (known) return known;
	const phone = byId('phone-template').content.cloneNode(true).firstElementChild;
	const title = name ?? (openId ? `User ${openId.slice(0, 8)}` : 'Unknown recipient');
	const heading = phone.querySelector('h2');
	heading.textContent = title;
	heading.id = `phone-${phones.size}`;
	phone.setAttribute('aria-labelledby', heading.id);
	phone.querySelector('code').textContent = openId;
	phone.querySelector('.open-id').hidden = !openId;
	phone.querySelector('details').hidden = !/^o[\w-]{27}$/.test(openId);
	phone.querySelector('.copy').addEventListener('click', () => copy(openId));
	for (const button of phone.querySelectorAll('[data-act]')) {
		button.addEventListener('click', () => act(phone, openId, button.dataset.act));
	}
	phones.set(openId, phone);
	showTemplates(phone);
	byId('phones').append(phone);
	byId('nobody').hidden = true;
	return phone;
}

/** Tells at the top of the page what came of something; what went wrong in the browser's words. */
async function tell(doing) {
	try {
		byId('news').textContent = await doing();
	} catch (error) {
		byId('news').textContent = error.message;
	}
}

async function copy(text) {
	await tell(async () => {
		await navigator.clipboard.writeText(text);
		return 'Copied.';
	});
}

async function act(phone, openId, name) {
	const templateId = phone.querySelector('select').value;
	try {
		const answer = await call(name, { openId, templateId });
		const field = Object.keys(RESULTS).find((key) => key in answer);
		if (field) showResult(phone, `${RESULTS[field]}: ${answer[field]}`, answer[field]);
		else showResult(phone, DONE[name](answer));
	} catch (error) {
		showResult(phone, error.message);
	}
}

function showResult(phone, text, copied) {
	phone.querySelector('.result span').textContent = text;
	const button = phone.querySelector('.copy-result');
	button.hidden = !copied;
	button.onclick = () => copy(copied);
}

function showTemplates(phone) {
	const select = phone.querySelector('select');
	const chosen = select.value;
	const options = templates.map(({ id, title, type }) => {
		const option = new Option(`${title} (${type === 3 ? 'long-term' : 'one-time'})`, id);
		option.lang = 'zh-CN';
		return option;
	});
	select.replaceChildren(...options);
	if (templates.some(({ id }) => id === chosen)) select.value = chosen;
	phone.querySelector('.permission').hidden = templates.length === 0;
	phone.querySelector('.no-template').hidden = templates.length > 0;
}

function newCard(title, time) {
	const card = byId('card-template').content.cloneNode(true).firstElementChild;
	card.querySelector('h3').textContent = title;
	const stamp = card.querySelector('time');
	stamp.dateTime = new Date(time).toISOString();
	stamp.textContent = new Date(time).toLocaleString();
	return card;
}

function addCard(phone, card) {
	const cards = phone.querySelector('.cards');
	cards.prepend(card);
	while (cards.children.length > SHOWN_CARDS) cards.lastElementChild.remove();
}

function paint(element, text, color) {
	element.textContent = text;
	element.lang = 'zh-CN';
	if (/^#[0-9a-f]{3,8}$/i.test(color ?? '')) element.style.color = color;
}

function addRow(list, label, value, color) {
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
	return `New message for ${phone.querySelector('h2').textContent}: ${title}`;
}

function showAttempt({ openId, name, templateId, errcode, errmsg, time }) {
	const phone = phoneOf(openId, name);
	const card = newCard('Not delivered', time);
	card.classList.add('failed');
	card.querySelector('.emphasis').hidden = true;
	card.querySelector('.link').hidden = true;
	const list = card.querySelector('dl');
	const template = templates.find(({ id }) => id === templateId);
	addRow(list, 'Template', template?.title ?? templateId);
	addRow(list, 'Reason', REASONS[errcode] ?? 'WeChat refused it.');
	addRow(list, 'WeChat says', `${errcode} ${errmsg}`);
	const isTitle = (element) => element.textContent === template?.title;
	for (const element of list.children) if (!isTitle(element)) element.removeAttribute('lang');
	addCard(phone, card);
	return `Not delivered to ${phone.querySelector('h2').textContent}: ${errcode}`;
}

function showPerson({ openId, name }) {
	const phone = phoneOf(openId, name);
	if (name) phone.querySelector('h2').textContent = name;
}

function showOverview(overview) {
	byId('app-id').textContent = overview.appId;
	templates = overview.templates;
	phones.clear();
	byId('phones').replaceChildren();
	byId('nobody').hidden = false;
	for (const person of overview.people) showPerson(person);
	const happened = [
		...overview.deliveries.map((one) => ({ time: one.time, show: () => showDelivery(one) })),
		...overview.attempts.map((one) => ({ time: one.time, show: () => showAttempt(one) })),
	];
	for (const { show } of happened.sort((a, b) => a.time - b.time)) show();
}

function listen() {
	const events = new EventSource('/_control/events');
	const on = (name, show) =>
		events.addEventListener(name, ({ data }) => {
			const news = show(JSON.parse(data));
			if (news) byId('news').textContent = news;
		});
	events.addEventListener('error', () => {
		byId('news').textContent = 'The local WeChat does not answer. Is it running?';
	});
	// Comes with every connection: the simulator may have been reset or restarted since the last one.
	on('overview', (overview) => {
		byId('news').textContent = '';
		showOverview(overview);
	});
	on('delivery', showDelivery);
	on('attempt', showAttempt);
	on('person', showPerson);
	on('templates', (all) => {
		templates = all;
		for (const phone of phones.values()) showTemplates(phone);
	});
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

listen();
