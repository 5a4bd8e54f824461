import type { IExecuteFunctions } from 'n8n-workflow';
import { COLOR_RULE, isColor } from '../../../../wechat/color';
import { parseStrictJson } from '../../../../wechat/json';
import { parameter, parameterError } from '../parameters';

/** A value as the user gave it, not checked yet. */
export interface RawValue {
	value: unknown;
	color?: string;
}

const EXAMPLE = '{ "thing1": { "value": "TIT" } } or, shorter, { "thing1": "TIT" }';

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** WeChat's own form of an entry: an object with `value`, and perhaps `color`, and nothing else. */
const isEntry = (entry: unknown): entry is RawValue =>
	isObject(entry) &&
	'value' in entry &&
	Object.keys(entry).every((name) => name === 'value' || name === 'color');

/**
 * Reads "Data (JSON)": text or an object, each entry in WeChat's form or as the bare value. Ids too long
 * for a JavaScript number keep their digits. Throws NodeOperationError, also for no entry where some are
 * `required`.
 */
export function jsonValues(
	context: IExecuteFunctions,
	itemIndex: number,
	required: boolean,
): Map<string, RawValue> {
	const given = parameter(context, 'templateDataJson', itemIndex, '');
	const refuse = (message: string, description: string) =>
		parameterError(context, itemIndex, `The parameter "Data (JSON)" ${message}`, description);

	const form = `It has the form ${EXAMPLE}. Template > Get Many shows the keys.`;
	if (given === undefined || given === null || given === '') throw refuse('is empty', form);

	let data: unknown = given;
	if (typeof given === 'string') {
		try {
			data = parseStrictJson(given);
		} catch (error) {
			throw refuse('is not valid JSON', `${error.message}. ${form}`);
		}
	}
	if (!isObject(data)) throw refuse('is not an object', form);
	if (required && Object.keys(data).length === 0) {
		throw refuse('holds no field of the template', form);
	}

	const values = new Map<string, RawValue>();
	for (const [name, entry] of Object.entries(data)) {
		const key = name.replace(/\.DATA$/, '');
		if (!/^[A-Za-z]\w*$/.test(key)) {
			throw refuse(`has the name "${name}"`, 'Name fields as the template does, e.g. thing1.');
		}
		if (values.has(key)) throw refuse(`has two values for ${key}`, `Leave ${key}.DATA out.`);
		const value = isEntry(entry) ? entry : { value: entry };
		if (value.color !== undefined && !isColor(value.color)) {
			throw refuse(`has no color for ${key}`, COLOR_RULE);
		}
		values.set(key, value);
	}
	return values;
}
