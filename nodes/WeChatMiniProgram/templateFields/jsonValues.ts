import { COLOR_RULE, isColor } from '../../../wechat/color';
import type { Item } from '../actions/item';

/** A value as the user gave it, not checked yet. */
export interface RawValue {
	value: unknown;
	color?: string;
}

const NAME = 'templateDataJson';

const EXAMPLE = '{ "thing1": { "value": "TIT" } } or, shorter, { "thing1": "TIT" }';

const isObject = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** WeChat's own form of an entry: an object with `value`, and perhaps `color`, and nothing else. */
const isEntry = (entry: unknown): entry is RawValue =>
	isObject(entry) &&
	'value' in entry &&
	Object.keys(entry).every((name) => name === 'value' || name === 'color');

/** The body of a whole request, of which only what stands under `data` is asked for. */
const isRequest = (data: Record<string, unknown>): boolean =>
	'touser' in data || 'template_id' in data || (isObject(data.data) && !isEntry(data.data));

/**
 * Reads "Data (JSON)": text or an object, each entry in WeChat's form or as the bare value. Ids too long
 * for a JavaScript number keep their digits. Ends the item also for no entry where some are `required`.
 */
export function jsonValues(item: Item, required: boolean): Map<string, RawValue> {
	const form = `It has the form ${EXAMPLE}. Template > Get Many shows the keys.`;
	const data = item.object(NAME, form);
	if (required && Object.keys(data).length === 0) {
		item.invalid(NAME, 'holds no field of the template', form);
	}
	if (isRequest(data)) {
		item.invalid(
			NAME,
			'holds a whole request',
			'Only what stands under "data" in it belongs here; the OpenID, the template and the page have parameters of their own. ' +
				form,
		);
	}
	const values = new Map<string, RawValue>();
	for (const [name, entry] of Object.entries(data)) {
		const key = name.replace(/\.DATA$/, '');
		if (!/^[A-Za-z]\w*$/.test(key)) {
			item.invalid(
				NAME,
				`has the name "${name}"`,
				'Name the values by the keys of the template, e.g. thing1.',
			);
		}
		if (values.has(key)) item.invalid(NAME, `has two values for ${key}`, `Leave ${key}.DATA out.`);
		const value = isEntry(entry) ? entry : { value: entry };
		if (value.color !== undefined && !isColor(value.color)) {
			item.invalid(NAME, `holds a color for ${key} that WeChat does not take`, COLOR_RULE);
		}
		values.set(key, value);
	}
	return values;
}
