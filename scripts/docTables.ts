import { pushKinds } from '../nodes/WeChatMiniProgramTrigger/pushKinds';
import { cardKinds, cardStatuses, GOODS_CARD } from '../wechat/cardKinds';
import { errorCodes } from '../wechat/errorCodes';
import type { ErrorCode, ErrorKind } from '../wechat/errorCodes';
import { advice } from '../shared/advice';
import { checkValue, describeKind, shortenValue, valueKinds } from '../wechat/valueRules';

import { readEvents, readPush } from '../wechat/push/events';
import { errorGuide, readmeErrorGuide } from './errorGuide';
import { commonFieldTable, eventFieldTable } from './eventFields';
import { exampleItems } from './exampleItems';
import { answerTable, cardLifeTable, platformTable } from './limits';
import { anchorOf, json, table } from './markdown';
import { operationReference, operationTable } from './operationDocs';
import { chineseSections } from './zh-CN/sections';

/** The part of a file that is written by `scripts/docs.ts`, between two comments with its name. */
export interface DocSection {
	file: string;
	name: string;
	text: string;
}

const kinds: Record<ErrorKind, string> = {
	retry: 'Passes by itself',
	token: 'The access token',
	config: 'The credential, or a setting in the WeChat console',
	parameter: 'The request',
	quota: 'A quota',
	user: 'The user has to do something',
	permission: 'The account may not',
	retired: 'Retired by WeChat',
};

function errorTable(kind: ErrorKind): string {
	const rows = Object.entries(errorCodes as Record<string, ErrorCode>)
		.filter(([, entry]) => entry.kind === kind)
		.sort(([one], [other]) => Number(one) - Number(other))
		.map(([code, { what, remedy }]) => [`\`${code}\``, what, advice[remedy]]);
	return `## ${kinds[kind]}\n\n${table(['Code', 'What happened', 'What to do'], rows)}`;
}

function valueRow(kind: string): string[] {
	const words = describeKind(kind);
	// A value that every rule with a form refuses; a rule without one has no details to tell.
	const refused = checkValue({ kind }, '\u0000');
	const { example = '' } = refused ?? checkValue({ kind }, '') ?? {};
	const details = refused?.rule.slice(words.length).replace(/^, /, '') ?? '';
	const canShorten = shortenValue({ kind }, 'x'.repeat(100))?.endsWith('…') === true;
	return [`\`${kind}\``, words, details, example, canShorten ? 'yes' : 'no'];
}

/** What the trigger puts out when the message of the Send example has arrived. */
function triggerItem(): object {
	const { msgid, touser, template_id } = exampleItems['message/send'].json;
	const push = {
		ToUserName: 'gh_123456789abc',
		FromUserName: touser,
		CreateTime: 1717813800,
		MsgType: 'event',
		Event: 'subscribe_msg_sent_event',
		List: { TemplateId: template_id, MsgID: msgid, ErrorCode: '0', ErrorStatus: 'success' },
	};
	return readEvents(readPush(JSON.stringify(push)))[0];
}

const cardTable = (): string =>
	table(
		['Card', 'Number', 'Title', 'Its code comes from'],
		cardKinds.map(({ name, type, titleId, source }) => [
			name,
			String(type),
			titleId,
			source === 'payment' ? 'WeChat Pay' : 'a button',
		]),
	);

/** The states of Goods and Delivery; one that no other follows is final. */
function goodsStateTable(): string {
	const states = cardStatuses(GOODS_CARD);
	const isFinal = (status: number) => !states.some(({ after }) => after.includes(status));
	return table(
		['State', 'Follows'],
		states.map(({ status, name, after }) => [
			`${status} ${name}${isFinal(status) ? ' (final)' : ''}`,
			after.join(', '),
		]),
	);
}

/** Everything in the documentation that follows from the code. */
export const docSections = (): DocSection[] => [
	{
		file: 'docs/error-codes.md',
		name: 'error codes',
		text: (Object.keys(kinds) as ErrorKind[]).map(errorTable).join('\n\n'),
	},
	{ file: 'docs/error-codes.md', name: 'error guide', text: errorGuide() },
	{ file: 'README.md', name: 'error guide', text: readmeErrorGuide() },
	{ file: 'docs/agencies.md', name: 'codes of platforms', text: platformTable() },
	{ file: 'docs/customer-service.md', name: 'answers', text: answerTable() },
	{
		file: 'docs/operations.md',
		name: 'operations',
		text: operationReference(),
	},
	{ file: 'docs/operations.md', name: 'error item', text: json(exampleItems.error.json) },
	{ file: 'docs/trigger.md', name: 'trigger item', text: json(triggerItem()) },
	{
		file: 'README.md',
		name: 'operation table',
		text: operationTable('docs/operations.md', anchorOf),
	},
	{
		file: 'docs/trigger.md',
		name: 'events',
		text: table(
			['Trigger On', 'Event of WeChat', 'Starts when'],
			pushKinds.map(({ event, label, explains }) => [
				label,
				`\`${event}\``,
				explains.replace(` (${event})`, ''),
			]),
		),
	},
	{ file: 'docs/trigger.md', name: 'common fields', text: commonFieldTable() },
	{ file: 'docs/trigger.md', name: 'event fields', text: eventFieldTable() },
	{ file: 'docs/service-cards.md', name: 'cards', text: cardTable() },
	{ file: 'docs/service-cards.md', name: 'life of a code', text: cardLifeTable() },
	{ file: 'docs/service-cards.md', name: 'states', text: goodsStateTable() },
	{
		file: 'docs/values.md',
		name: 'value rules',
		text: table(
			['Kind', 'WeChat takes', 'In detail', 'Example', 'Can be shortened'],
			valueKinds.map(valueRow),
		),
	},
	...chineseSections(valueKinds.map(valueRow)),
];

/** The comments around a section. */
export const marksOf = ({ name }: DocSection): [start: string, end: string] => [
	`<!-- ${name}: written by scripts/docs.ts -->`,
	`<!-- end of ${name} -->`,
];

/** The content of the section's file with what it has to hold now. Throws where a mark is missing. */
export function replaced(content: string, section: DocSection): string {
	const [start, end] = marksOf(section);
	const current = sectionIn(content, section);
	return content.replace(
		content.slice(content.indexOf(start), content.indexOf(end) + end.length),
		current === section.text ? (all) => all : () => `${start}\n\n${section.text}\n\n${end}`,
	);
}

/** The text that stands between the marks of a section. Throws where a mark is missing. */
export function sectionIn(content: string, section: DocSection): string {
	const [start, end] = marksOf(section).map((mark) => content.indexOf(mark));
	if (start < 0 || end < start) throw new Error(`${section.file} has no section "${section.name}"`);
	return content.slice(start + marksOf(section)[0].length, end).trim();
}
