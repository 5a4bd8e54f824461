import { checkConfirmed } from './answer';
import type { Endpoint, WeChatRequest } from './endpoint';
import { CODES } from './errorCodes';
import type { JsonObject } from './json';

/** What a customer service message holds; pictures are given by the `media_id` of an upload. */
export type CustomerServiceContent =
	| {
			type: 'text';
			/**
			 * May hold links into the Mini Program:
			 * `<a href="…" data-miniprogram-appid="…" data-miniprogram-path="…">`.
			 */
			text: string;
	  }
	| { type: 'image'; mediaId: string }
	| { type: 'link'; title: string; description: string; url: string; thumbUrl: string }
	| { type: 'miniProgramPage'; title: string; pagePath: string; thumbMediaId: string };

/** One message to a user who wrote or opened the chat. */
export interface CustomerServiceMessage {
	openId: string;
	content: CustomerServiceContent;
	/** Whether WeChat shows under the message that it was made by AI. */
	aiGenerated: boolean;
}

/** WeChat's name of a content type, and the object that goes under it. */
function payload(content: CustomerServiceContent): { msgtype: string; object: JsonObject } {
	switch (content.type) {
		case 'text':
			return { msgtype: 'text', object: { content: content.text } };
		case 'image':
			return { msgtype: 'image', object: { media_id: content.mediaId } };
		case 'link': {
			const { title, description, url, thumbUrl } = content;
			return { msgtype: 'link', object: { title, description, url, thumb_url: thumbUrl } };
		}
		case 'miniProgramPage': {
			const { title, pagePath, thumbMediaId } = content;
			const object = { title, pagepath: pagePath, thumb_media_id: thumbMediaId };
			return { msgtype: 'miniprogrampage', object };
		}
	}
}

const post = (path: string, json: JsonObject, repeatable: boolean): WeChatRequest => ({
	method: 'POST',
	path,
	body: { json },
	repeatable,
	identifiedBy: 'accessToken',
});

/**
 * Answers a user (sendCustomMessage). WeChat takes 5 messages within 48 hours after the user wrote and 2
 * within 1 minute after the user opened the chat; it gives no id.
 */
export const sendCustomerServiceMessage: Endpoint<CustomerServiceMessage, JsonObject> = {
	request: ({ openId, content, aiGenerated }) => {
		const { msgtype, object } = payload(content);
		const message: JsonObject = {
			touser: openId,
			msgtype,
			[msgtype]: object,
			...(aiGenerated && { aimsgcontext: { is_ai_msg: 1 } }),
		};
		return post('/cgi-bin/message/custom/send', message, false);
	},
	read: (body, { openId, content }) => {
		checkConfirmed(body);
		const { msgtype } = payload(content);
		return { errcode: 0, errmsg: body.errmsg ?? 'ok', touser: openId, msgtype };
	},
};

/** Whether a user is shown that an answer is being written. */
export interface Typing {
	openId: string;
	typing: boolean;
}

const typingAt = (path: string): Endpoint<Typing, JsonObject> => ({
	request: ({ openId, typing }) =>
		post(path, { touser: openId, command: typing ? 'Typing' : 'CancelTyping' }, true),
	read: (body, { openId }) => {
		checkConfirmed(body);
		return { errcode: 0, errmsg: 'ok', touser: openId };
	},
	alsoSuccess: [CODES.typingAlready],
});

/** Shows the user "is typing" for 15 seconds, or takes it away (setTyping); a message takes it away too. */
export const setTyping = typingAt('/cgi-bin/message/custom/typing');

/**
 * The same under the path that WeChat's newer page names for Mini Programs. Programs in use call the other
 * one; this is for the day on which WeChat serves it no longer ({@link isNotServed}).
 */
export const setTypingAtNewPath = typingAt('/cgi-bin/message/custom/business/typing');

/** Whether WeChat says with `errcode` that it has no API at the path. */
export const isNotServed = (errcode: number): boolean => errcode === CODES.pathUnknown;
