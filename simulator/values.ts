/** The kinds of value that a subscribe message keyword takes. */
export type ValueRule =
	| 'thing'
	| 'number'
	| 'letter'
	| 'symbol'
	| 'character_string'
	| 'time'
	| 'date'
	| 'amount'
	| 'phone_number'
	| 'car_number'
	| 'name'
	| 'phrase'
	| 'enum'
	| 'enum_string';

const DATE = [
	'\\d{4}年\\d{1,2}月\\d{1,2}日',
	'\\d{4}年\\d{1,2}月',
	'\\d{1,2}月\\d{1,2}日',
	'\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}',
	'\\d{4}[-/.]\\d{1,2}',
	'\\d{1,2}[-/.]\\d{1,2}',
].join('|');
const DAY = `(?:${DATE})`;
const CLOCK = '(?:[01]?\\d|2[0-4]):[0-5]\\d(?::[0-5]\\d)?';
const TIME = `(?:${DAY}(?: ?${CLOCK})?|${CLOCK})`;

const PATTERNS: Record<Exclude<ValueRule, 'enum' | 'enum_string'>, RegExp> = {
	thing: /^[^\p{Cc}]{1,20}$/u,
	number: /^(?=.{1,32}$)-?\d+(?:\.\d+)?$/,
	letter: /^[A-Za-z]{1,32}$/,
	symbol: /^[^\p{Script=Han}\p{L}\p{N}\p{Cc}]{1,5}$/u,
	// WeChat's table allows symbols without a list; that Chinese is refused was seen. Which other letters
	// and signs (36.5℃, ￥18.00, A·B, 3×5) pass is not known: here all do.
	character_string: /^[^\p{Script=Han}\p{Cc}]{1,32}$/u,
	// WeChat's table has no days without a clock here. Three public projects send them, and ranges of days.
	time: new RegExp(`^${TIME}(?: ?~ ?${TIME})?$`),
	date: new RegExp(`^${DAY}(?: ?${CLOCK})?(?: ?~ ?(?:${DAY})?(?: ?${CLOCK})?)?$`),
	amount: /^\p{Sc}?\d{1,10}(?:\.\d+)?元?$/u,
	phone_number: /^[\d+\-()#*. ]{1,17}$/,
	car_number: /^(?=.{1,8}$)[\p{Script=Han}A-Za-z0-9][A-Za-z0-9]*[\p{Script=Han}A-Za-z0-9]?$/u,
	name: /^(?:(?=.*\p{Script=Han})[^\p{N}\p{Cc}]{1,10}|[^\p{Script=Han}\p{N}\p{Cc}]{1,20})$/u,
	phrase: /^\p{Script=Han}{1,5}$/u,
};

/** Whether WeChat takes this text for a keyword of this kind. enumValues: what an enum keyword allows. */
export function isValueAllowed(rule: ValueRule, value: string, enumValues?: string[]): boolean {
	if (rule === 'enum' || rule === 'enum_string') return enumValues?.includes(value) ?? true;
	return PATTERNS[rule].test(value);
}
