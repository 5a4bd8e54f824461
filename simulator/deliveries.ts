import { isObject } from './json';
import type { Template, TemplateField } from './state/templates';

/** A field of a message as a phone shows it. */
export interface DeliveredField {
	key: string;
	label: string;
	value: string;
	color?: string;
	emphasis: boolean;
}

/** A message that arrived on a user's phone. */
export interface Delivery {
	appId: string;
	openId: string;
	templateId: string;
	title: string;
	fields: DeliveredField[];
	page?: string;
	/** Decimal digits; only subscribe messages have one. */
	msgid?: string;
	/** Epoch milliseconds on the simulator's clock. */
	time: number;
}

/** A send that WeChat refused. */
export interface FailedAttempt {
	openId: string;
	templateId: string;
	errcode: number;
	errmsg: string;
	/** Epoch milliseconds on the simulator's clock. */
	time: number;
}

/** The value of a field inside `data`: undefined where it is not in WeChat's form `{"value": ...}`. */
export function givenValue(data: unknown, field: TemplateField): string | undefined {
	const entry = entryOf(data, field);
	const value = entry?.value;
	// Numbers pass for number keywords only, as public reports have it.
	if (typeof value === 'number' && field.rule === 'number') return String(value);
	return typeof value === 'string' ? value : undefined;
}

/** The fields of a message, in template order. */
export function showFields(
	template: Template,
	data: unknown,
	emphasisKeyword?: string,
): DeliveredField[] {
	return template.fields.map((field) => {
		const color = entryOf(data, field)?.color;
		return {
			key: field.key,
			label: field.label,
			value: givenValue(data, field) ?? '',
			...(typeof color === 'string' ? { color } : {}),
			emphasis: emphasisKeyword === `${field.key}.DATA`,
		};
	});
}

function entryOf(data: unknown, field: TemplateField): Record<string, unknown> | undefined {
	if (!isObject(data) || !Object.hasOwn(data, field.key)) return undefined;
	const entry = data[field.key];
	return isObject(entry) ? entry : undefined;
}
