import type { INodeParameters } from 'n8n-workflow';

import { noText, notText, TEMPLATE_ID, testBadInput, value } from '../support/badInput';
import type { BadInput } from '../support/badInput';
import { byId } from '../support/harness';

const add = (messageType: string, parameters: INodeParameters): INodeParameters => ({
	resource: 'template',
	operation: 'add',
	messageType,
	libraryTitle: byId(messageType === 'subscribe' ? '661' : 'AT0009'),
	keywordIds: '1,2',
	...parameters,
});

const outOfRange = [0, -1, 2.5, 'many', '', null, {}, NaN, [1, 2]];

const templateRows: BadInput[] = [
	{
		label: 'Template',
		parameters: {
			resource: 'template',
			operation: 'delete',
			messageType: 'subscribe',
			templateId: byId(value),
		},
		good: TEMPLATE_ID,
		bad: [...noText, 'AT0002', TEMPLATE_ID.slice(1)],
		remedy: /Enter a value|43 letters/,
	},
	...['subscribe', 'template'].map((messageType) => ({
		label: 'Library Title',
		parameters: add(messageType, { libraryTitle: byId(value) }),
		good: '661',
		bad: [...noText, {}, []],
		remedy: /Enter a value/,
	})),
	{
		label: 'Keyword Names or IDs',
		parameters: add('subscribe', { keywordIds: value }),
		good: '1,2',
		bad: [
			'',
			null,
			[],
			'1',
			[1],
			'1,2,3,4,5,6',
			'a,b',
			'1,x',
			'1.5,2',
			'0,1',
			'-1,2',
			'1,1',
			[3, '3'],
			{},
		],
		remedy: /2 to 5|as text such as 3,5,4|each keyword once/,
	},
	{
		label: 'Keyword Names or IDs',
		parameters: add('template', { keywordIds: value }),
		good: '1',
		bad: ['', [], '1,2,3,4,5,6,7,8,9,10,11', '3,5,3', 'AT0002'],
		remedy: /1 to 10|as text such as 3,5,4|each keyword once/,
	},
	{
		label: 'Scene Description',
		parameters: add('subscribe', { sceneDescription: value }),
		good: '报名后通知',
		bad: ['一二三四五六七八九十一二三四五六', 'a'.repeat(16), {}, ['a']],
		remedy: /at most 15|expression/,
	},
];

const otherRows: BadInput[] = [
	...['subscribe', 'template'].map((messageType) => ({
		label: 'Limit',
		parameters: {
			resource: 'templateLibrary',
			operation: 'getAll',
			messageType,
			limit: value,
			categoryIds: [616],
		},
		good: 1,
		bad: outOfRange,
		remedy: /whole number from 1/,
	})),
	{
		label: 'Limit',
		parameters: {
			resource: 'template',
			operation: 'getAll',
			messageType: 'subscribe',
			limit: value,
		},
		good: 1,
		bad: outOfRange,
		remedy: /whole number from 1/,
	},
	{
		label: 'Category Names or IDs',
		parameters: {
			resource: 'templateLibrary',
			operation: 'getAll',
			messageType: 'subscribe',
			categoryIds: value,
		},
		good: '616',
		bad: ['公交', ['616', 'x'], '2;616', { id: 616 }, -1],
		remedy: /as text such as 2,616/,
	},
	{
		label: 'Title Contains',
		parameters: {
			resource: 'templateLibrary',
			operation: 'getAll',
			messageType: 'subscribe',
			filters: { titleContains: value },
		},
		good: '订单',
		bad: [{}, ['订单']],
		remedy: /expression/,
	},
	{
		label: 'Library Title',
		parameters: {
			resource: 'templateLibrary',
			operation: 'getKeywords',
			messageType: 'subscribe',
			libraryTitle: byId(value),
		},
		good: 99,
		bad: [...noText, {}],
		remedy: /Enter a value/,
	},
	{
		label: 'Login Code',
		parameters: { resource: 'user', operation: 'getByLoginCode', loginCode: value },
		good: 'code',
		bad: [...noText, ...notText],
		remedy: /Enter a value|another kind/,
	},
	{
		label: 'Phone Code',
		parameters: { resource: 'user', operation: 'getPhoneNumber', phoneCode: value },
		good: 'code',
		bad: [...noText, ...notText],
		remedy: /Enter a value|another kind/,
	},
];

testBadInput([...templateRows, ...otherRows]);
