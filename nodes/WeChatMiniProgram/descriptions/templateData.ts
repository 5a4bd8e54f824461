import type { INodeProperties } from 'n8n-workflow';

/** The option "On Invalid Value". */
export const onInvalidValueOption: INodeProperties = {
	displayName: 'On Invalid Value',
	name: 'onInvalidValue',
	type: 'options',
	default: 'stop',
	description: "What to do with a value that breaks WeChat's rule for its field",
	options: [
		{
			name: 'Send As It Is',
			value: 'send',
			description: 'Leave it to WeChat to take or refuse the message',
		},
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
};

/** The option "Page". */
export const pageOption: INodeProperties = {
	displayName: 'Page',
	name: 'page',
	type: 'string',
	default: '',
	placeholder: 'e.g. pages/order/detail?orderId=339208499',
	description:
		'The page of the Mini Program that opens when the user taps the message. Without it the message cannot be tapped.',
};

/** How a template is filled: by its fields, or as JSON. */
export const templateDataParameters: INodeProperties[] = [
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
				noFieldsError: 'The fields of the template are not loaded yet:',
				refreshIncompleteSchemaOnOpen: true,
			},
		},
		displayOptions: {
			show: { dataMode: ['fields'] },
			// A new step has no template yet. n8n's own sheet nodes hide their columns in the same way.
			hide: { templateId: [''] },
		},
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
];
