import type { Answer } from '../answers';
import { refuse } from '../answers';
import { givenValue } from '../deliveries';
import type { AccountCall } from '../endpoint';
import { isObject } from '../json';
import type { Template, TemplateField } from '../state/templates';
import { isValueAllowed } from '../values';

/** WeChat cuts the detail of 47003 to this many characters. */
const DETAIL_LENGTH = 30;

/** 47003 for the first value that does not fit its field, 45168 for a word of the account's blacklist. */
export function checkData(
	call: AccountCall,
	template: Template,
	data: unknown,
): Answer | undefined {
	if (!isInForm(data)) return refuse(47001);
	const blacklist = call.account.settings.blacklist ?? [];
	for (const field of template.fields) {
		const value = givenValue(data, field);
		const problem = problemOf(field, value, call.state.quirks.emtpySpelling);
		if (problem) {
			const detail = `data.${field.key}.value ${problem}`.slice(0, DETAIL_LENGTH);
			return refuse(47003, `argument invalid! ${detail}`);
		}
		if (blacklist.some((word) => value!.includes(word))) return refuse(45168);
	}
	return undefined;
}

function problemOf(field: TemplateField, value: string | undefined, emtpy: boolean) {
	if (!value) return emtpy ? 'is emtpy' : 'is empty';
	return isValueAllowed(field.rule!, value, field.enumValues) ? undefined : 'invalid';
}

/** Values that are bare texts, without their `{"value": ...}`, answer 47001, by one public post. */
function isInForm(data: unknown): boolean {
	return data === undefined || (isObject(data) && Object.values(data).every(isObject));
}
