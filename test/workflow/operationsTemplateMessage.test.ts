/* eslint-disable @n8n/community-nodes/no-hardcoded-secrets -- names of WeChat's fields and paths */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { byId } from '../support/harness';
import { jsonsOf, pairsOf, recordsOf, useTappedHarness } from '../support/tappedHarness';

const LIST_LIBRARY = '/cgi-bin/wxopen/template/library/list';
const GET_KEYWORDS = '/cgi-bin/wxopen/template/library/get';
const ADD = '/cgi-bin/wxopen/template/add';
const LIST = '/cgi-bin/wxopen/template/list';
const DELETE = '/cgi-bin/wxopen/template/del';
const SEND = '/cgi-bin/message/wxopen/template/send';

const harness = useTappedHarness({ retiredApi: 'working' });

const run = async (resource: string, operation: string, parameters: INodeParameters = {}) =>
	await recordsOf(harness, { resource, operation, messageType: 'template', ...parameters });

const bodyOf = (path: string): unknown => JSON.parse(harness.wire.only(path).body);

const add = async (id: string, keywordIds: INodeParameters['keywordIds']): Promise<string> => {
	const [{ template_id: templateId }] = await run('template', 'add', {
		libraryTitle: byId(id),
		keywordIds,
	});
	return String(templateId);
};

/** The document's sample of a message, for the given recipient. */
const sampleMessage = (openId: string, templateId: string, formId: string) => ({
	touser: openId,
	template_id: templateId,
	page: 'index',
	form_id: formId,
	data: {
		keyword1: { value: '339208499', color: '#173177' },
		keyword2: { value: '2015年01月05日 12:30', color: '#173177' },
		keyword3: { value: '粤海喜来登酒店', color: '#173177' },
		keyword4: { value: '广州市天河区天河路208号', color: '#173177' },
	},
	emphasis_keyword: 'keyword1.DATA',
});

const sendParameters = (
	templateId: string,
	data: IDataObject | string,
	options: INodeParameters = {},
): INodeParameters => ({
	resource: 'message',
	operation: 'send',
	messageType: 'template',
	openId: '={{ $json.openId }}',
	formId: '={{ $json.formId }}',
	templateId: byId(templateId),
	dataMode: 'json',
	templateDataJson: typeof data === 'string' ? data : JSON.stringify(data),
	options,
});

describe('Template Library', () => {
	test('Get Many asks for the first five titles as the document does', async () => {
		expect(await run('templateLibrary', 'getAll', { limit: 5 })).toEqual([
			{ id: 'AT0002', title: '购买成功通知' },
			{ id: 'AT0003', title: '购买失败通知' },
			{ id: 'AT0004', title: '交易提醒' },
			{ id: 'AT0005', title: '付款成功通知' },
			{ id: 'AT0006', title: '付款失败通知' },
		]);
		expect(bodyOf(LIST_LIBRARY)).toEqual({ offset: 0, count: 5 });
	});

	test('Get Keywords puts out one item for each, with the title beside it', async () => {
		const title = { id: 'AT0002', title: '购买成功通知' };
		expect(await run('templateLibrary', 'getKeywords', { libraryTitle: byId('AT0002') })).toEqual([
			{ ...title, keyword_id: 3, name: '购买地点', example: 'TIT造舰厂' },
			{ ...title, keyword_id: 4, name: '购买时间', example: '2016年6月6日' },
			{ ...title, keyword_id: 5, name: '物品名称', example: '咖啡' },
		]);
		expect(bodyOf(GET_KEYWORDS)).toEqual({ id: 'AT0002' });
	});

	test('Get Keywords keeps ids that WeChat gives as text', async () => {
		harness.simulator.quirks.keywordIdAsText = true;
		const keywords = await run('templateLibrary', 'getKeywords', { libraryTitle: byId('AT0002') });
		expect(keywords.map(({ keyword_id: id }) => id)).toEqual(['3', '4', '5']);
	});
});

describe('Template', () => {
	test.each<[INodeParameters['keywordIds'], number[]]>([
		['3,4,5', [3, 4, 5]],
		['3, 5, 4', [3, 5, 4]],
		[
			[4, 5, 3],
			[4, 5, 3],
		],
		['={{ ["5", "3"] }}', [5, 3]],
		['={{ 4 }}', [4]],
	])('Add sends the keywords %j in their order', async (keywordIds, order) => {
		const templateId = await add('AT0002', keywordIds);

		expect(templateId).toMatch(/^[\w-]{43}$/);
		expect(bodyOf(ADD)).toEqual({ id: 'AT0002', keyword_id_list: order });
		const names = new Map([
			[3, '购买地点'],
			[4, '购买时间'],
			[5, '物品名称'],
		]);
		const [{ content }] = await run('template', 'getAll');
		expect(content).toBe(
			order.map((id, index) => `${names.get(id)}{{keyword${index + 1}.DATA}}\n`).join(''),
		);
	});

	test('Add takes ten keywords, and Get Many shows the template as captured in 2018', async () => {
		const templateId = await add('AT0009', '1,2,3,4,5,6,7,8,9,10');

		expect(await run('template', 'getAll', { limit: 1 })).toEqual([
			{
				template_id: templateId,
				title: '订单支付成功通知',
				content:
					'单号{{keyword1.DATA}}\n金额{{keyword2.DATA}}\n下单时间{{keyword3.DATA}}\n物品名称{{keyword4.DATA}}\n订单号码{{keyword5.DATA}}\n支付时间{{keyword6.DATA}}\n订单金额{{keyword7.DATA}}\n订单状态{{keyword8.DATA}}\n订单编号{{keyword9.DATA}}\n商品名称{{keyword10.DATA}}\n',
				example:
					'单号：123456\n金额：30元\n下单时间：2016年8月8日\n物品名称：梨子\n订单号码：123456789\n支付时间：2104-12-09 16:00\n订单金额：200元\n订单状态：已受理\n订单编号：20161031162645020777\n商品名称：进口金枕头榴莲（S号）1个54.9元【香甜软糯】\n',
			},
		]);
		expect(bodyOf(LIST)).toEqual({ offset: 0, count: 1 });
	});

	test('Delete takes the template away', async () => {
		const kept = await add('AT0002', '3,4,5');
		const templateId = await add('AT0002', '5,4,3');

		expect(await run('template', 'delete', { templateId: byId(templateId) })).toEqual([
			{ deleted: true, template_id: templateId },
		]);
		expect(bodyOf(DELETE)).toEqual({ template_id: templateId });
		const left = await run('template', 'getAll', { returnAll: true });
		expect(left.map(({ template_id: id }) => id)).toEqual([kept]);
	});

	test('Get Many puts out nothing for an account without templates', async () => {
		expect(await run('template', 'getAll')).toEqual([]);
	});
});

describe('Message > Send', () => {
	test("sends the document's sample with a form id", async () => {
		const openId = harness.simulator.user('anna');
		const formId = harness.simulator.submitForm(openId);
		const templateId = await add('AT0009', '9,3,10,4');
		const sample = sampleMessage(openId, templateId, formId);
		const values = Object.entries(sample.data).map(([key, { value }]) => [key, value]);
		const colors = Object.keys(sample.data).map((keyword) => ({ keyword, color: '#173177' }));

		const records = await recordsOf(
			harness,
			sendParameters(templateId, Object.fromEntries(values) as IDataObject, {
				page: '/index',
				emphasisKeyword: 'keyword1',
				keywordColors: { colors },
			}),
			[{ openId, formId }],
		);

		expect(records).toEqual([
			{ errcode: 0, errmsg: 'ok', touser: openId, template_id: templateId },
		]);
		const { contentType, body, method } = harness.wire.only(SEND);
		expect(method).toBe('POST');
		expect(contentType).toBe('application/json');
		expect(JSON.parse(body)).toEqual(sample);
		expect(body).toContain('粤海喜来登酒店');
		expect(harness.simulator.delivered).toEqual([
			expect.objectContaining({
				openId,
				page: 'index',
				fields: [
					{
						key: 'keyword1',
						label: '订单编号',
						value: '339208499',
						color: '#173177',
						emphasis: true,
					},
					{
						key: 'keyword2',
						label: '下单时间',
						value: '2015年01月05日 12:30',
						color: '#173177',
						emphasis: false,
					},
					{
						key: 'keyword3',
						label: '商品名称',
						value: '粤海喜来登酒店',
						color: '#173177',
						emphasis: false,
					},
					{
						key: 'keyword4',
						label: '物品名称',
						value: '广州市天河区天河路208号',
						color: '#173177',
						emphasis: false,
					},
				],
			}),
		]);
	});

	test("takes data in WeChat's own form, as text or as an object", async () => {
		const openId = harness.simulator.user('anna');
		const templateId = await add('AT0009', '1,2,3,4');
		const forms = [harness.simulator.submitForm(openId), harness.simulator.submitForm(openId)];
		const { data } = sampleMessage(openId, templateId, forms[0]);
		for (const [index, json] of [JSON.stringify(data), '={{ $json.data }}'].entries()) {
			await recordsOf(
				harness,
				sendParameters(templateId, json, { emphasisKeyword: 'keyword1.DATA' }),
				[{ openId, formId: forms[index], data }],
			);
		}

		for (const { body } of harness.wire.to(SEND)) {
			expect(JSON.parse(body)).toMatchObject({ data, emphasis_keyword: 'keyword1.DATA' });
		}
		expect(harness.simulator.delivered).toHaveLength(2);
	});

	test('leaves out what is not set, also fields without a value', async () => {
		const openId = harness.simulator.user('anna');
		const formId = harness.simulator.submitForm(openId);
		const templateId = await add('AT0002', '3,4,5');
		await recordsOf(harness, sendParameters(templateId, { keyword1: 'TIT造舰厂', keyword2: '' }), [
			{ openId, formId },
		]);
		expect(bodyOf(SEND)).toEqual({
			touser: openId,
			template_id: templateId,
			form_id: formId,
			data: { keyword1: { value: 'TIT造舰厂' } },
		});
	});

	test('a payment allows three messages, and the fourth says so', async () => {
		const openId = harness.simulator.user('anna');
		const formId = harness.simulator.pay(openId);
		const templateId = await add('AT0002', '3,4,5');
		const result = await harness.run(
			sendParameters(templateId, { keyword1: 'TIT造舰厂' }),
			Array.from({ length: 4 }, () => ({ openId, formId })),
			{ onError: 'continueRegularOutput' },
		);
		expect(jsonsOf(result).map(({ errcode, details }) => errcode ?? details)).toEqual([
			0,
			0,
			0,
			expect.objectContaining({ errcode: 41029, touser: openId }),
		]);
		expect(harness.simulator.delivered).toHaveLength(3);
	});

	test('fills the fields of the mapper, by hand and from the item by key or by label', async () => {
		const openId = harness.simulator.user('anna');
		const templateId = await add('AT0002', '3,4,5');
		const schema = [
			{ id: 'keyword1', displayName: '购买地点' },
			{ id: 'keyword2', displayName: '购买时间' },
			{ id: 'keyword3', displayName: '物品名称' },
		].map((field) => ({
			...field,
			type: 'string',
			required: false,
			defaultMatch: false,
			display: true,
		}));
		const mapped = { keyword1: 'TIT造舰厂', keyword2: '2016年6月6日', keyword3: '咖啡' };
		const modes: Array<[string, IDataObject | null, IDataObject]> = [
			['defineBelow', mapped, {}],
			[
				'autoMapInputData',
				null,
				{ keyword1: 'TIT造舰厂', 购买时间: '2016年6月6日', 物品名称: '咖啡' },
			],
		];
		for (const [mappingMode, value, item] of modes) {
			await recordsOf(
				harness,
				{
					...sendParameters(templateId, {}),
					dataMode: 'fields',
					templateData: { mappingMode, value, schema } as unknown as INodeParameters,
				},
				[{ openId, formId: harness.simulator.submitForm(openId), ...item }],
			);
		}
		const shown = harness.simulator.delivered.map(({ fields }) => fields.map((one) => one.value));
		expect(shown).toEqual([Object.values(mapped), Object.values(mapped)]);
	});
});

test('today WeChat answers 45103, and the error says what to use instead', async () => {
	harness.simulator.state.retiredApi = 'retired';
	const { error } = await harness.run({
		resource: 'templateLibrary',
		operation: 'getAll',
		messageType: 'template',
	});
	expect(error?.message).toBe('WeChat no longer offers Template Messages');
	expect((error as Error & { description: string }).description).toContain('Subscribe Message');
	expect(harness.simulator.calledTimes(LIST_LIBRARY)).toBe(1);
});

test('several input items each get their own records, paired', async () => {
	const result = await harness.run(
		{
			resource: 'templateLibrary',
			operation: 'getKeywords',
			messageType: 'template',
			libraryTitle: byId('={{ $json.id }}'),
		},
		[{ id: 'AT0036' }, { id: 'AT0002' }],
	);
	expect(jsonsOf(result).map(({ id }) => id)).toEqual([
		...Array.from({ length: 5 }, () => 'AT0036'),
		...Array.from({ length: 3 }, () => 'AT0002'),
	]);
	expect(pairsOf(result)).toEqual([
		...Array.from({ length: 5 }, () => ({ item: 0 })),
		...Array.from({ length: 3 }, () => ({ item: 1 })),
	]);
});
