import type { INodeProperties } from 'n8n-workflow';
import {
	concurrencyOption,
	optionsCollection,
	timeoutOption,
} from '../../descriptions/callOptions';
import { messageTemplateLocator } from '../../descriptions/locators';
import {
	onInvalidValueOption,
	pageOption,
	templateDataParameters,
} from '../../descriptions/templateData';
import { messageTypeParameters, optionsOfTypes, parametersOfTypes } from '../../messageTypes';

const options: INodeProperties[] = [
	concurrencyOption(
		'How many messages are sent at a time at most, from 1 to 100; the value of the first item counts. 2,000 messages take about 6 seconds at 50, and 27 at 10, if WeChat is 40 ms away. If WeChat asks to slow down, the node sends half as many at a time, and by and by more again. Messages to one user are always sent one after another.',
	),
	onInvalidValueOption,
	pageOption,
	timeoutOption('A message without an answer is not sent again.'),
	...optionsOfTypes('send'),
];

/** The parameters of Message > Send. */
export const sendParameters: INodeProperties[] = [
	...messageTypeParameters,
	// First, as n8n loads the fields only while no other parameter has an expression that lacks its input data.
	messageTemplateLocator,
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
	...parametersOfTypes('send'),
	...templateDataParameters,
	optionsCollection(options),
];
