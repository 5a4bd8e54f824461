import { createHash } from 'node:crypto';

import type { Json, JsonObject } from '../json';
import { parseJson } from '../json';
import { parseXml } from './xml';

/** The event of a push that is no event but a message a user wrote to the customer service. */
export const customerServiceMessage = 'customer_service_message';

/**
 * What one push tells about one thing, in the same form whether WeChat pushed JSON or XML.
 *
 * WeChat's other fields follow under their names in camel case (`TemplateId` is `templateId`).
 * Texts and numbers are strings, except `createTime` and `errorCode`; what is nested stays as it is.
 */
export interface PushEvent {
	[field: string]: Json;
	/** WeChat's `Event`, or {@link customerServiceMessage}. */
	event: string;
	/** WeChat's `MsgType`: `event`, or the kind of message, e.g. `text`. */
	msgType: string;
	/** The user. */
	openId: string;
	/** The Mini Program's original ID (`gh_…`). */
	originalId: string;
	/** Unix time in seconds; null where WeChat gives none. */
	createTime: number | null;
	/** `createTime` as an ISO date in UTC. */
	createdAt: string | null;
}

/** The text is JSON or XML, but no push. */
export class NotAPushError extends Error {
	constructor(cause: string) {
		super(cause);
		this.name = 'NotAPushError';
	}
}

/** Fields whose names are not WeChat's own in camel case. */
const fieldNames = new Map([
	['FromUserName', 'openId'],
	['ToUserName', 'originalId'],
	['MsgID', 'msgid'],
	['MsgId', 'msgid'],
	['SubscribeStatusString', 'subscribeStatus'],
]);

/** Fields that {@link toEvent} writes itself. */
const commonFields = ['Event', 'MsgType', 'FromUserName', 'ToUserName', 'CreateTime', 'Encrypt'];

const isObject = (value: Json | undefined): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Reads what WeChat pushed, JSON or XML by its first character, under WeChat's own names.
 *
 * Integers beyond 2^53 become strings of their digits; in XML every value is a string.
 *
 * @throws JsonSyntaxError, XmlSyntaxError or NotAPushError
 */
export function readPush(text: string): JsonObject {
	const content = text.trimStart().startsWith('<') ? parseXml(text).xml : parseJson(text);
	if (!isObject(content)) throw new NotAPushError('neither a JSON object nor an <xml> element');
	const { entries, common } = splitList(content);
	// Each entry becomes an item with all common fields, so that a small text could become gigabytes.
	if (entries.length > 1 && entries.length * JSON.stringify(common).length > maxItemsLength) {
		throw new NotAPushError('more list entries and fields beside them than a push can have');
	}
	return content;
}

const toText = (value: Json | undefined): string =>
	value === undefined || value === null || typeof value === 'object' ? '' : String(value);

function toFieldValue(value: Json): Json {
	return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
}

/** WeChat's longest field name has some 30 characters. A stranger's name of any length costs nothing. */
const maxNameLength = 64;

/** Writes WeChat's name in camel case; a name of more than 64 characters is not WeChat's and stays as it is. */
function toFieldName(name: string): string {
	if (name.length > maxNameLength) return name;
	const camelCase = name.replace(/_+([A-Za-z0-9])/g, (_, next: string) => next.toUpperCase());
	return camelCase.replace(/^[A-Z]+(?![a-z])|^[A-Z]/, (start) => start.toLowerCase());
}

function toCount(value: Json | undefined): number | null {
	const text = toText(value);
	return /^-?\d{1,12}$/.test(text) ? Number(text) : null;
}

function toEvent(fields: JsonObject): PushEvent {
	const createTime = toCount(fields.CreateTime);
	const others = Object.entries(fields).filter(([name]) => !commonFields.includes(name));
	const event: PushEvent = {
		event: toText(fields.Event) || customerServiceMessage,
		msgType: toText(fields.MsgType),
		openId: toText(fields.FromUserName),
		originalId: toText(fields.ToUserName),
		createTime,
		createdAt: createTime === null ? null : new Date(createTime * 1000).toISOString(),
		...Object.fromEntries(
			others.map(([name, value]) => [
				fieldNames.get(name) ?? toFieldName(name),
				toFieldValue(value),
			]),
		),
	};
	if ('ErrorCode' in fields)
		event.errorCode = toCount(fields.ErrorCode) ?? toText(fields.ErrorCode);
	return event;
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

/**
 * Turns a push into its events, one for each entry of its `List`.
 *
 * @param includeRaw adds `raw`: the event's fields under WeChat's names, as WeChat gave them
 */
export function readEvents(push: JsonObject, includeRaw = false): PushEvent[] {
	const { entries, common } = splitList(push);
	return entries
		.map((entry) => ({ ...common, ...entry }))
		.map((fields) => ({ ...toEvent(fields), ...(includeRaw ? { raw: fields } : {}) }));
}

/**
 * Gives the text by which repeats of one push are known: two pushes have the same one if they are
 * the same message (`MsgId`) or say the same of the same user at the same time. It is a hash, so it
 * may be stored.
 */
export function pushIdentity(push: JsonObject): string {
	const { FromUserName: openId, MsgId: messageId } = push;
	// In compatible mode the encrypted copy differs from one delivery to the next.
	const content = messageId === undefined ? { ...push, Encrypt: null } : [openId, messageId];
	return createHash('sha256').update(JSON.stringify(content)).digest('base64').slice(0, 22);
}
