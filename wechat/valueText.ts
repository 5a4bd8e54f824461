import { isoMoment, objectMoment, readIsoTime, zonedParts } from './moment';
import { checkValue } from './valueRules';

/**
 * The text that WeChat gets for a value of a workflow.
 *
 * Text stays as it is, without the white space around it, but an ISO 8601 date and time becomes WeChat's
 * form (`2019年10月1日 15:01`) in `date` and `time` fields, and with an offset in `keyword` fields. So do
 * Date and Luxon values in fields of every kind. Moments are told in `timeZone`; a text without an offset
 * is taken to be in it already. Seconds are left out, and in `date` fields midnight is. Numbers become
 * decimal digits without exponent.
 *
 * @param kind the kind of the field, see TemplateField
 * @param timeZone an IANA name
 * @returns undefined for what has no obvious text: null, booleans, objects, lists, invalid dates, and
 * whole numbers that {@link isRounded}
 * @throws RangeError if `timeZone` is unknown and needed
 */
export function toValueText(value: unknown, kind: string, timeZone: string): string | undefined {
	switch (typeof value) {
		case 'string': {
			const text = value.trim();
			return readIsoText(text, kind, timeZone) ?? text;
		}
		case 'number':
			return Number.isFinite(value) && !isRounded(value) ? decimalText(value) : undefined;
		case 'bigint':
			return value.toString();
		case 'object':
			return momentText(objectMoment(value), kind, timeZone);
		default:
			return undefined;
	}
}

/**
 * Whether the value is a whole number beyond 2^53. JavaScript rounds those when it reads them, so that an
 * order number 7615917337495251231 has become 7615917337495251000 and its digits are lost.
 */
export const isRounded = (value: unknown): value is number =>
	Number.isInteger(value) && !Number.isSafeInteger(value);

function readIsoText(text: string, kind: string, timeZone: string): string | undefined {
	if (kind !== 'date' && kind !== 'time' && kind !== 'keyword') return undefined;
	const iso = readIsoTime(text);
	if (iso === undefined) return undefined;
	const { offset } = iso;
	// Luxon values inside a structure come as text with an offset.
	const isWeChatForm = kind === 'keyword' ? offset === undefined : !checkValue({ kind }, text);
	if (isWeChatForm) return undefined;
	return momentText(isoMoment(iso), kind, offset === undefined ? 'UTC' : timeZone);
}

function momentText(moment: number, kind: string, timeZone: string): string | undefined {
	const year = new Date(moment).getUTCFullYear();
	if (!(year > 0 && year < 10_000)) return undefined;
	const parts = zonedParts(moment, timeZone);
	const day = `${parts.year}年${parts.month}月${parts.day}日`;
	const isMidnight = `${parts.hour}${parts.minute}${parts.second}` === '000000';
	return kind === 'date' && isMidnight ? day : `${day} ${parts.hour}:${parts.minute}`;
}

/**
 * The number without what computing adds to it: 0.1 + 0.2 is 0.30000000000000004 and becomes 0.3. That noise
 * stands in the 16th and 17th digit. If the 15th is not a zero, there is no noise to tell from the rest, so
 * all digits stay.
 */
function withoutNoise(value: number): number {
	if (Number.isInteger(value)) return value;
	const near = Number(value.toPrecision(15));
	return near === Number(value.toPrecision(14)) ? near : value;
}

/** `String` writes numbers below 1e-6 with an exponent; here their digits are laid out. */
function decimalText(value: number): string {
	const text = String(withoutNoise(value));
	const [, sign, first, rest = '', places] = /^(-?)(\d)(?:\.(\d+))?e-(\d+)$/.exec(text) ?? [];
	return places === undefined ? text : `${sign}0.${'0'.repeat(Number(places) - 1)}${first}${rest}`;
}
