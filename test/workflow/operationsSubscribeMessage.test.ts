/* eslint-disable @n8n/community-nodes/no-hardcoded-secrets -- names of WeChat's fields and paths */
import type { INodeParameters } from 'n8n-workflow';

import { errorCodes } from '../../wechat/errorCodes';
import { byId } from '../support/harness';
import { jsonsOf, pairsOf, recordsOf, useTappedHarness } from '../support/tappedHarness';

const CATEGORIES = '/wxaapi/newtmpl/getcategory';
const TITLES = '/wxaapi/newtmpl/getpubtemplatetitles';
const KEYWORDS = '/wxaapi/newtmpl/getpubtemplatekeywords';
const ADD = '/wxaapi/newtmpl/addtemplate';
const LIST = '/wxaapi/newtmpl/gettemplate';
const DELETE = '/wxaapi/newtmpl/deltemplate';
const SEND = '/cgi-bin/message/subscribe/send';

const harness = useTappedHarness();

const run = async (resource: string, operation: string, parameters: INodeParameters = {}) =>
	await recordsOf(harness, { resource, operation, messageType: 'subscribe', ...parameters });

const bodyOf = (path: string): unknown => JSON.parse(harness.wire.only(path).body);

/** The query of a call beside the token that every call carries. */
function queryOf(path: string): Record<string, string> {
	const { access_token: token, ...query } = harness.wire.only(path).query;
	expect(token).toBeTruthy();
	return query;
}

describe('Category', () => {
	test('Get Many lists the categories of the account', async () => {
		harness.simulator.account.settings.categories = [616, 670];
		expect(await run('category', 'getAll')).toEqual([
			{ id: 616, name: '公交' },
			{ id: 670, name: '线下超市/便利店' },
		]);
		expect(harness.wire.only(CATEGORIES).method).toBe('GET');
	});
});

describe('Template Library', () => {
	test("Get Many asks for categories as in WeChat's sample", async () => {
		const records = await run('templateLibrary', 'getAll', {
			categoryIds: '2,616',
			limit: 1,
		});
		expect(records).toEqual([{ tid: 99, title: '付款成功通知', type: 2, categoryId: '616' }]);
		expect(queryOf(TITLES)).toEqual({ ids: '2,616', start: '0', limit: '1' });
		expect(harness.simulator.calledTimes(CATEGORIES)).toBe(0);
	});

	test.each<[string, INodeParameters['categoryIds'], string]>([
		['picked from the list', [616, 2], '616,2'],
		['as texts', ['616', '2'], '616,2'],
		['one, as a number', '={{ 616 }}', '616'],
	])('Get Many takes categories %s', async (_case, categoryIds, ids) => {
		await run('templateLibrary', 'getAll', { categoryIds, limit: 1 });
		expect(queryOf(TITLES).ids).toBe(ids);
	});

	test("Get Many without categories takes all of the account's", async () => {
		harness.simulator.account.settings.categories = [616, 2];
		const records = await run('templateLibrary', 'getAll', { limit: 1 });
		expect(records).toHaveLength(1);
		expect(queryOf(TITLES).ids.split(',').sort()).toEqual(['2', '616']);
		expect(harness.simulator.calledTimes(CATEGORIES)).toBe(1);
	});

	test('Get Many says where to choose a category when the account has none', async () => {
		harness.simulator.account.settings.categories = [];
		const { error } = await harness.run({
			resource: 'templateLibrary',
			operation: 'getAll',
			messageType: 'subscribe',
		});
		expect(error?.message).toBe('The Mini Program has no category, so no template library');
		expect((error as Error & { description: string }).description).toContain('服务类目');
	});

	test("Get Keywords puts out WeChat's sample with the title's id beside it", async () => {
		expect(await run('templateLibrary', 'getKeywords', { libraryTitle: byId(99) })).toEqual([
			{ tid: '99', kid: 1, name: '物品名称', example: '名称', rule: 'thing' },
		]);
		expect(queryOf(KEYWORDS)).toEqual({ tid: '99' });
	});
});

describe('Template', () => {
	test.each<[string, number[], string]>([
		['2,1', [2, 1], '会议时间:{{date2.DATA}}\n会议地点:{{thing1.DATA}}\n'],
		['1,2', [1, 2], '会议地点:{{thing1.DATA}}\n会议时间:{{date2.DATA}}\n'],
	])('Add sends the keywords %s in their order', async (keywordIds, kidList, content) => {
		const [added] = await run('template', 'add', {
			libraryTitle: byId(20001),
			keywordIds,
			sceneDescription: ' 报名后通知 ',
		});

		expect(added).toEqual({ priTmplId: expect.stringMatching(/^[\w-]{43}$/) });
		const { contentType, body } = harness.wire.only(ADD);
		expect(contentType).toBe('application/json');
		expect(JSON.parse(body)).toEqual({ tid: '20001', kidList, sceneDesc: '报名后通知' });
		expect(body).toContain('报名后通知');
		const [template] = await run('template', 'getAll');
		expect(template).toMatchObject({ ...added, title: '报名结果通知', content, type: 2 });
	});

	test('Add that WeChat refuses with 200022 and no id is told as that refusal', async () => {
		harness.simulator.order({
			kind: 'errcode',
			errcode: 200022,
			path: ADD,
		});
		const { error } = await harness.run({
			resource: 'template',
			operation: 'add',
			messageType: 'subscribe',
			libraryTitle: byId(661),
			keywordIds: '1,2',
		});
		expect(error).toMatchObject({ httpCode: '200022', message: errorCodes[200022].what });
	});

	test('Add of a template that the account has gives its id (200022)', async () => {
		const first = await run('template', 'add', { libraryTitle: byId(661), keywordIds: '1,2' });
		const again = await run('template', 'add', { libraryTitle: byId(661), keywordIds: '1,2' });
		expect(again).toEqual(first);
		expect(harness.simulator.calls.filter(({ path }) => path === ADD)).toEqual([
			expect.objectContaining({ errcode: 0 }),
			expect.objectContaining({ errcode: 200022 }),
		]);
	});

	test('Get Many keeps the values that enum keywords take, and obeys the limit', async () => {
		await run('template', 'add', { libraryTitle: byId(20002), keywordIds: '1,2,3' });
		await run('template', 'add', { libraryTitle: byId(661), keywordIds: '1,2' });
		harness.wire.forget();

		const records = await run('template', 'getAll', { limit: 1 });

		expect(records).toEqual([
			{
				priTmplId: expect.any(String),
				title: '洗衣机故障提醒',
				content:
					'完成时间:{{time1.DATA}}\n所在位置:{{enum_string2.DATA}}\n提示说明:{{enum_string3.DATA}}\n',
				example:
					'完成时间:2021年10月21日 12:00:00\n所在位置:客厅\n提示说明:设备发生故障，导致工作异常，请及时查看\n',
				keywordEnumValueList: [
					{ enumValueList: ['客厅', '餐厅', '厨房', '卧室'], keywordCode: 'enum_string2.DATA' },
					{
						enumValueList: ['设备发生故障，导致工作异常，请及时查看'],
						keywordCode: 'enum_string3.DATA',
					},
				],
				type: 3,
			},
		]);
		expect(queryOf(LIST)).toEqual({});
		expect(await run('template', 'getAll', { returnAll: true })).toHaveLength(2);
	});

	test('Delete takes the template away', async () => {
		const templateId = await harness.addSubscribeTemplate();
		expect(await run('template', 'delete', { templateId: byId(templateId) })).toEqual([
			{ deleted: true, priTmplId: templateId },
		]);
		expect(bodyOf(DELETE)).toEqual({ priTmplId: templateId });
		expect(harness.wire.only(DELETE).contentType).toBe('application/json');
		expect(await run('template', 'getAll')).toEqual([]);
	});
});

describe('Message > Send', () => {
	let templateId: string;
	let openId: string;
	beforeEach(async () => {
		templateId = await harness.addSubscribeTemplate();
		openId = harness.simulator.user('anna');
		harness.simulator.subscribe(openId, templateId, 3);
	});

	test('sends raw UTF-8, the page without its leading slash, and the chosen options', async () => {
		const [sent] = await recordsOf(
			harness,
			harness.sendParameters(templateId, {
				page: '/pages/index/index?foo=bar',
				miniprogramState: 'trial',
				lang: 'zh_HK',
			}),
			[{ openId }],
		);

		const { contentType, body } = harness.wire.only(SEND);
		expect(contentType).toBe('application/json');
		expect(JSON.parse(body)).toEqual({
			touser: openId,
			template_id: templateId,
			page: 'pages/index/index?foo=bar',
			data: { thing1: { value: '咖啡' }, amount2: { value: '18.00元' } },
			miniprogram_state: 'trial',
			lang: 'zh_HK',
		});
		expect(body).toContain('咖啡');
		expect(harness.simulator.delivered).toEqual([
			expect.objectContaining({ openId, msgid: sent.msgid, page: 'pages/index/index?foo=bar' }),
		]);
	});

	test('puts the 64-bit msgid out as text, digit for digit', async () => {
		const [sent] = await recordsOf(harness, harness.sendParameters(templateId), [{ openId }]);
		expect(sent).toEqual({
			errcode: 0,
			errmsg: 'ok',
			msgid: expect.stringMatching(/^\d{19}$/),
			touser: openId,
			template_id: templateId,
		});
		expect(sent.msgid).toBe(harness.simulator.delivered[0].msgid);
		expect(Number.isSafeInteger(Number(sent.msgid))).toBe(false);
	});

	test.each([
		['a msgid', '{"msgid":7}', { msgid: '7' }],
		['an errcode, as older answers have it', '{"errcode":0}', {}],
	])('takes an answer with nothing but %s', async (_case, body, more) => {
		harness.simulator.order({ kind: 'body', path: SEND, body, taken: true });
		expect(await recordsOf(harness, harness.sendParameters(templateId), [{ openId }])).toEqual([
			{ errcode: 0, errmsg: 'ok', ...more, touser: openId, template_id: templateId },
		]);
	});

	test.each([
		['the bare values', '{ "thing1": "咖啡", "amount2": "18.00元" }'],
		["WeChat's form", '{ "thing1": { "value": "咖啡" }, "amount2": { "value": "18.00元" } }'],
		['keys with .DATA', '{ "thing1.DATA": "咖啡", "amount2.DATA": "18.00元" }'],
	])('takes data as JSON with %s', async (_case, templateDataJson) => {
		const parameters = { ...harness.sendParameters(templateId), templateDataJson };
		await recordsOf(harness, parameters, [{ openId }]);
		expect(bodyOf(SEND)).toMatchObject({
			data: { thing1: { value: '咖啡' }, amount2: { value: '18.00元' } },
		});
	});

	test('keeps every digit of a long number in JSON', async () => {
		const [{ priTmplId }] = await run('template', 'add', {
			libraryTitle: byId(6271),
			keywordIds: '1,3',
		});
		harness.simulator.subscribe(openId, String(priTmplId));
		const parameters = {
			...harness.sendParameters(String(priTmplId)),
			templateDataJson: '{ "character_string1": 20161031162645020777, "amount3": 18 }',
		};
		await recordsOf(harness, parameters, [{ openId }]);
		expect(bodyOf(SEND)).toMatchObject({
			data: { character_string1: { value: '20161031162645020777' }, amount3: { value: '18' } },
		});
	});

	test('trims the recipient and the template that came with spaces', async () => {
		const parameters = {
			...harness.sendParameters(templateId),
			templateId: byId(` ${templateId}\n`),
		};
		const [sent] = await recordsOf(harness, parameters, [{ openId: ` ${openId} ` }]);
		expect(sent).toMatchObject({ touser: openId, template_id: templateId });
	});

	test('shortens a value that is too long where asked to, and says for which items', async () => {
		const parameters = {
			...harness.sendParameters(templateId, { onInvalidValue: 'shorten' }),
			templateDataJson: '={{ { thing1: $json.thing, amount2: "18.00元" } }}',
		};
		const result = await harness.run(parameters, [
			{ openId, thing: '咖啡' },
			{ openId, thing: '广州至北京'.repeat(5) },
		]);
		expect(jsonsOf(result)).toHaveLength(2);
		const values = harness.simulator.delivered.map(({ fields }) => fields[0].value);
		expect(values[0]).toBe('咖啡');
		expect(Array.from(values[1])).toHaveLength(20);
		expect(values[1]).toMatch(/^(广州至北京)+.*…$/);
		expect(result.hints('WeChat Mini Program')).toEqual([
			expect.objectContaining({ message: expect.stringMatching(/thing1.*item.*1/) }),
		]);
	});
});

test('each input item has its own template and its own keywords', async () => {
	const result = await harness.run(
		{
			resource: 'template',
			operation: 'add',
			messageType: 'subscribe',
			libraryTitle: byId('={{ $json.tid }}'),
			keywordIds: '={{ $json.keywords }}',
		},
		[
			{ tid: 661, keywords: [4, 1] },
			{ tid: '434', keywords: '9,1' },
		],
	);
	const ids = jsonsOf(result).map(({ priTmplId }) => priTmplId);
	expect(pairsOf(result)).toEqual([{ item: 0 }, { item: 1 }]);
	const templates = await run('template', 'getAll', { returnAll: true });
	const contents = ids.map((id) => templates.find(({ priTmplId }) => priTmplId === id)?.content);
	expect(contents).toEqual([
		'下单时间:{{time4.DATA}}\n商品名称:{{thing1.DATA}}\n',
		'订单金额:{{amount9.DATA}}\n商品名称:{{thing1.DATA}}\n',
	]);
});
