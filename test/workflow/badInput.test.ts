import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INodeParameters,
	NodeOperationError,
} from 'n8n-workflow';

import { byId, NODE } from '../support/harness';
import { subscribers } from '../support/recipients';
import { startTapped, stopTapped } from '../support/tappedHarness';
import type { TappedHarness } from '../support/tappedHarness';

const ID = 'wDYzYZVxobJivW9oMpSCpuvACOfJXQIoKUm0PY397Tc';

/** A parameter that takes its value from the item, and values that it must refuse. */
interface Row {
	label: string;
	parameters: INodeParameters;
	good: unknown;
	bad: unknown[];
	remedy: RegExp;
}

const value = '={{ $json.value }}';

const send = (messageType: string, parameters: INodeParameters = {}): INodeParameters => ({
	resource: 'message',
	operation: 'send',
	messageType,
	openId: 'o7esq5OI1Uej6Xixw1lA2H7XDVbc',
	templateId: byId(ID),
	formId: '1538118325325',
	dataMode: 'json',
	templateDataJson:
		messageType === 'subscribe'
			? '{ "thing1": "咖啡", "amount2": "18.00元" }'
			: '{ "keyword1": "咖啡", "keyword2": "18.00元" }',
	...parameters,
});

const add = (messageType: string, parameters: INodeParameters): INodeParameters => ({
	resource: 'template',
	operation: 'add',
	messageType,
	libraryTitle: byId(messageType === 'subscribe' ? '661' : 'AT0009'),
	keywordIds: '1,2',
	...parameters,
});

const noText = ['', '   ', '\n', null, undefined];
const notText = [5, true, {}, { id: 'x' }, [], ['x']];
const outOfRange = [0, -1, 2.5, 'many', '', null, {}, NaN, [1, 2]];

const sendRows: Row[] = [
	{
		label: 'OpenID',
		parameters: send('subscribe', { openId: value }),
		good: 'o7esq5OI1Uej6Xixw1lA2H7XDVbc',
		bad: [...noText, ...notText],
		remedy: /Enter a value|gives a value of another kind/,
	},
	...['subscribe', 'template'].map((messageType) => ({
		label: 'Template',
		parameters: send(messageType, { templateId: byId(value) }),
		good: ID,
		bad: [...noText, {}, 5, 'AT0002', ID.slice(1), `${ID}x`, `${ID.slice(1)}!`, `${ID} ${ID}`],
		remedy: /Enter a value|43 letters/,
	})),
	...['subscribe', 'template'].map((messageType) => ({
		label: 'Data (JSON)',
		parameters: send(messageType, { templateDataJson: value }),
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
		parameters: send('subscribe', { templateDataJson: '={{ { thing1: $json.value } }}' }),
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
		parameters: send('template', { formId: value }),
		good: '1538118325325',
		bad: [...noText, {}, 'the formId is a mock one'],
		remedy: /Enter a value|another kind|on a phone/,
	},
	{
		label: 'Page',
		parameters: send('subscribe', { options: { page: value } }),
		good: '',
		bad: [{}, ['pages/index'], { path: 'pages/index' }],
		remedy: /expression/,
	},
	{
		label: 'Emphasis Keyword',
		parameters: send('template', { options: { emphasisKeyword: value } }),
		good: 'keyword2',
		bad: ['keyword9', 'keyword9.DATA', '订单编号', 'constructor', {}],
		remedy: /keyword1, keyword2|expression/,
	},
	{
		label: 'Keyword Colors',
		parameters: send('template', {
			options: { keywordColors: { colors: [{ keyword: value, color: '#173177' }] } },
		}),
		good: 'keyword1',
		bad: ['keyword9', '', null, {}],
		remedy: /keyword1, keyword2|expression/,
	},
	{
		label: 'Keyword Colors',
		parameters: send('template', {
			options: { keywordColors: { colors: [{ keyword: 'keyword1', color: value }] } },
		}),
		good: '#173177',
		bad: ['red', '#123', '173177', '', null, 5, {}],
		remedy: /six hexadecimal digits/,
	},
];

const templateRows: Row[] = [
	{
		label: 'Template',
		parameters: {
			resource: 'template',
			operation: 'delete',
			messageType: 'subscribe',
			templateId: byId(value),
		},
		good: ID,
		bad: [...noText, 'AT0002', ID.slice(1)],
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

const otherRows: Row[] = [
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

const cases = [...sendRows, ...templateRows, ...otherRows].flatMap(({ bad, ...row }) =>
	bad.map((one) => {
		const { resource, operation, messageType = '' } = row.parameters;
		const name = `${resource} ${operation} ${messageType}: ${row.label} ${JSON.stringify(one)}`;
		return { name, one, ...row };
	}),
);

let harness: TappedHarness;
beforeAll(async () => {
	harness = await startTapped({ retiredApi: 'working' });
});
afterAll(async () => await stopTapped(harness));
beforeEach(() => (harness.wire.requests.length = 0));

const itemsOf = (...values: unknown[]): IDataObject[] =>
	values.map((one) => ({ value: one }) as IDataObject);

describe('one bad value among good ones stops the run before anything is sent', () => {
	test.each(cases)('$name', async ({ parameters, good, one, label, remedy }) => {
		const { error } = await harness.run(parameters, itemsOf(good, one, good));
		const { message, description, context } = error as NodeOperationError;
		expect(message).toContain(`"${label}"`);
		expect(context.itemIndex).toBe(1);
		expect(description).toMatch(remedy);
		expect(description).toContain('Nothing was sent');
		expect(harness.wire.requests).toEqual([]);
	});
});

describe('with Continue On Fail only the bad item fails', () => {
	const categories: INodeParameters = {
		resource: 'templateLibrary',
		operation: 'getAll',
		messageType: 'template',
		limit: value,
	};

	test('and the others go on', async () => {
		const result = await harness.run(categories, itemsOf(1, 'many', 1), {
			onError: 'continueRegularOutput',
		});
		expect(result.error).toBeUndefined();
		expect(result.items(NODE)).toEqual([
			{ json: { id: 'AT0002', title: '购买成功通知' }, pairedItem: { item: 0 } },
			{
				json: {
					error: expect.stringContaining('"Limit"'),
					message: expect.stringContaining('whole number from 1'),
					details: {},
				},
				pairedItem: { item: 1 },
			},
			{ json: { id: 'AT0002', title: '购买成功通知' }, pairedItem: { item: 2 } },
		]);
	});
});

describe('options of the whole run', () => {
	const optionCases = [
		{ label: 'Concurrency', name: 'concurrency', bad: [0, -1, 101, 2.5, 'x', {}], max: 100 },
		{ label: 'Timeout', name: 'timeout', bad: [0, -1, 301, 0.5, 'x', {}], max: 300 },
	].flatMap(({ bad, ...row }) => bad.map((one) => ({ one, ...row })));

	let templateId: string;
	beforeAll(async () => (templateId = await harness.addSubscribeTemplate()));

	test.each(optionCases)('$label $one is refused', async ({ name, one, label, max }) => {
		const items = subscribers(harness, templateId, 3).map((item) => ({ ...item, value: one }));
		const { error } = await harness.run(
			harness.sendParameters(templateId, { [name]: value }),
			items as IDataObject[],
		);
		expect(error?.message).toContain(`"${label}"`);
		expect(error).toMatchObject({ description: expect.stringContaining(`from 1 to ${max}`) });
		expect(harness.wire.requests).toEqual([]);
	});

	test('fail every item with Continue On Fail: none looks as if it were sent', async () => {
		const items = subscribers(harness, templateId, 3);
		const parameters = harness.sendParameters(templateId, { concurrency: 0 });
		const result = await harness.run(parameters, items, { onError: 'continueErrorOutput' });
		expect(result.items(NODE, 0)).toEqual([]);
		expect(result.items(NODE, 1)).toHaveLength(3);
		expect(result.items(NODE, 1)[0].json.error).toContain('"Concurrency"');
	});

	test.each([1, 100])('Concurrency %i is taken', async (concurrency) => {
		const items = subscribers(harness, templateId, 3);
		const { error } = await harness.run(
			harness.sendParameters(templateId, { concurrency, timeout: 300 }),
			items,
		);
		expect(error).toBeUndefined();
	});
});

test.each([
	['OpenID', { openId: "={{ $('Nowhere').item.json.openId }}" }],
	['OpenID', { openId: '={{ $json. }}' }],
	['Template', { templateId: byId("={{ $('Nowhere').item.json.id }}") }],
	['Options', { options: { page: "={{ $('Nowhere').item.json.page }}" } }],
])('an expression that fails is named by its parameter: %s', async (label, parameters) => {
	const { error } = await harness.run(send('subscribe', parameters), [{}, {}]);
	expect(error?.message).toContain(`"${label}"`);
	expect(error).toMatchObject({
		description: expect.stringMatching(/^\S.*Nothing was sent/),
		context: expect.objectContaining({ itemIndex: 0 }),
	});
	expect(harness.wire.requests).toEqual([]);
});

describe('the fields of the mapper', () => {
	const field = (id: string, displayName: string) => ({
		id,
		displayName,
		required: true,
		defaultMatch: false,
		display: true,
		type: 'string',
	});
	const mapped = (templateData: unknown, more: INodeParameters = {}): INodeParameters =>
		send('subscribe', {
			dataMode: 'fields',
			templateData: templateData as INodeParameters,
			...more,
		});
	const schema = [field('thing1', '会议地点 - text, at most 20 characters')];

	test.each<[string, INodeParameters, RegExp, RegExp]>([
		[
			'left empty',
			mapped({ mappingMode: 'defineBelow', value: { thing1: '' }, schema }),
			/"会议地点".*no value/,
			/Enter a value/,
		],
		[
			'too long',
			mapped({ mappingMode: 'defineBelow', value: { thing1: 'a'.repeat(21) }, schema }),
			/"会议地点".*too long/,
			/On Invalid Value/,
		],
		[
			'without a value in the item',
			mapped({ mappingMode: 'autoMapInputData', value: null, schema }),
			/"会议地点".*no value/,
			/Enter a value/,
		],
		[
			'of a template that an expression gives',
			mapped(
				{ mappingMode: 'defineBelow', value: { thing1: 'a' }, schema },
				{ templateId: byId(`={{ "${ID}" }}`) },
			),
			/"Template" is an expression/,
			/Using JSON/,
		],
	])('%s', async (_case, parameters, message, remedy) => {
		const { error } = await harness.run(parameters, [{}]);
		expect(error?.message).toMatch(message);
		expect((error as NodeOperationError).description).toMatch(remedy);
		expect(harness.wire.requests).toEqual([]);
	});
});

describe('the base URL of the credential', () => {
	const wrong: Array<[string, RegExp]> = [
		['http://api.weixin.qq.com', /"Base URL" .* http:\/\/ URL, over which the token could be read/],
		['api.weixin.qq.com', /"Base URL" .* is not a URL/],
		['', /"Base URL" .* is not a URL/],
		['https://user:password@api.weixin.qq.com', /"Base URL" .* holds a user name or password/],
	];
	let stored: ICredentialDataDecryptedObject;
	beforeEach(() => (stored = harness.engine.credentials.read(harness.credential.id).data));
	afterEach(() => harness.engine.credentials.update(harness.credential.id, stored));

	test.each(wrong)('%j is refused', async (baseUrl, message) => {
		harness.engine.credentials.update(harness.credential.id, { ...stored, baseUrl });
		const { error } = await harness.run(send('subscribe'), [{}, {}]);
		expect(error?.message).toMatch(message);
		expect(error).toMatchObject({
			description: expect.stringContaining('https://api.weixin.qq.com'),
			context: expect.objectContaining({ itemIndex: 0 }),
		});
		expect(harness.wire.requests).toEqual([]);
	});

	test('that is refused is the failure of every item with Continue On Fail', async () => {
		const [baseUrl, message] = wrong[0];
		harness.engine.credentials.update(harness.credential.id, { ...stored, baseUrl });
		const result = await harness.run(send('subscribe'), [{}, {}], {
			onError: 'continueRegularOutput',
		});
		expect(result.items(NODE).map(({ json }) => json.error)).toEqual([
			expect.stringMatching(message),
			expect.stringMatching(message),
		]);
	});
});

test('a resource that the node does not have is named', async () => {
	const { error } = await harness.run({ resource: 'moment', operation: 'send' });
	expect(error?.message).toContain('"moment"');
	expect(harness.wire.requests).toEqual([]);
});
