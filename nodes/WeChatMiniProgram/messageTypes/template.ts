import type { INodeProperties } from 'n8n-workflow';
import { COLOR_RULE, isColor } from '../../../wechat/color';
import type { Message } from '../../../wechat/messageSystem';
import { templateMessages } from '../../../wechat/templateMessages';
import type { Item } from '../actions/item';
import type { MessageType } from './messageType';

/** Chooses one of the picked template's own fields. */
const templateKeyword = {
	type: 'options',
	default: '',
	typeOptions: {
		loadOptionsMethod: 'getTemplateKeywords',
		loadOptionsDependsOn: ['templateId.value'],
	},
} as const satisfies Partial<INodeProperties>;

const formIdParameter: INodeProperties = {
	displayName: 'Form ID',
	name: 'formId',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 1538118325325',
	description:
		'What this user left in the Mini Program at most seven days ago: the formId of a form submit, for one message, or the prepay_id of a payment, for three',
};

const options: INodeProperties[] = [
	{
		displayName: 'Emphasis Keyword Name or ID',
		name: 'emphasisKeyword',
		...templateKeyword,
		description:
			'The keyword that is shown larger than the others. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	{
		displayName: 'Keyword Colors',
		name: 'keywordColors',
		type: 'fixedCollection',
		default: {},
		placeholder: 'Add Color',
		description: 'Colors of single values in the message',
		typeOptions: { multipleValues: true },
		options: [
			{
				displayName: 'Color',
				name: 'colors',
				values: [
					{
						displayName: 'Keyword Name or ID',
						name: 'keyword',
						...templateKeyword,
						description:
							'The keyword to color. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
					},
					{
						displayName: 'Color',
						name: 'color',
						type: 'color',
						default: '#173177',
						description: 'The color as # and six hexadecimal digits',
					},
				],
			},
		],
	},
];

/** Template Messages (模板消息): the API that WeChat switched off on 2020-01-10, for gateways. */
export const template: MessageType = {
	value: 'template',
	label: 'Template Message',
	name: 'Template Message (Retired)',
	explains: 'The API before 2020 (模板消息), for gateways that still offer it',
	notice:
		'WeChat switched Template Messages off on 2020-01-10 and answers 45103. This message type works only with a gateway that still offers it: set its address as the "Base URL" of the credential.',
	system: templateMessages,
	send: {
		parameters: [formIdParameter],
		options,
		read: (item, data) => ({
			formId: formId(item),
			emphasisKeyword: emphasisKeyword(item, data),
			data: keywordColors(item, data),
		}),
	},
};

/** What WeChat's developer tools give instead of a form ID; no server accepts it. */
const MOCK_FORM_ID = 'the formId is a mock one';

/** Reads the form ID or prepay ID that allows the message. */
function formId(item: Item): string {
	const id = item.text('formId');
	if (id !== MOCK_FORM_ID) return id;
	return item.invalid(
		'formId',
		"holds the stand-in of WeChat's developer tools",
		'Submit the form on a phone: only there WeChat gives a form ID that can be used.',
	);
}

/** Reads the keyword to enlarge, with or without `.DATA`, and gives WeChat's form `keyword1.DATA`. */
function emphasisKeyword(item: Item, data: Message['data']): string | undefined {
	const name = 'options.emphasisKeyword';
	const given = item.optional(name);
	return given === '' ? undefined : `${knownKey(item, name, given, data)}.DATA`;
}

/** The data with the colors of the option "Keyword Colors". */
function keywordColors(item: Item, data: Message['data']): Message['data'] {
	const name = 'options.keywordColors';
	const chosen = item.value(`${name}.colors`, []) as Array<{ keyword: unknown; color: unknown }>;
	const colored = { ...data };
	for (const { keyword, color } of chosen) {
		const key = knownKey(item, name, String(keyword ?? ''), data);
		if (!isColor(color)) {
			return item.invalid(name, `holds a color for ${key} that WeChat does not take`, COLOR_RULE);
		}
		colored[key] = { ...data[key], color };
	}
	return colored;
}

function knownKey(item: Item, name: string, given: string, data: Message['data']): string {
	const key = given.trim().replace(/\.DATA$/, '');
	if (Object.prototype.hasOwnProperty.call(data, key)) return key;
	return item.invalid(
		name,
		`names the keyword "${key}", which has no value in this message`,
		`Choose one of ${Object.keys(data).join(', ')}.`,
	);
}
