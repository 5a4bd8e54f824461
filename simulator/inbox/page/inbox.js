/**
 * The inbox page: phones, kept live by server-sent events. A part is { overview, events }:
 * `overview` takes the first event, which says how things stand, and returns what happened as
 * [{ time, show }]; `events` shows each later event by its name and returns what to tell about it.
 */

import { actionsPart } from './actions.js';
import { chatsPart } from './chats.js';
import { deskPart } from './desk.js';
import { byId } from './dom.js';
import { notificationsPart } from './notifications.js';
import { phonesPart } from './phones.js';
import { serviceCardsPart } from './serviceCards.js';

/** The first one brings the phones that the others write on. */
const PARTS = [phonesPart, actionsPart, notificationsPart, serviceCardsPart, chatsPart, deskPart];

function showOverview(overview) {
	const happened = PARTS.flatMap((part) => part.overview(overview));
	for (const { show } of happened.sort((a, b) => a.time - b.time)) show();
}

function listen() {
	const source = new EventSource('/_control/events');
	const on = (name, show) =>
		source.addEventListener(name, ({ data }) => {
			const news = show(JSON.parse(data));
			if (news) byId('news').textContent = news;
		});
	source.addEventListener('error', () => {
		byId('news').textContent = 'The local WeChat does not answer. Is it running?';
	});
	// Comes with every connection: the simulator may have been reset or restarted since the last one.
	on('overview', (overview) => {
		byId('news').textContent = '';
		showOverview(overview);
	});
	for (const { events } of PARTS) {
		for (const [name, show] of Object.entries(events)) on(name, show);
	}
}

listen();
