import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { NODE } from '../support/harness';
import { savedMapper, sendMapped } from '../support/savedMapper';
import { useSendScene } from '../support/sendScene';

const scene = useSendScene();

/** Moments as workflows hold them; the workflow's time zone is Asia/Shanghai. */
const moments: Array<[what: string, expression: string, item: IDataObject, text: string]> = [
	[
		'an ISO text in UTC',
		'={{ $json.at }}',
		{ at: '2024-06-01T04:05:59.999Z' },
		'2024年6月1日 12:05',
	],
	[
		'an ISO text with offset',
		'={{ $json.at }}',
		{ at: '2024-06-01T00:05:00-04:00' },
		'2024年6月1日 12:05',
	],
	[
		'a Luxon value',
		'={{ DateTime.fromISO("2024-06-01T00:05", { zone: "America/New_York" }) }}',
		{},
		'2024年6月1日 12:05',
	],
	['a Date', '={{ new Date(Date.UTC(2024, 5, 1, 4, 5)) }}', {}, '2024年6月1日 12:05'],
	[
		'text from toDateTime',
		'={{ $json.at.toDateTime() }}',
		{ at: '2024-06-01' },
		'2024年6月1日 00:00',
	],
	[
		'text formatted by the author',
		'={{ DateTime.fromISO("2024-06-01T12:05").toFormat("yyyy-MM-dd HH:mm") }}',
		{},
		'2024-06-01 12:05',
	],
];

describe.each(moments)('%s', (_what, expression, item, text) => {
	test('becomes the form of WeChat in a Subscribe Message', async () => {
		const templateId = await scene.allowedTemplate(661, '1,4');
		const values = { thing1: '咖啡', time4: expression };
		const templateData = await savedMapper(scene.harness, templateId, { values });
		await scene.send(sendMapped(templateId, templateData), item);
		expect(scene.shown.time4).toBe(text);
	});

	test('becomes the same through JSON', async () => {
		const templateId = await scene.allowedTemplate(661, '1,4');
		const inner = expression.replace(/^=\{\{|\}\}$/g, '');
		const parameters = {
			...scene.harness.sendParameters(templateId),
			templateDataJson: `={{ { thing1: "咖啡", time4: ${inner} } }}`,
		};
		await scene.send(parameters, item);
		expect(scene.shown.time4).toBe(text);
	});
});

test('moments are told in the time zone of the workflow', async () => {
	const templateId = await scene.allowedTemplate(661, '1,4');
	const values = { thing1: '咖啡', time4: '={{ $json.at }}' };
	const templateData = await savedMapper(scene.harness, templateId, { values });
	const workflow = {
		...scene.harness.workflow(sendMapped(templateId, templateData)),
		settings: { timezone: 'America/New_York' },
	};
	const input = [{ openId: scene.openId, at: '2024-06-01T02:05:00Z' }];

	const result = await scene.harness.engine.run(workflow, { input });

	expect(result.error).toBeUndefined();
	expect(scene.shown.time4).toBe('2024年5月31日 22:05');
});

test('a Luxon value in a Template Message has the form of WeChat', async () => {
	const templateId = await scene.harness.addTemplateMessageTemplate('AT0002', '4');
	const messageType = 'template';
	const templateData = await savedMapper(scene.harness, templateId, {
		messageType,
		values: { keyword1: '={{ DateTime.fromISO("2024-06-01T04:05Z") }}' },
	});
	await scene.send(sendMapped(templateId, templateData, { messageType }), scene.form());
	expect(scene.shown.keyword1).toBe('2024年6月1日 12:05');
});

test.each([
	['={{ 1e15 }}', '1000000000000000'],
	['={{ 0.0000001 }}', '0.0000001'],
	['={{ 1234567.5 }}', '1234567.5'],
	['={{ 2 }}', '2'],
	['={{ 9007199254740993n }}', '9007199254740993'],
])('the number %s is sent without exponent and thousands separators', async (number, text) => {
	const templateId = await scene.allowedTemplate(661, '1,3');
	const values = { thing1: number, number3: number };
	const templateData = await savedMapper(scene.harness, templateId, { values });
	const options = { onInvalidValue: 'shorten' };
	await scene.send(sendMapped(templateId, templateData, { options }));
	expect(scene.shown.number3).toBe(text);
});

test('an ID in JSON keeps all its digits', async () => {
	const templateId = await scene.allowedTemplate(661, '1,3');
	await scene.send({
		...scene.harness.sendParameters(templateId),
		templateDataJson: '{ "thing1": "咖啡", "number3": 3395159288267931652 }',
	});
	expect(scene.shown.number3).toBe('3395159288267931652');
});

describe('a value that WeChat would refuse', () => {
	const long = '广州至北京'.repeat(20);
	const parametersFor = async (options: INodeParameters) => {
		const templateId = await scene.allowedTemplate(661, '1,2');
		const values = { thing1: '={{ $json.what }}', amount2: '={{ $json.price }}' };
		const templateData = await savedMapper(scene.harness, templateId, { values });
		return sendMapped(templateId, templateData, { options });
	};
	const good = { what: '咖啡', price: '18元' };

	test.each<[string, IDataObject, string, string]>([
		[
			'too long',
			{ ...good, what: long },
			'The value of the field "商品名称" is too long',
			`WeChat takes text, at most 20 characters, without line breaks, e.g. 广州至北京. The value is "${long.slice(0, 40)}…". The option "On Invalid Value" can cut texts that are too long.`,
		],
		[
			'not in the form',
			{ ...good, price: '1,000元' },
			'The value of the field "商品金额" is not in the form that WeChat takes',
			'WeChat takes amount, at most 10 digits, with decimals, one currency symbol in front or 元 behind if need be, without thousands separators, e.g. ￥100. The value is "1,000元". The option "On Invalid Value" can send it as it is, for WeChat to decide.',
		],
		[
			'a list',
			{ ...good, what: ['a', 'b'] },
			'The field "商品名称" of the template holds something that is not a text, number or date',
			'Give one value for each field; put lists and objects together with an expression.',
		],
		[
			'yes or no',
			{ ...good, what: true },
			'The field "商品名称" of the template holds something that is not a text, number or date',
			'Give one value for each field; put lists and objects together with an expression.',
		],
	])('%s is told with label, value, rule, example and item', async (_name, bad, message, why) => {
		const result = await scene.run(await parametersFor({}), [good, good, bad]);
		expect(result.error).toMatchObject({
			message,
			description: `${why} It is item 2, counted from 0. Nothing was sent for any item.`,
			context: expect.objectContaining({
				itemIndex: 2,
				items: { done: [], unknown: [], failed: [2], notTried: [0, 1] },
			}),
		});
		expect(scene.harness.simulator.delivered).toEqual([]);
	});

	test('is cut where only its length is wrong, and hinted at by its label', async () => {
		const parameters = await parametersFor({ onInvalidValue: 'shorten' });
		const result = await scene.run(parameters, [good, { ...good, what: long }]);
		expect(result.error).toBeUndefined();
		expect(scene.harness.simulator.delivered.map(({ fields }) => fields[0].value)).toEqual([
			'咖啡',
			'广州至北京广州至北京广州至北京广州至北…',
		]);
		expect(result.hints(NODE).map(({ message }) => message)).toEqual([
			`"商品名称" was cut to WeChat's limit in item 1`,
		]);
	});

	test('is not cut where a part of it would be a wrong value', async () => {
		const parameters = await parametersFor({ onInvalidValue: 'shorten' });
		const result = await scene.run(parameters, [{ ...good, price: '12345678901' }]);
		expect(result.error).toMatchObject({
			message: 'The value of the field "商品金额" is not in the form that WeChat takes',
		});
		expect(scene.harness.simulator.delivered).toEqual([]);
	});

	test('with Continue On Fail the others are sent', async () => {
		const result = await scene.harness.run(
			await parametersFor({}),
			[good, { ...good, what: long }, good].map((item) => ({ openId: scene.openId, ...item })),
			{ onError: 'continueRegularOutput' },
		);
		expect(result.items(NODE).map(({ json }) => json.error ?? json.errcode)).toEqual([
			0,
			'The value of the field "商品名称" is too long',
			0,
		]);
	});
});

describe('a value that only WeChat refuses (47003)', () => {
	test('is told by its label', async () => {
		const templateId = await scene.allowedTemplate(3098, '1,3');
		const values = { thing1: '周末拼团', name3: '用户8851' };
		const templateData = await savedMapper(scene.harness, templateId, { values });
		await expect(scene.send(sendMapped(templateId, templateData))).rejects.toMatchObject({
			message: 'WeChat does not accept the value for 团长 (name3)',
			description: expect.stringContaining(
				'Compare it with the example that Template > Get Many shows.',
			),
		});
	});

	test('is told by its label where WeChat has cut its answer', async () => {
		const templateId = await scene.allowedTemplate(755, '1,3');
		const values = { character_string1: 'CZ20240601', amount3: '100元' };
		const templateData = await savedMapper(scene.harness, templateId, { values });
		scene.harness.simulator.order({
			path: '/cgi-bin/message/subscribe/send',
			kind: 'errcode',
			errcode: 47003,
			errmsg: 'argument invalid! data.character_string1.value i rid: 648195c0-69a509f1-0d6eaf0b',
		});
		await expect(scene.send(sendMapped(templateId, templateData))).rejects.toMatchObject({
			message: 'WeChat found no value, or none that it accepts, for 交易单号 (character_string1)',
			description: expect.stringContaining('WeChat request ID: 648195c0-69a509f1-0d6eaf0b'),
		});
	});
});
