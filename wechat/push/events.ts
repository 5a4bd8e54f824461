import { createHash } from 'node:crypto';

import type { Json, JsonObject } from '../json';
import { parseWrittenJson } from '../json';
import type { PushEvent } from './pushEvent';
import { toPushEvent, toText } from './pushEvent';
import { parseXml } from './xml';

/** The text is JSON or XML, but no push. */
export class NotAPushError extends Error {
	constructor(cause: string) {
		super(cause);
		this.name = 'NotAPushError';
	}
}

const isObject = (value: Json | undefined): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Tells XML from JSON by the first character: WeChat sends JSON under the content type of XML as well. */
export const isXml = (text: string): boolean => text.trimStart().startsWith('<');

/**
 * Reads what WeChat pushed, JSON or XML by its first character, under WeChat's own names.
 *
 * Integers beyond 2^53 become strings of their digits; in XML every value is a string.
 *
 * @throws JsonSyntaxError, XmlSyntaxError or NotAPushError
 */
export function readPush(text: string): JsonObject {
	const content = isXml(text) ? parseXml(text).xml : parseWrittenJson(text);
	if (!isObject(content)) throw new NotAPushError('neither a JSON object nor an <xml> element');
	const { entries, common } = splitList(content);
	// Each entry becomes an item with all common fields, so that a small text could become gigabytes.
	if (entries.length > 1 && entries.length * JSON.stringify(common).length > maxItemsLength) {
		throw new NotAPushError('more list entries and fields beside them than a push can have');
	}
	return content;
}

/**
 * What the fields beside a list may come to when every entry repeats them, in characters. A push of WeChat
 * has some 300 characters beside at most a few entries.
 */
const maxItemsLength = 256 * 1024;

/**
 * Parts an event's `List` from the fields beside it.
 *
 * In JSON, WeChat gives an object for one entry and an array for several; in XML the entries stand
 * in an element named after the event (`SubscribeMsgSentEvent`).
 */
function splitList(push: JsonObject): { entries: JsonObject[]; common: JsonObject } {
	const wrapperName = toText(push.Event).replace(/(?:^|_)([a-z])/g, (_, next: string) =>
		next.toUpperCase(),
	);
	const wrapper = push[wrapperName];
	const { List: list } = isObject(wrapper) ? wrapper : push;
	const entries = (Array.isArray(list) ? list : [list]).filter(isObject);
	if (entries.length === 0) return { entries: [{}], common: push };
	const common = Object.entries(push).filter(([name]) => name !== 'List' && name !== wrapperName);
	return { entries, common: Object.fromEntries(common) };
}

/** Tells a message that a user wrote from an event: only messages can be handed over. */
export const isMessage = (push: JsonObject): boolean => toText(push.Event) === '';

/**
 * Turns a push into its events, one for each entry of its `List`.
 *
 * @param includeRaw adds `raw`: the event's fields under WeChat's names, as WeChat gave them
 */
export function readEvents(push: JsonObject, includeRaw = false): PushEvent[] {
	const { entries, common } = splitList(push);
	return entries
		.map((entry) => ({ ...common, ...entry }))
		.map((fields) => ({ ...toPushEvent(fields), ...(includeRaw ? { raw: fields } : {}) }));
}

/** What a repeat may say otherwise than the first delivery, beside `Encrypt`, where it counts the repeats. */
const countedRepeat = { RetryTimes: null, CreateTime: null };

/**
 * Gives the text by which repeats of one push are known: two pushes have the same one if they are
 * the same message (`MsgId`) or say the same of the same user at the same time. Events that count their
 * repeats (`RetryTimes`) are the same at any time. It is a hash, so it may be stored.
 */
export function pushIdentity(push: JsonObject): string {
	const { FromUserName: openId, MsgId: messageId, RetryTimes: retryTimes } = push;
	// In compatible mode the encrypted copy differs from one delivery to the next.
	const event = { ...push, Encrypt: null, ...(retryTimes !== undefined && countedRepeat) };
	const content = messageId === undefined ? event : [openId, messageId];
	return createHash('sha256').update(JSON.stringify(content)).digest('base64').slice(0, 22);
}
