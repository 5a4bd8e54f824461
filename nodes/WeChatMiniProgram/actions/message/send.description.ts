import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';
import { templateLocator } from '../../descriptions/locators';

const subscribeOnly = { show: { '/messageType': ['subscribe'] } };
const templateOnly = { show: { '/messageType': ['template'] } };

/** Chooses one of the picked template's own fields. */
const templateKeyword = {
	type: 'options',
	default: '',
	typeOptions: {
		loadOptionsMethod: 'getTemplateKeywords',
		loadOptionsDependsOn: ['templateId.value'],
	},
} as const satisfies Partial<INodeProperties>;

/** The option "Language". */
export const language: INodeProperties = {
	displayName: 'Language',
	name: 'lang',
	type: 'options',
	default: 'zh_CN',
	description: 'The language of the words that WeChat puts around the message',
	displayOptions: subscribeOnly,
	options: [
		{ name: 'Chinese (Hong Kong)', value: 'zh_HK' },
		{ name: 'Chinese (Simplified)', value: 'zh_CN' },
		{ name: 'Chinese (Taiwan)', value: 'zh_TW' },
		{ name: 'English', value: 'en_US' },
	],
};

/** The option "Mini Program Version". */
export const miniProgramVersion: INodeProperties = {
	displayName: 'Mini Program Version',
	name: 'miniprogramState',
	type: 'options',
	default: 'formal',
	description: 'Which version of the Mini Program opens when the user taps the message',
	displayOptions: subscribeOnly,
	options: [
		{
			name: 'Development',
			value: 'developer',
			description: 'What the developers see (开发版)',
		},
		{ name: 'Released', value: 'formal', description: 'What all users see (正式版)' },
		{ name: 'Trial', value: 'trial', description: 'What the testers see (体验版)' },
	],
};

const options: INodeProperties[] = [
	{
		displayName: 'Concurrency',
		name: 'concurrency',
		type: 'number',
		default: 10,
		typeOptions: { minValue: 1, maxValue: 100 },
		description:
			'How many messages are sent at a time, from 1 to 100; the value of the first item counts. Raise it for long lists: 2,000 messages take about 10 seconds at 10, and 3 at 50, if WeChat answers in 40 ms. Messages to one user are always sent one after another.',
	},
	{
		displayName: 'Emphasis Keyword Name or ID',
		name: 'emphasisKeyword',
		...templateKeyword,
		description:
			'The keyword that is shown larger than the others. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		displayOptions: templateOnly,
	},
	{
		displayName: 'Keyword Colors',
		name: 'keywordColors',
		type: 'fixedCollection',
		default: {},
		placeholder: 'Add Color',
		description: 'Colors of single values in the message',
		typeOptions: { multipleValues: true },
		displayOptions: templateOnly,
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
	language,
	miniProgramVersion,
	{
		displayName: 'On Invalid Value',
		name: 'onInvalidValue',
		type: 'options',
		default: 'stop',
		description: 'What to do with a value that WeChat would refuse',
		options: [
			{
				name: 'Shorten Text',
				value: 'shorten',
				description: 'Cut texts that are too long; stop at everything else',
			},
			{
				name: 'Stop',
				value: 'stop',
				description: 'Send nothing, and say which value does not fit',
			},
		],
	},
	{
		displayName: 'Page',
		name: 'page',
		type: 'string',
		default: '',
		placeholder: 'e.g. pages/order/detail?orderId=339208499',
		description:
			'The page of the Mini Program that opens when the user taps the message. Without it the message cannot be tapped.',
	},
	{
		displayName: 'Timeout',
		name: 'timeout',
		type: 'number',
		default: 30,
		typeOptions: { minValue: 1, maxValue: 300 },
		description:
			'Seconds to wait for an answer of WeChat, from 1 to 300; the value of the first item counts. A message without an answer is not sent again.',
	},
];

/** The parameters of Message > Send. */
export const sendDescription: INodeProperties[] = updateDisplayOptions(
	{ show: { resource: ['message'], operation: ['send'] } },
	[
		// First, as n8n loads the fields only while no other parameter has an expression that lacks its input data.
		templateLocator,
		{
			displayName: 'OpenID',
			name: 'openId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. o7esq5OI1Uej6Xixw1lA2H7XDVbc',
			description:
				'The user who gets the message, by the ID that this Mini Program knows them by. User > Get by Login Code gives it.',
		},
		{
			displayName: 'Form ID',
			name: 'formId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 1538118325325',
			description:
				'What this user left in the Mini Program at most seven days ago: the formId of a form submit, for one message, or the prepay_id of a payment, for three',
			displayOptions: { show: { messageType: ['template'] } },
		},
		{
			displayName: 'Data Mode',
			name: 'dataMode',
			type: 'options',
			noDataExpression: true,
			default: 'fields',
			description: 'How the template is filled',
			options: [
				{
					name: 'Using Fields Below',
					value: 'fields',
					description: 'Fill the fields that the chosen template has',
				},
				{
					name: 'Using JSON',
					value: 'json',
					description:
						'Write the values by their keys, for instance where an expression chooses the template',
				},
			],
		},
		{
			displayName:
				'An expression chooses the template, so its fields are not known before the run. Set "Data Mode" to "Using JSON".',
			name: 'templateByExpressionNotice',
			type: 'notice',
			default: '',
			displayOptions: {
				// n8n takes an expression as meeting any condition (displayParameter); no template is called "=".
				show: { dataMode: ['fields'], templateId: ['='] },
			},
		},
		{
			displayName: 'Fields',
			name: 'templateData',
			type: 'resourceMapper',
			noDataExpression: true,
			default: { mappingMode: 'defineBelow', value: null },
			required: true,
			description:
				'The values that the user reads in the message, one for each field of the template',
			typeOptions: {
				loadOptionsDependsOn: ['messageType', 'templateId.value'],
				resourceMapper: {
					resourceMapperMethod: 'getTemplateFields',
					mode: 'add',
					valuesLabel: 'Fields',
					fieldWords: { singular: 'field', plural: 'fields' },
					addAllFields: true,
					multiKeyMatch: false,
					supportAutoMap: true,
					// n8n puts "Retry" behind it.
					noFieldsError: 'No template is picked, or its fields are not loaded yet:',
					refreshIncompleteSchemaOnOpen: true,
				},
			},
			displayOptions: { show: { dataMode: ['fields'] } },
		},
		{
			displayName: 'Data (JSON)',
			name: 'templateDataJson',
			type: 'json',
			required: true,
			default: '',
			placeholder: 'e.g. { "thing1": "咖啡", "amount2": "18.00元" }',
			hint: 'Such as { "thing1": "咖啡", "amount2": "18.00元" }. Template > Get Many shows the keys of a template.',
			description:
				'A JSON object with the value of each field of the template by its key. WeChat\'s own form is taken too: { "thing1": { "value": "咖啡" } }.',
			displayOptions: { show: { dataMode: ['json'] } },
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options,
		},
	],
);
