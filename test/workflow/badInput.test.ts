import {
	noText,
	notText,
	sendParameters,
	TEMPLATE_ID,
	testBadInput,
	value,
} from '../support/badInput';
import type { BadInput } from '../support/badInput';
import { byId } from '../support/harness';

const sendRows: BadInput[] = [
	{
		label: 'OpenID',
		parameters: sendParameters('subscribe', { openId: value }),
		good: 'o7esq5OI1Uej6Xixw1lA2H7XDVbc',
		bad: [...noText, ...notText],
		remedy: /Enter a value|gives a value of another kind/,
	},
	...['subscribe', 'template'].map((messageType) => ({
		label: 'Template',
		parameters: sendParameters(messageType, { templateId: byId(value) }),
		good: TEMPLATE_ID,
		bad: [
			...noText,
			{},
			5,
			'AT0002',
			TEMPLATE_ID.slice(1),
			`${TEMPLATE_ID}x`,
			`${TEMPLATE_ID.slice(1)}!`,
			`${TEMPLATE_ID} ${TEMPLATE_ID}`,
		],
		remedy: /Enter a value|43 letters/,
	})),
	...['subscribe', 'template'].map((messageType) => ({
		label: 'Data (JSON)',
		parameters: sendParameters(messageType, { templateDataJson: value }),
		good: messageType === 'subscribe' ? { thing1: 'a' } : { keyword1: 'a' },
		bad: [
			'',
			'{',
			'thing1=a',
			"{'thing1':'a'}",
			'"text"',
			'[]',
			[{ thing1: 'a' }],
			5,
			null,
			{ 'thing 1': 'a' },
			{ 订单编号: 'a' },
			{ '': 'a' },
		],
		remedy: /"thing1"|thing1/,
	})),
	{
		label: 'thing1',
		parameters: sendParameters('subscribe', { templateDataJson: '={{ { thing1: $json.value } }}' }),
		good: 'a',
		bad: [
			'',
			null,
			{ text: 'a' },
			['a'],
			true,
			{ value: 'a', size: 3 },
			{ value: '' },
			'a'.repeat(21),
		],
		remedy: /Enter a value|Give one value|at most 20|takes/,
	},
	{
		label: 'Form ID',
		parameters: sendParameters('template', { formId: value }),
		good: '1538118325325',
		bad: [...noText, {}, 'the formId is a mock one'],
		remedy: /Enter a value|another kind|on a phone/,
	},
	{
		label: 'Page',
		parameters: sendParameters('subscribe', { options: { page: value } }),
		good: '',
		bad: [{}, ['pages/index'], { path: 'pages/index' }],
		remedy: /expression/,
	},
	{
		label: 'Language',
		parameters: sendParameters('subscribe', { options: { lang: value } }),
		good: 'en_US',
		bad: ['en', 'English', 5, {}],
		remedy: /zh_CN, zh_TW, en_US|expression/,
	},
	{
		label: 'Mini Program Version',
		parameters: sendParameters('subscribe', { options: { miniprogramState: value } }),
		good: 'trial',
		bad: ['prod', 'Released', {}],
		remedy: /developer, formal, trial|expression/,
	},
	{
		label: 'Emphasis Keyword Name or ID',
		parameters: sendParameters('template', { options: { emphasisKeyword: value } }),
		good: 'keyword2',
		bad: ['keyword9', 'keyword9.DATA', '订单编号', 'constructor', {}],
		remedy: /keyword1, keyword2|expression/,
	},
	{
		label: 'Keyword Colors',
		parameters: sendParameters('template', {
			options: { keywordColors: { colors: [{ keyword: value, color: '#173177' }] } },
		}),
		good: 'keyword1',
		bad: ['keyword9', '', null, {}],
		remedy: /keyword1, keyword2|expression/,
	},
	{
		label: 'Keyword Colors',
		parameters: sendParameters('template', {
			options: { keywordColors: { colors: [{ keyword: 'keyword1', color: value }] } },
		}),
		good: '#173177',
		bad: ['red', '#123', '173177', '', null, 5, {}],
		remedy: /six hexadecimal digits/,
	},
];

testBadInput(sendRows);
