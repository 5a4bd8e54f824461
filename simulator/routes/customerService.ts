import type { Answer } from '../answers';
import { ok, refuse } from '../answers';
import { isObject } from '../json';
import type { AccountCall, Endpoint } from '../endpoint';
import type { Account } from '../state/account';
import type { ChatContent } from '../state/conversations';

/** sendCustomMessage and setTyping. */
export const CUSTOMER_SERVICE_ENDPOINTS: Endpoint[] = [
	endpoint('/cgi-bin/message/custom/send', send),
	endpoint('/cgi-bin/message/custom/typing', (call) => type(call, 'custom')),
	endpoint('/cgi-bin/message/custom/business/typing', (call) => type(call, 'business')),
];

function endpoint(path: string, handle: (call: AccountCall) => Answer): Endpoint {
	return { credential: 'token', method: 'POST', path, body: 'json', handle };
}

function send(call: AccountCall): Answer {
	const { touser, msgtype, aimsgcontext, ...rest } = call.json()!;
	const { state, account } = call;
	if (!state.isUserOf(account, touser)) return refuse(40003);
	const read = CONTENTS[String(msgtype)];
	if (!read) return refuse(45162);
	const object = rest[String(msgtype)];
	const content = read(isObject(object) ? object : {}, account);
	if ('errcode' in content) return content;

	const conversation = account.conversations.of(touser);
	const { refusal } = conversation;
	if (refusal) return refuse(refusal === 'late' ? 45015 : 45047);
	conversation.use();
	const byAi = isObject(aimsgcontext) && aimsgcontext.is_ai_msg === 1;
	account.conversations.say(touser, 'program', content, { byAi });
	return ok();
}

/** How each type of message is read. Mini Programs have no others. */
const CONTENTS: Record<
	string,
	(object: Record<string, unknown>, account: Account) => ChatContent | Answer
> = {
	text: ({ content }) => (isText(content) ? { type: 'text', text: content } : refuse(44004)),
	image: ({ media_id: mediaId }, { media }) =>
		isText(mediaId) && media.get(mediaId) ? { type: 'image', mediaId } : refuse(40007),
	link: ({ title, description, url, thumb_url: thumbUrl }) =>
		isText(title) && isText(description) && isText(url) && isText(thumbUrl)
			? { type: 'link', title, description, url, thumbUrl }
			: refuse(40097),
	miniprogrampage: ({ title, pagepath: pagePath, thumb_media_id: thumbMediaId }, { media }) => {
		if (!isText(title) || !isText(pagePath)) return refuse(40097);
		if (!isText(thumbMediaId) || !media.get(thumbMediaId)) return refuse(40007);
		return { type: 'miniprogrampage', title, pagePath, thumbMediaId };
	},
};

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

function type(call: AccountCall, path: 'custom' | 'business'): Answer {
	const { touser, command } = call.json()!;
	const { state, account } = call;
	const { typingPath, typingErrcode } = state.quirks;
	if (typingPath !== 'both' && typingPath !== path) return refuse(40066);
	if (!state.isUserOf(account, touser)) return refuse(40003);
	if (command !== 'Typing' && command !== 'CancelTyping') return refuse(typingErrcode);
	const conversation = account.conversations.of(touser);
	if (command === 'Typing') {
		if (conversation.refusal === 'late') return refuse(45015);
		if (!conversation.isLively) return refuse(45080);
		if (conversation.isTyping) return refuse(45081);
	}
	state.setTyping(account, touser, command === 'Typing');
	return ok();
}
