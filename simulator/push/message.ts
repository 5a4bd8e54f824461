/** A value of a pushed message: texts, and numbers that JSON and XML write bare. */
export type PushValue = string | number | bigint;

/** What is pushed, before WeChat's envelope is put around it. */
export interface PushEvent {
	/** The user whom it is about. */
	openId: string;
	/** Such as subscribe_msg_sent_event; left out for a customer-service message. */
	event?: string;
	/** Items of the subscribe events, with WeChat's field names. */
	list?: Array<Record<string, string>>;
	/** Further fields with WeChat's names, such as SessionFrom or Content. */
	fields?: Record<string, PushValue>;
}

/** A message in WeChat's order of fields. */
export interface PushMessage {
	head: Record<string, PushValue>;
	/** Name of the XML element around the items. */
	wrapper?: string;
	list?: Array<Record<string, string>>;
}

/** Fields of items that XML writes as bare numbers although they are strings in JSON. */
const BARE_IN_XML = new Set(['MsgID', 'ErrorCode', 'PopupScene']);

/** Puts WeChat's envelope around an event. createTime: unix seconds, as text where asked for. */
export function messageOf(
	{ openId, event, list, fields = {} }: PushEvent,
	originalId: string,
	createTime: number | string,
	nextMsgId: () => bigint,
): PushMessage {
	const head: Record<string, PushValue> = {
		ToUserName: originalId,
		FromUserName: openId,
		CreateTime: createTime,
		...(event ? { MsgType: 'event', Event: event } : { MsgType: 'text' }),
		...fields,
		...(event ? {} : { MsgId: fields.MsgId ?? nextMsgId() }),
	};
	return list ? { head, list, wrapper: pascalCase(event ?? '') } : { head };
}

/** The message as JSON: `List` is an object for one item and an array for several. */
export function toJson({ head, list }: PushMessage): string {
	const entries = Object.entries(head).map(([name, value]) => [name, jsonValue(value)]);
	if (list) entries.push(['List', JSON.stringify(list.length === 1 ? list[0] : list)]);
	return `{${entries.map(([name, text]) => `"${name}":${text}`).join(',')}}`;
}

/** The message as XML: texts in CDATA, numbers bare, items inside an element named after the event. */
export function toXml({ head, list, wrapper }: PushMessage): string {
	const items = (list ?? []).map((item) => element('List', elements(item)));
	return element('xml', elements(head) + (list ? element(wrapper!, items.join('')) : ''));
}

function elements(fields: Record<string, PushValue>): string {
	return Object.entries(fields)
		.map(([name, value]) => element(name, xmlValue(name, value)))
		.join('');
}

function element(name: string, content: string): string {
	return `<${name}>${content}</${name}>`;
}

function xmlValue(name: string, value: PushValue): string {
	// CreateTime is bare in XML even where JSON has it as a text.
	const bare = typeof value !== 'string' || name === 'CreateTime' || BARE_IN_XML.has(name);
	return bare ? String(value) : `<![CDATA[${value.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

function jsonValue(value: PushValue): string {
	return typeof value === 'bigint' ? value.toString() : JSON.stringify(value);
}

function pascalCase(name: string): string {
	return name.replace(/(?:^|_)(\w)/g, (_match, letter: string) => letter.toUpperCase());
}
