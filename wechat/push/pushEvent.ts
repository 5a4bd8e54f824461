import type { Json, JsonObject } from '../json';
import { readCardFailure } from './cardFailure';

/** The event of a push that is no event but a message a user wrote to the customer service. */
export const customerServiceMessage = 'customer_service_message';

/**
 * What one push tells about one thing, in the same form whether WeChat pushed JSON or XML.
 *
 * WeChat's other fields follow under their names in camel case (`TemplateId` is `templateId`), or under
 * WeChat's own spelling where that name is taken. Texts and numbers are strings, except `createTime`,
 * `errorCode` and `failRet`; what is nested stays as it is.
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

/** Fields whose names are not WeChat's own in camel case. */
const fieldNames = new Map([
	['MsgID', 'msgid'],
	['MsgId', 'msgid'],
	['SubscribeStatusString', 'subscribeStatus'],
]);

/** The user, where `FromUserName` is WeChat itself (authorizations, virtual payment, service cards). */
const userFields = ['OpenID', 'OpenId', 'openid'];

/** Fields that {@link toPushEvent} writes itself. */
const commonFields = [
	'Event',
	'MsgType',
	'FromUserName',
	'ToUserName',
	'CreateTime',
	'Encrypt',
	...userFields,
];

/** The value as text; empty where it is none. */
export const toText = (value: Json | undefined): string =>
	value === undefined || value === null || typeof value === 'object' ? '' : String(value);

/** The value as a whole number; null where it is none. */
export function toCount(value: Json | undefined): number | null {
	const text = toText(value);
	return /^-?\d{1,12}$/.test(text) ? Number(text) : null;
}

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

/** Gives WeChat's other fields their names; the names in `taken`, and those given before, are not given again. */
function nameFields(
	fields: JsonObject,
	taken: Iterable<string>,
): Array<[name: string, value: Json]> {
	const used = new Set(taken);
	return Object.entries(fields)
		.filter(([name]) => !commonFields.includes(name))
		.map(([name, value]) => {
			const wanted = [fieldNames.get(name) ?? toFieldName(name), name, `${name}_`];
			const free = wanted.find((one) => !used.has(one)) ?? name;
			used.add(free);
			return [free, toFieldValue(value)];
		});
}

/** Turns the fields of one record under WeChat's names into an event. */
export function toPushEvent(fields: JsonObject): PushEvent {
	const createTime = toCount(fields.CreateTime);
	const user = userFields.map((name) => toText(fields[name])).find((one) => one !== '');
	const common = {
		event: toText(fields.Event) || customerServiceMessage,
		msgType: toText(fields.MsgType),
		openId: user ?? toText(fields.FromUserName),
		originalId: toText(fields.ToUserName),
		createTime,
		createdAt: createTime === null ? null : new Date(createTime * 1000).toISOString(),
	};
	// The trigger's own names are kept free, whether it gives them or not.
	const taken = [...Object.keys(common), 'raw', 'handedOver'];
	const event: PushEvent = { ...common, ...Object.fromEntries(nameFields(fields, taken)) };
	if ('ErrorCode' in fields)
		event.errorCode = toCount(fields.ErrorCode) ?? toText(fields.ErrorCode);
	return { ...event, ...readCardFailure(fields) };
}
