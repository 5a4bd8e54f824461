import type { IDataObject, IExecuteFunctions, ResourceMapperField } from 'n8n-workflow';
import type { Message } from '../../../../wechat/messageSystem';
import type { TemplateField } from '../../../../wechat/templateContent';
import { checkValue, shortenValue } from '../../../../wechat/valueRules';
import { toValueText } from '../../../../wechat/valueText';
import { fromMapperField, kindOf } from '../../descriptions/mapperField';
import { parameter, parameterError } from '../parameters';
import { jsonValues } from './templateDataJson';
import type { RawValue } from './templateDataJson';

/** Characters of a value that an error message shows. */
const SHOWN_CHARACTERS = 40;

/** A filled template: its values by key, what its fields are called, and which were cut. */
export interface FilledTemplate {
	data: Message['data'];
	labels: Record<string, string>;
	shortened: string[];
}

/**
 * Reads the template's values, mapped or as JSON, and checks each against WeChat's rule for its kind.
 * Throws NodeOperationError that names the field.
 */
export function templateData(
	context: IExecuteFunctions,
	itemIndex: number,
	allRequired: boolean,
): FilledTemplate {
	const isJson = parameter(context, 'dataMode', itemIndex, 'fields') === 'json';
	const fields = isJson ? [] : mappedFields(context, itemIndex);
	const values = isJson ? jsonValues(context, itemIndex) : mappedValues(context, itemIndex, fields);
	const byKey = new Map(fields.map((field) => [field.key, field]));
	const filled: FilledTemplate = { data: {}, labels: {}, shortened: [] };
	for (const [key, { value, color }] of values) {
		const field = byKey.get(key) ?? { key, kind: kindOf(key), label: key };
		const text = valueText(context, itemIndex, field, value, allRequired);
		if (text === undefined) continue;
		const fitting = fittingText(context, itemIndex, field, text);
		if (fitting !== text) filled.shortened.push(field.label);
		filled.data[key] = { value: fitting, ...(color && { color }) };
		filled.labels[key] = field.label;
	}
	return filled;
}

/** The fields of the template as they were when the workflow was saved. */
function mappedFields(context: IExecuteFunctions, itemIndex: number): TemplateField[] {
	const locator = parameter(context, 'templateId', itemIndex, '', { rawExpressions: true });
	const id = (locator as IDataObject | null)?.value ?? locator;
	if (typeof id === 'string' && id.startsWith('=')) {
		throw parameterError(
			context,
			itemIndex,
			'The parameter "Template" is an expression, so its fields are not known beforehand',
			'Set "Data Mode" to "Using JSON", or pick one template from the list.',
		);
	}
	const schema = parameter(context, 'templateData.schema', itemIndex, []) as ResourceMapperField[];
	return schema.filter(({ removed }) => !removed).map(fromMapperField);
}

/** One entry for each field of the template, so that a field without a value is seen. */
function mappedValues(
	context: IExecuteFunctions,
	itemIndex: number,
	fields: TemplateField[],
): Map<string, RawValue> {
	const mode = parameter(context, 'templateData.mappingMode', itemIndex, 'defineBelow');
	if (mode === 'autoMapInputData') {
		const { json } = context.getInputData()[itemIndex];
		return new Map(fields.map(({ key, label }) => [key, { value: json[key] ?? json[label] }]));
	}
	// n8n's own check of mapped values knows neither WeChat's rules nor its labels.
	const values = parameter(context, 'templateData.value', itemIndex, {}, { skipValidation: true });
	const byKey = (values ?? {}) as IDataObject;
	const keys = fields.length > 0 ? fields.map(({ key }) => key) : Object.keys(byKey);
	return new Map(keys.map((key) => [key, { value: byKey[key] }]));
}

/** The value as text; undefined for an empty one that the message type can do without. */
function valueText(
	context: IExecuteFunctions,
	itemIndex: number,
	field: TemplateField,
	value: unknown,
	required: boolean,
): string | undefined {
	const isEmpty = value === undefined || value === null || value === '';
	if (isEmpty && !required) return undefined;
	if (isEmpty) {
		throw parameterError(
			context,
			itemIndex,
			`The field "${field.label}" of the template has no value`,
			'WeChat refuses a message with an empty field. Enter a value, or check that the expression finds one in this item.',
		);
	}
	const text = toValueText(value, field.kind, context.getTimezone());
	if (text !== undefined) return text;
	throw parameterError(
		context,
		itemIndex,
		`The field "${field.label}" of the template holds something that is not a text, number or date`,
		'Give one value for each field; put lists and objects together with an expression.',
	);
}

/** The text, cut where the user wants that and WeChat's rule allows it. */
function fittingText(
	context: IExecuteFunctions,
	itemIndex: number,
	field: TemplateField,
	text: string,
): string {
	const problem = checkValue(field, text);
	if (!problem) return text;
	const shorten = parameter(context, 'options.onInvalidValue', itemIndex, 'stop') === 'shorten';
	const shortened = shorten ? shortenValue(field, text) : undefined;
	if (shortened !== undefined) return shortened;

	const shown = Array.from(text).slice(0, SHOWN_CHARACTERS).join('');
	const cut = shown.length < text.length ? '…' : '';
	throw parameterError(
		context,
		itemIndex,
		`The value of the field "${field.label}" is ${problem.tooLong ? 'too long' : 'not in the form that WeChat takes'}`,
		`WeChat takes ${problem.rule}, e.g. ${problem.example}. The value is "${shown}${cut}".` +
			(problem.tooLong && !shorten
				? ' The option "On Invalid Value" can cut texts that are too long.'
				: ''),
	);
}
