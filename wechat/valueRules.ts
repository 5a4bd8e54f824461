import type { TemplateField } from './templateContent';

/** Why WeChat would refuse a value. */
export interface ValueProblem {
	/** What WeChat accepts, such as "text, at most 20 characters, without line breaks". */
	rule: string;
	/** A value that WeChat accepts. */
	example: string;
	/** The value is too long and otherwise fine. */
	tooLong: boolean;
	/** The sign between two times or days that stands where WeChat wants "~", such as "～" or "至". */
	wrongDash?: string;
}

interface ValueRule {
	/** What WeChat accepts. */
	words: string;
	/** The part of it that matters most, in at most 15 characters. */
	brief: string;
	/** What else WeChat wants, told with a refused value. */
	detail?: string;
	example: string;
	/** The form of a value of any length. Without it every text passes. */
	form?: RegExp;
	/** Code points. */
	maxLength?: number;
	/** Code points, where the value has a Chinese character. */
	maxLengthInChinese?: number;
	/** Two values may stand in one, joined by "~". */
	isSpan?: true;
	/** A value that is cut and ends in "…" is still accepted, and readers see that it is cut. */
	canShorten?: true;
}

const day =
	'(?:\\d{4}年\\d{1,2}月\\d{1,2}日|\\d{4}年\\d{1,2}月|\\d{1,2}月\\d{1,2}日' +
	'|\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}|\\d{4}[-/.]\\d{1,2}|\\d{1,2}[-/.]\\d{1,2})';
const clock = '(?:[01]?\\d|2[0-4]):[0-5]\\d(?::[0-5]\\d)?';
// WeChat documents "~" between two times or dates, not what may follow it: that part is left to WeChat.
const range = '(?: ?~ ?\\d[\\d年月日:/. -]*)?';
const dayOrClock = `(?:${day}(?: ?${clock})?|${clock})`;
/** Two times or days with something else than "~" between them. */
const dashed = new RegExp(`^${dayOrClock}\\s*([～〜˜∼\\-‐-―−－至到])\\s*${dayOrClock}$`);
const singleLine = /^[^\p{Cc}]+$/u;
const chinese = /\p{Script=Han}/u;
const listed = {
	words: 'one of the values that the template allows',
	brief: 'fixed values',
	example: '客厅',
};

/** By kind; WeChat's "Subscribe Message parameter value limits" (订阅消息参数值内容限制说明). */
const rules = new Map<string, ValueRule>(
	Object.entries<ValueRule>({
		thing: {
			words: 'text, at most 20 characters',
			brief: 'max 20 chars',
			detail: 'without line breaks',
			example: '广州至北京',
			form: singleLine,
			maxLength: 20,
			canShorten: true,
		},
		number: {
			words: 'number, at most 32 digits',
			brief: 'number',
			detail: 'digits, with a decimal point if need be',
			example: '339208499',
			form: /^-?\d+(?:\.\d+)?$/,
			maxLength: 32,
		},
		letter: {
			words: 'letters, at most 32',
			brief: 'letters',
			detail: 'only A to Z and a to z',
			example: 'ABC',
			form: /^[A-Za-z]+$/,
			maxLength: 32,
		},
		symbol: {
			words: 'symbols, at most 5',
			brief: 'max 5 symbols',
			detail: 'no letters, digits or Chinese characters',
			example: '★',
			form: /^[^\p{Script=Han}\p{L}\p{N}\p{Cc}]+$/u,
			maxLength: 5,
		},
		character_string: {
			words: 'letters, digits and symbols, at most 32 characters',
			brief: 'no Chinese',
			detail: 'no Chinese characters, no line breaks',
			example: '20161031162645020777',
			// WeChat's table allows symbols and lists none, so that ℃, ￥ and · are left to WeChat.
			form: /^[^\p{Script=Han}\p{Cc}]+$/u,
			maxLength: 32,
		},
		time: {
			words: 'time in 24 hours, date, or both',
			brief: 'time',
			example: '2019年10月1日 15:01',
			// WeChat's table names a time with or without a date; public projects send days and ranges of days.
			form: new RegExp(`^${dayOrClock}${range}$`),
			isSpan: true,
		},
		date: {
			words: 'date, with or without a time in 24 hours',
			brief: 'date',
			example: '2019年10月1日',
			form: new RegExp(`^${day}(?: ?${clock})?${range}$`),
			isSpan: true,
		},
		amount: {
			words: 'amount, at most 10 digits',
			brief: 'amount',
			detail:
				'with decimals, one currency symbol in front or 元 behind if need be, without thousands separators',
			example: '￥100',
			form: /^\p{Sc}?\d{1,10}(?:\.\d+)?元?$/u,
		},
		phone_number: {
			words: 'phone number, at most 17 digits and symbols',
			brief: 'phone number',
			detail: 'no letters',
			example: '+86-0766-66888866',
			form: /^[^\p{L}\p{C}]+$/u,
			maxLength: 17,
		},
		car_number: {
			words: 'license plate, at most 8 characters',
			brief: 'license plate',
			detail: 'letters and digits, Chinese characters only first and last',
			example: '粤A8Z888挂',
			form: /^[\p{Script=Han}A-Za-z0-9][A-Za-z0-9]*[\p{Script=Han}A-Za-z0-9]?$/u,
			maxLength: 8,
		},
		name: {
			words: 'name, at most 10 characters if any is Chinese, else 20',
			brief: 'max 10 Chinese',
			detail: 'without line breaks',
			example: '某某',
			form: singleLine,
			maxLength: 20,
			maxLengthInChinese: 10,
			canShorten: true,
		},
		phrase: {
			words: 'phrase, at most 5 Chinese characters',
			brief: 'max 5 Chinese',
			detail: 'nothing but Chinese characters',
			example: '配送中',
			form: /^\p{Script=Han}+$/u,
			maxLength: 5,
		},
		enum: listed,
		enum_string: listed,
		const: listed,
		keyword: { words: 'text', brief: 'text', example: 'TIT造舰厂' },
	}),
);

const ellipsis = '…';
const maxOptionsTold = 10;

/** Every kind that has a rule, in the order of WeChat's list, with that of the retired API at the end. */
export const valueKinds: readonly string[] = [...rules.keys()];

/** One character as a reader sees it: with its accents, as a flag, or as a joined emoji. */
const wholeCharacter =
	/\p{Regional_Indicator}{2}|[^](?:[\p{M}\p{Emoji_Modifier}\u{e0020}-\u{e007f}]|\u200d[^])*/gu;

/**
 * What values of a kind look like: "text, at most 20 characters" for `thing`.
 * An unknown kind is "text".
 */
export function describeKind(kind: string): string {
	return rules.get(kind)?.words ?? 'text';
}

/** {@link describeKind} with a value that WeChat takes, or undefined for a kind that has no rule. */
export function describeKindByExample(kind: string): string | undefined {
	const rule = rules.get(kind);
	return rule && `${rule.words}, e.g. ${rule.example}`;
}

/** {@link describeKind} for where 15 characters fit: "max 20 chars" for `thing`. */
export function brieflyDescribeKind(kind: string): string {
	return rules.get(kind)?.brief ?? 'text';
}

/**
 * Checks a value against WeChat's rule for the kind of its field. A value passes where WeChat has not
 * published its rule, and with every unknown kind.
 *
 * @returns why WeChat would refuse the value, or undefined
 */
export function checkValue(
	field: Pick<TemplateField, 'kind' | 'options'>,
	value: string,
): ValueProblem | undefined {
	const rule = rules.get(field.kind);
	if (rule === undefined) return undefined;
	if (value === '') return problem(rule, `${rule.words}, not empty`);
	if (field.options !== undefined && rule === listed) return checkOption(field.options, value);
	if (rule.form?.test(value) === false) return { ...problem(rule), ...dashIn(value, rule) };
	return countCharacters(value) > maxLength(rule, value)
		? problem(rule, undefined, true)
		: undefined;
}

/**
 * Cuts a value that is only too long, on whole characters, so that it passes {@link checkValue} and
 * ends in "…". Only texts and names are cut: a cut number, date, amount, plate or phone number would
 * be a wrong one, and the other kinds leave no room for "…".
 *
 * @returns the value as it is if it passes, the cut one, or undefined where cutting is no remedy
 */
export function shortenValue(
	field: Pick<TemplateField, 'kind' | 'options'>,
	value: string,
): string | undefined {
	const found = checkValue(field, value);
	if (found === undefined) return value;
	const rule = rules.get(field.kind);
	if (!found.tooLong || !rule?.canShorten) return undefined;
	const room = maxLength(rule, value) - 1;
	let kept = '';
	let length = 0;
	for (const [character] of value.matchAll(wholeCharacter)) {
		length += countCharacters(character);
		if (length > room) break;
		kept += character;
	}
	kept = kept.trimEnd();
	return kept === '' ? undefined : kept + ellipsis;
}

function dashIn(value: string, rule: ValueRule): { wrongDash?: string } {
	const dash = rule.isSpan ? dashed.exec(value)?.[1] : undefined;
	return dash === undefined ? {} : { wrongDash: dash };
}

function checkOption(options: string[], value: string): ValueProblem | undefined {
	if (options.includes(value)) return undefined;
	const told = options.slice(0, maxOptionsTold).join(', ');
	return {
		rule: `one of: ${told}${options.length > maxOptionsTold ? `, ${ellipsis}` : ''}`,
		example: options[0] ?? listed.example,
		tooLong: false,
	};
}

function problem(
	{ words, detail, example }: ValueRule,
	rule = detail === undefined ? words : `${words}, ${detail}`,
	tooLong = false,
): ValueProblem {
	return { rule, example, tooLong };
}

function maxLength(rule: ValueRule, value: string): number {
	const limit = chinese.test(value) ? rule.maxLengthInChinese : undefined;
	return limit ?? rule.maxLength ?? Infinity;
}

function countCharacters(value: string): number {
	return [...value].length;
}
