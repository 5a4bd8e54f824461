import { errorCodes } from '../wechat/errorCodes';
import type { ErrorCode, ErrorKind } from '../wechat/errorCodes';
import { advice } from '../shared/advice';
import { checkValue, describeKind, shortenValue, valueKinds } from '../wechat/valueRules';

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

const table = (head: string[], rows: string[][]): string =>
	[head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

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

/** Everything in the documentation that follows from the code. */
export const docSections = (): DocSection[] => [
	{
		file: 'docs/error-codes.md',
		name: 'error codes',
		text: (Object.keys(kinds) as ErrorKind[]).map(errorTable).join('\n\n'),
	},
	{
		file: 'README.md',
		name: 'value rules',
		text: table(
			['Kind', 'WeChat takes', 'In detail', 'Example', 'Can be shortened'],
			valueKinds.map(valueRow),
		),
	},
];

/** The comments around a section. */
export const marksOf = ({ name }: DocSection): [start: string, end: string] => [
	`<!-- ${name}: written by scripts/docs.ts -->`,
	`<!-- end of ${name} -->`,
];

/** The text that stands between the marks of a section. Throws where a mark is missing. */
export function sectionIn(content: string, section: DocSection): string {
	const [start, end] = marksOf(section).map((mark) => content.indexOf(mark));
	if (start < 0 || end < start) throw new Error(`${section.file} has no section "${section.name}"`);
	return content.slice(start + marksOf(section)[0].length, end).trim();
}
