import { pushKinds } from '../../nodes/WeChatMiniProgramTrigger/pushKinds';
import { errorCodes } from '../../wechat/errorCodes';
import type { ErrorKind } from '../../wechat/errorCodes';
import type { DocSection } from '../docTables';
import { commonFieldTable, eventFieldTable } from '../eventFields';
import { anchorOf, table, wordsFor } from '../markdown';
import { operationTable } from '../operationDocs';
import { chineseAdvice } from './advice';
import { chineseErrorGuide } from './errorGuide';
import { errorKinds, errorWords } from './errorWords';
import { eventFieldWords, eventWords, operationWords, resourceWords, valueWords } from './words';

function errorTable(kind: ErrorKind): string {
	const rows = Object.entries(errorCodes)
		.filter(([, entry]) => entry.kind === kind)
		.sort(([one], [other]) => Number(one) - Number(other))
		.map(([code, { remedy }]) => [
			`\`${code}\``,
			wordsFor(errorWords, code),
			chineseAdvice[remedy],
		]);
	return `### ${errorKinds[kind]}\n\n${table(['错误码', '意思', '怎么办'], rows)}`;
}

/** Chinese in place of the words of a row of the English table; kind and example stay. */
function valueRow([kind, , , example, canShorten]: string[]): string[] {
	const rule = wordsFor(valueWords, kind.replace(/`/g, ''));
	return [kind, rule, example, canShorten === 'yes' ? '能' : '不能'];
}

/** Everything in the Chinese documentation that follows from the code, given the rows of the English table of values. */
export const chineseSections = (valueRows: string[][]): DocSection[] => [
	{
		file: 'README.zh-CN.md',
		name: 'operation table',
		text: operationTable('docs/operations.md', anchorOf, {
			head: ['资源', '操作', '做什么'],
			resourceOf: ({ label, value }) =>
				value in resourceWords ? `${label}（${resourceWords[value]}）` : label,
			explains: (name) => wordsFor(operationWords, name),
		}),
	},
	{ file: 'README.zh-CN.md', name: 'error guide', text: chineseErrorGuide() },
	{
		file: 'docs/zh-CN/error-codes.md',
		name: 'error codes',
		text: (Object.keys(errorKinds) as ErrorKind[]).map(errorTable).join('\n\n'),
	},
	{
		file: 'docs/zh-CN/trigger.md',
		name: 'events',
		text: table(
			['Trigger On', '微信的事件', '什么时候'],
			pushKinds.map(({ event, label }) => [label, `\`${event}\``, wordsFor(eventWords, event)]),
		),
	},
	{
		file: 'docs/zh-CN/trigger.md',
		name: 'common fields',
		text: commonFieldTable(eventFieldWords),
	},
	{ file: 'docs/zh-CN/trigger.md', name: 'event fields', text: eventFieldTable(eventFieldWords) },
	{
		file: 'docs/zh-CN/values.md',
		name: 'value rules',
		text: table(['类型', '能填什么', '例子', '过长时能截短'], valueRows.map(valueRow)),
	},
];
