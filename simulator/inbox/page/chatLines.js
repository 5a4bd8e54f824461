/** The messages of chats, as the phones and the service desk show them. */

import { copyOf, stamp } from './dom.js';

const SHOWN_LINES = 100;
const MINI_PROGRAM_LINK = /<a\b([^>]*)>([\s\S]*?)<\/a>/gi;

const SPEAKERS = {
	user: 'User',
	program: 'Mini Program',
	desk: 'Service desk',
	wechat: 'WeChat',
};

/** How each kind of message looks. */
const CONTENTS = {
	text: ({ text }) => texts(text),
	image: ({ mediaId }) => [image(mediaId, 'Picture')],
	link: ({ title, description, url }) => [
		element('p', { className: 'title', textContent: title }),
		element('p', { textContent: description }),
		element('a', { href: url, textContent: url, target: '_blank', rel: 'noreferrer' }),
	],
	miniprogrampage: ({ title, pagePath, thumbMediaId }) => [
		element('p', { className: 'title', textContent: title }),
		image(thumbMediaId, ''),
		element('p', { className: 'link', textContent: `Opens ${pagePath}` }),
	],
};

function element(name, properties) {
	return Object.assign(document.createElement(name), properties);
}

const image = (mediaId, alt) => element('img', { src: `/_picture/${mediaId}`, alt });

/** WeChat makes links of <a> elements and shows everything else as it is written. */
function texts(text) {
	const shown = [];
	let from = 0;
	for (const match of text.matchAll(MINI_PROGRAM_LINK)) {
		const path = /data-miniprogram-path="([^"]*)"/.exec(match[1])?.[1];
		shown.push(text.slice(from, match.index));
		shown.push(element('u', { textContent: match[2], title: path ? `Opens ${path}` : '' }));
		from = match.index + match[0].length;
	}
	return [...shown, text.slice(from)];
}

/** One message as an item of a list. */
function itemOf({ from, content, byAi, time }) {
	const item = copyOf('line-template');
	item.classList.add(from);
	item.querySelector('.who').textContent = SPEAKERS[from];
	const said = item.querySelector('.said');
	said.lang = 'zh-CN';
	said.append(...CONTENTS[content.type](content));
	item.querySelector('.ai').hidden = !byAi;
	stamp(item.querySelector('time'), time);
	return item;
}

/** Adds a message to a list, once; older ones make room. */
export function addLine(list, line) {
	const id = `${line.appId} ${line.number}`;
	if ([...list.children].some(({ dataset }) => dataset.id === id)) return;
	const item = itemOf(line);
	item.dataset.id = id;
	list.append(item);
	while (list.children.length > SHOWN_LINES) list.firstElementChild.remove();
	list.scrollTop = list.scrollHeight;
	// A picture has no height before it is there.
	for (const picture of item.querySelectorAll('img')) {
		picture.addEventListener('load', () => (list.scrollTop = list.scrollHeight));
	}
}
