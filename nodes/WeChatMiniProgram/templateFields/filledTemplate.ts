import type { Message } from '../../../wechat/messageSystem';
import { kindOf } from '../../../wechat/templateContent';
import type { TemplateField } from '../../../wechat/templateContent';
import { checkValue, shortenValue } from '../../../wechat/valueRules';
import { isRounded, toValueText } from '../../../wechat/valueText';
import type { Item } from '../actions/item';
import { jsonValues } from './jsonValues';
import { mappedValues } from './mappedValues';

/** Characters of a value that an error message shows. */
const SHOWN_CHARACTERS = 40;

/** A filled template: its values by key, what its fields are called, and which were cut. */
export interface FilledTemplate {
	data: Message['data'];
	labels: Record<string, string>;
	shortened: string[];
}

/**
 * Reads the template's values, mapped or as JSON, and checks each against WeChat's rule for its kind, unless
 * "On Invalid Value" leaves that to WeChat. Ends the item with an error that names the field.
 *
 * @param allRequired whether WeChat refuses a message in which a field is empty
 */
export function filledTemplate(item: Item, allRequired: boolean): FilledTemplate {
	const isJson = item.value('dataMode', 'fields') === 'json';
	const { fields, values } = isJson
		? { fields: [], values: jsonValues(item, allRequired) }
		: mappedValues(item);
	const byKey = new Map(fields.map((field): [string, TemplateField] => [field.key, field]));
	const filled: FilledTemplate = { data: {}, labels: {}, shortened: [] };
	for (const [key, { value, color }] of values) {
		const field = byKey.get(key) ?? { key, kind: kindOf(key), label: key };
		const text = valueText(item, field, value, allRequired);
		if (text === undefined) continue;
		const fitting = fittingText(item, field, text);
		if (fitting !== text) filled.shortened.push(field.label);
		filled.data[key] = { value: fitting, ...(color && { color }) };
		filled.labels[key] = field.label;
	}
	return filled;
}

/** The value as text; undefined for an empty one that the message type can do without. */
function valueText(
	item: Item,
	field: TemplateField,
	value: unknown,
	required: boolean,
): string | undefined {
	const isEmpty =
		value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
	if (isEmpty && !required) return undefined;
	if (isEmpty) {
		return item.refuse(
			`The field "${field.label}" of the template has no value`,
			'WeChat refuses a message with an empty field. Enter a value, or check that the expression finds one in this item.',
		);
	}
	const text = toValueText(value, field.kind, item.timeZone);
	if (text !== undefined) return text;
	if (isRounded(value)) {
		return item.refuse(
			`The field "${field.label}" of the template holds a number with more digits than a number can hold, so its last digits are lost`,
			`It reads ${value} now. Have the node before give it as text.`,
		);
	}
	return item.refuse(
		`The field "${field.label}" of the template holds something that is not a text, number or date`,
		'Give one value for each field; put lists and objects together with an expression.',
	);
}

/** The text as it is sent: cut or left to WeChat where it breaks WeChat's rule and the user wants that. */
function fittingText(item: Item, field: TemplateField, text: string): string {
	const problem = checkValue(field, text);
	if (!problem) return text;
	const onInvalidValue = item.choice('options.onInvalidValue');
	if (onInvalidValue === 'send') return text;
	const shortened = onInvalidValue === 'shorten' ? shortenValue(field, text) : undefined;
	if (shortened !== undefined) return shortened;

	const shown = Array.from(text).slice(0, SHOWN_CHARACTERS).join('');
	const cut = shown.length < text.length ? '…' : '';
	return item.refuse(
		`The value of the field "${field.label}" is ${problem.tooLong ? 'too long' : 'not in the form that WeChat takes'}`,
		[
			`WeChat takes ${problem.rule}, e.g. ${problem.example}. The value is "${shown}${cut}".`,
			problem.wrongDash &&
				`Between two times or days WeChat takes "~", not "${problem.wrongDash}".`,
			problem.tooLong && onInvalidValue !== 'shorten'
				? 'The option "On Invalid Value" can cut texts that are too long.'
				: 'The option "On Invalid Value" can send it as it is, for WeChat to decide.',
		]
			.filter(Boolean)
			.join(' '),
	);
}
