import { pushKinds } from '../nodes/WeChatMiniProgramTrigger/pushKinds';
import { pushSamples } from '../test/support/pushSamples';
import { readEvents, readPush } from '../wechat/push/events';
import { table, wordsFor } from './markdown';

/** The words of the tables of an item's fields in one language. */
export interface EventFieldWords {
	commonHead: string[];
	/** What the fields mean that every item has, by field. */
	meanings: Readonly<Record<string, string>>;
	head: string[];
	/** How a kind of message stands beside its event. */
	kindOf: (msgType: string) => string;
	comma: string;
	others: string[];
}

const english: EventFieldWords = {
	commonHead: ['Field', 'Meaning'],
	meanings: {
		event: 'The event of WeChat, or `customer_service_message`',
		msgType: '`event`, or the kind of message: `text`, `image`, `miniprogrampage`',
		openId: 'The user',
		originalId: "The Mini Program's original ID (`gh_…`)",
		createTime: 'Unix time in seconds',
		createdAt: 'The same as an ISO date in UTC',
		handedOver: "Of messages only: whether the people at WeChat's service tool got it, too",
		raw: "With the option **Include Raw Fields**: all fields under WeChat's own names",
	},
	head: ['`event`', 'Fields'],
	kindOf: (msgType) => `, \`msgType\` \`${msgType}\``,
	comma: ', ',
	others: ['every other', "WeChat's fields, in camel case"],
};

/** WeChat's samples as items, with their raw fields. */
const items = pushSamples.flatMap(({ message }) => readEvents(readPush(message), true));

/** What every item has, with what the trigger adds to messages of users. */
const commonFields = Object.keys(items[0])
	.filter((field) => items.every((item) => field in item))
	.concat('handedOver');

/** The table of the fields that every item has. Throws where its words are not those of the items. */
export function commonFieldTable({ commonHead, meanings } = english): string {
	for (const field of commonFields) wordsFor(meanings, field);
	const rows = Object.entries(meanings).map(([field, meaning]) => {
		if (!commonFields.includes(field)) throw new Error(`No item has the field ${field}`);
		return [`\`${field}\``, meaning];
	});
	return table(commonHead, rows);
}

/** The table of the fields that each kind of push has beside the common ones. Throws where it has no sample. */
export function eventFieldTable({ head, kindOf, comma, others } = english): string {
	const rows = pushKinds.flatMap(({ event }) => {
		const ofEvent = items.filter((item) => item.event === event);
		if (ofEvent.length === 0) throw new Error(`No sample of ${event}`);
		const kinds = [...new Set(ofEvent.map(({ msgType }) => msgType))];
		return kinds.map((kind) => {
			const fields = ofEvent.filter(({ msgType }) => msgType === kind).flatMap(Object.keys);
			const own = [...new Set(fields)].filter((field) => !commonFields.includes(field));
			const isMessage = kind !== 'event';
			return [
				`\`${event}\`${isMessage ? kindOf(kind) : ''}`,
				own.map((field) => `\`${field}\``).join(comma),
			];
		});
	});
	return table(head, [...rows, others]);
}
