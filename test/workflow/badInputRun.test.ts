import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INodeParameters,
	NodeOperationError,
} from 'n8n-workflow';

import { TEMPLATE_TITLES } from '../../simulator/library/templateTitles';
import { itemsOf, sendParameters, TEMPLATE_ID, value } from '../support/badInput';
import { byId, NODE } from '../support/harness';
import { subscribers } from '../support/recipients';
import { useTappedHarness } from '../support/tappedHarness';

const harness = useTappedHarness({ retiredApi: 'working' }, 'all');
beforeEach(() => harness.wire.forget());

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
					details: { outcome: 'invalid' },
				},
				pairedItem: { item: 1 },
			},
			{ json: { id: 'AT0002', title: '购买成功通知' }, pairedItem: { item: 2 } },
		]);
	});
});

test.each(['sms', 'constructor'])(
	'a workflow made with the Message Type "%s" is refused',
	async (messageType) => {
		const { error } = await harness.run(
			{ ...sendParameters('subscribe'), messageType },
			itemsOf('a'),
		);
		expect(error).toMatchObject({
			message: `The parameter "Message Type" has no value "${messageType}"`,
			description: expect.stringContaining('subscribe'),
		});
		expect(harness.wire.requests).toEqual([]);
	},
);

test('"Return All" takes the words true and false from an expression', async () => {
	const parameters: INodeParameters = {
		resource: 'templateLibrary',
		operation: 'getAll',
		messageType: 'template',
		returnAll: value,
		limit: 1,
	};
	const result = await harness.run(parameters, itemsOf('true', 'false'));
	const ofItem = (item: number) =>
		result.items(NODE).filter(({ pairedItem }) => (pairedItem as { item: number }).item === item);
	expect(ofItem(0)).toHaveLength(TEMPLATE_TITLES.size);
	expect(ofItem(1)).toHaveLength(1);
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
	const { error } = await harness.run(sendParameters('subscribe', parameters), [{}, {}]);
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
		sendParameters('subscribe', {
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
				{ templateId: byId(`={{ "${TEMPLATE_ID}" }}`) },
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
		['https://api.weixin.qq.com/?a=b', /"Base URL" .* has more than host and path/],
		['https://api.weixin.qq.com#a', /"Base URL" .* has more than host and path/],
		['https://user:password@api.weixin.qq.com', /"Base URL" .* holds a user name or password/],
	];
	let stored: ICredentialDataDecryptedObject;
	beforeEach(() => (stored = harness.engine.credentials.read(harness.credential.id).data));
	afterEach(() => harness.engine.credentials.update(harness.credential.id, stored));

	test.each(wrong)('%j is refused', async (baseUrl, message) => {
		harness.engine.credentials.update(harness.credential.id, { ...stored, baseUrl });
		const { error } = await harness.run(sendParameters('subscribe'), [{}, {}]);
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
		const result = await harness.run(sendParameters('subscribe'), [{}, {}], {
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
