import type { IExecuteFunctions } from 'n8n-workflow';
import { COLOR_RULE, isColor } from '../../../../wechat/color';
import type { Message } from '../../../../wechat/messageSystem';
import { optionalText, parameter, parameterError, textParameter } from '../parameters';

/** What WeChat's developer tools give instead of a form ID; no server accepts it. */
const MOCK_FORM_ID = 'the formId is a mock one';

const EMPHASIS = 'Emphasis Keyword Name or ID';

/** Reads the form ID or prepay ID that allows the message. */
export function formId(context: IExecuteFunctions, itemIndex: number): string {
	const id = textParameter(context, 'formId', 'Form ID', itemIndex);
	if (id !== MOCK_FORM_ID) return id;
	throw parameterError(
		context,
		itemIndex,
		'The parameter "Form ID" holds the stand-in of WeChat\'s developer tools',
		'Submit the form on a phone: only there WeChat gives a form ID that can be used.',
	);
}

/** Reads the keyword to enlarge, with or without `.DATA`, and gives WeChat's form `keyword1.DATA`. */
export function emphasisKeyword(
	context: IExecuteFunctions,
	itemIndex: number,
	data: Message['data'],
): string | undefined {
	const given = optionalText(context, 'options.emphasisKeyword', EMPHASIS, itemIndex);
	if (given === '') return undefined;
	return `${knownKey(context, itemIndex, given, EMPHASIS, data)}.DATA`;
}

/** The data with the colors of the option "Keyword Colors". */
export function keywordColors(
	context: IExecuteFunctions,
	itemIndex: number,
	data: Message['data'],
): Message['data'] {
	const chosen = parameter(context, 'options.keywordColors.colors', itemIndex, []) as Array<{
		keyword: unknown;
		color: unknown;
	}>;
	const colored = { ...data };
	for (const { keyword, color } of chosen) {
		const key = knownKey(context, itemIndex, String(keyword ?? ''), 'Keyword Colors', data);
		if (!isColor(color)) {
			throw parameterError(
				context,
				itemIndex,
				`The option "Keyword Colors" has no color for ${key}`,
				COLOR_RULE,
			);
		}
		colored[key] = { ...data[key], color };
	}
	return colored;
}

function knownKey(
	context: IExecuteFunctions,
	itemIndex: number,
	given: string,
	option: string,
	data: Message['data'],
): string {
	const key = given.replace(/\.DATA$/, '');
	if (Object.prototype.hasOwnProperty.call(data, key)) return key;
	throw parameterError(
		context,
		itemIndex,
		`The option "${option}" names the keyword "${key}", which has no value in this message`,
		`Choose one of ${Object.keys(data).join(', ')}.`,
	);
}
