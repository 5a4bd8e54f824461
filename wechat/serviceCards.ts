import { checkConfirmed, isObject, recordIn, UnexpectedAnswer } from './answer';
import type { Endpoint, WeChatBody, WeChatRequest } from './endpoint';
import { parseJson } from './json';
import type { Json, JsonObject } from './json';

/** The card of one order or button of a user. */
export interface CardOfUser {
	openId: string;
	/** WeChat's `notify_type`, see CardKind. */
	cardType: number;
	/** A WeChat Pay transaction ID, or the code of the button; see {@link isCardCode}. */
	code: string;
}

/** The payment that entitles to a card; WeChat compares it with the one that it knows. */
export interface CardPayment {
	/** Fen. */
	amount: number;
	/** Unix seconds. */
	paidAt: number;
	channel: PayChannel;
}

/** How an order was paid: at once, or after use by the pay score (WeChat Pay Score). */
export type PayChannel = 'ordinary' | 'payScore';

/** A new state of a card. The first one activates it. */
export interface CardUpdate extends CardOfUser {
	/** See readCardContent. */
	content: JsonObject;
	/** Needed when an order's code is used for the first time. */
	payment?: CardPayment;
}

/** What a card tells beside its state. */
export interface CardDetails extends CardOfUser {
	/** See readCardDetails. */
	details: JsonObject;
}

const channelNumbers: Record<PayChannel, number> = { ordinary: 0, payScore: 1001 };

/** Whether a text can be the code of a card; a number that lost digits (`4.2e+27`) cannot. */
export const isCardCode = (text: string): boolean =>
	/^[!-~]{1,512}$/.test(text) && !/^\d(?:\.\d+)?e\+\d+$/.test(text);

const call = (
	path: string,
	{ openId, cardType, code }: CardOfUser,
	more: JsonObject = {},
): WeChatRequest => ({
	method: 'POST',
	path,
	body: { json: { openid: openId, notify_type: cardType, notify_code: code, ...more } },
	// A second call after one that arrived may be refused, as the state has moved on.
	repeatable: false,
	identifiedBy: 'accessToken',
});

const paymentJson = ({ amount, paidAt, channel }: CardPayment): JsonObject => ({
	pay_amount: amount,
	pay_time: paidAt,
	pay_channel: channelNumbers[channel],
});

/** WeChat takes these objects as JSON inside a text. */
const asText = (json: JsonObject): string => JSON.stringify(json);

function readConfirmed(body: WeChatBody, { openId, cardType, code }: CardOfUser): JsonObject {
	checkConfirmed(body);
	return {
		errcode: 0,
		errmsg: body.errmsg ?? 'ok',
		openid: openId,
		notify_type: cardType,
		notify_code: code,
	};
}

/** Activates a card or brings it to a new state (setUserNotify). */
export const setUserNotify: Endpoint<CardUpdate, JsonObject> = {
	request: (update) =>
		call('/wxa/set_user_notify', update, {
			content_json: asText(update.content),
			...(update.payment && { check_json: asText(paymentJson(update.payment)) }),
		}),
	read: readConfirmed,
};

/** Adds payment, store or shipping details to a card (setUserNotifyExt). */
export const setUserNotifyExt: Endpoint<CardDetails, JsonObject> = {
	request: (update) =>
		call('/wxa/set_user_notifyext', update, { ext_json: asText(update.details) }),
	read: readConfirmed,
};

/**
 * Says what a card shows and whether its code still works (getUserNotify): WeChat's `notify_info`, with
 * `content` as its `content_json` read, `{}` where the card shows nothing yet.
 */
export const getUserNotify: Endpoint<CardOfUser, JsonObject> = {
	request: (card) => ({ ...call('/wxa/get_user_notify', card), repeatable: true }),
	read: (body) => {
		const info = recordIn(body, 'notify_info');
		return { ...info, content: contentIn(info.content_json) };
	},
};

function contentIn(text: Json | undefined): JsonObject {
	if (text === undefined || text === null || text === '') return {};
	let content: Json;
	try {
		content = parseJson(String(text));
	} catch {
		const unreadable = new UnexpectedAnswer('its "content_json" is not JSON');
		throw unreadable;
	}
	if (!isObject(content)) throw new UnexpectedAnswer('its "content_json" is not a JSON object');
	return content;
}
