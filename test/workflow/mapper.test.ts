import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { Harness, NODE } from '../support/harness';
import { mapperOf, savedMapper, sendMapped } from '../support/savedMapper';

let harness: Harness;
let openId: string;
afterEach(async () => await harness.stop());

async function start(): Promise<void> {
	harness = await Harness.start({ retiredApi: 'working' });
	openId = harness.simulator.user('anna');
}

/** A template that anna has allowed. */
async function allowedTemplate(title?: number, keywordIds?: string): Promise<string> {
	const templateId = await harness.addSubscribeTemplate(title, keywordIds);
	harness.simulator.subscribe(openId, templateId, 9);
	return templateId;
}

async function send(parameters: INodeParameters, item: IDataObject = {}): Promise<IDataObject> {
	const result = await harness.run(parameters, [{ openId, ...item }]);
	if (result.error) throw result.error;
	return result.items(NODE)[0].json;
}

/** What the phone shows of the last message, by key. */
const shown = (): Record<string, string> => {
	const { fields } = harness.simulator.delivered[harness.simulator.delivered.length - 1];
	return Object.fromEntries(fields.map(({ key, value }) => [key, value]));
};

const formOf = () => ({ formId: harness.simulator.submitForm(openId) });

describe('Map Each Field Manually', () => {
	test('sends what was entered for a Subscribe Message', async () => {
		await start();
		const templateId = await allowedTemplate(661, '1,2,3,4');
		const templateData = await savedMapper(harness, templateId, {
			values: {
				thing1: '={{ $json.drink }}',
				amount2: '={{ $json.price }}元',
				number3: 2,
				time4: '2024年6月8日 10:30',
			},
		});

		const sent = await send(sendMapped(templateId, templateData), { drink: '咖啡', price: 18 });

		expect(sent).toMatchObject({ errcode: 0, touser: openId, template_id: templateId });
		expect(shown()).toEqual({
			thing1: '咖啡',
			amount2: '18元',
			number3: '2',
			time4: '2024年6月8日 10:30',
		});
	});

	test('sends what was entered for a Template Message, colored and enlarged', async () => {
		await start();
		const templateId = await harness.addTemplateMessageTemplate();
		const messageType = 'template';
		const templateData = await savedMapper(harness, templateId, {
			messageType,
			values: { keyword1: 'TIT造舰厂', keyword2: '={{ $json.day }}', keyword3: '咖啡' },
		});
		const options = {
			emphasisKeyword: 'keyword3',
			keywordColors: { colors: [{ keyword: 'keyword1', color: '#173177' }] },
		};

		await send(sendMapped(templateId, templateData, { messageType, options }), {
			...formOf(),
			day: '2016年6月6日',
		});

		expect(harness.simulator.delivered[0].fields).toEqual([
			{
				key: 'keyword1',
				label: '购买地点',
				value: 'TIT造舰厂',
				color: '#173177',
				emphasis: false,
			},
			{ key: 'keyword2', label: '购买时间', value: '2016年6月6日', emphasis: false },
			{ key: 'keyword3', label: '物品名称', value: '咖啡', emphasis: true },
		]);
	});

	test('a field that was removed is not sent, an empty one neither', async () => {
		await start();
		const templateId = await harness.addTemplateMessageTemplate();
		const messageType = 'template';
		const templateData = await savedMapper(harness, templateId, {
			messageType,
			values: { keyword1: 'TIT造舰厂', keyword2: '2016年6月6日', keyword3: '={{ $json.none }}' },
			removed: ['keyword2'],
		});

		await send(sendMapped(templateId, templateData, { messageType }), formOf());

		expect(shown()).toEqual({ keyword1: 'TIT造舰厂', keyword2: '', keyword3: '' });
	});

	test('a chosen enum value is sent, one that the template does not list is refused', async () => {
		await start();
		const templateId = await allowedTemplate(20002, '1,2');
		const mapped = async (place: string) =>
			sendMapped(
				templateId,
				await savedMapper(harness, templateId, {
					values: { time1: '12:00', enum_string2: place },
				}),
			);

		await send(await mapped('厨房'));
		expect(shown()).toEqual({ time1: '12:00', enum_string2: '厨房' });

		await expect(send(await mapped('={{ $json.place }}'), { place: '花园' })).rejects.toMatchObject(
			{
				message: expect.stringContaining('"所在位置" is not in the form'),
				description: expect.stringContaining(
					'WeChat takes one of: 客厅, 餐厅, 厨房, 卧室, e.g. 客厅. The value is "花园".',
				),
			},
		);
		await expect(send(await mapped('花园'))).rejects.toMatchObject({
			message: expect.stringContaining('enum_string2'),
		});
		expect(harness.simulator.calledTimes('/cgi-bin/message/subscribe/send')).toBe(1);
	});

	test('n8n does not start with a required field left empty', async () => {
		await start();
		const templateId = await allowedTemplate();
		const templateData = await savedMapper(harness, templateId, { values: { thing1: '咖啡' } });
		await expect(send(sendMapped(templateId, templateData))).rejects.toThrow(
			'Field "amount2" is required',
		);
	});

	test.each([[null], ['']])('an expression that gives %j is told by the label', async (price) => {
		await start();
		const templateId = await allowedTemplate();
		const templateData = await savedMapper(harness, templateId, {
			values: { thing1: '咖啡', amount2: '={{ $json.price }}' },
		});
		const result = await harness.run(sendMapped(templateId, templateData), [
			{ openId, price: '18.00元' },
			{ openId, price },
		]);
		expect(result.error).toMatchObject({
			message: 'The field "商品金额" of the template has no value',
			description: expect.stringContaining('Nothing was sent, for none of the items.'),
			context: expect.objectContaining({ itemIndex: 1 }),
		});
		expect(harness.simulator.delivered).toEqual([]);
	});

	test('values that are hand-written beside the saved fields are sent too', async () => {
		await start();
		const templateId = await allowedTemplate();
		const templateData = mapperOf([], {}, 'defineBelow');
		templateData.value = { thing1: '咖啡', amount2: '18.00元' };
		await send(sendMapped(templateId, templateData));
		expect(shown()).toEqual({ thing1: '咖啡', amount2: '18.00元' });
	});
});

describe('Map Automatically', () => {
	const mode = 'autoMapInputData';

	test('takes values by key or by label, keys first', async () => {
		await start();
		const templateId = await allowedTemplate(661, '1,2,3');
		const templateData = await savedMapper(harness, templateId, { mode });

		await send(sendMapped(templateId, templateData), {
			thing1: '咖啡',
			商品名称: '茶',
			商品金额: '18.00元',
			number3: null,
			商品数量: 2,
			unrelated: { deep: true },
		});

		expect(shown()).toEqual({ thing1: '咖啡', amount2: '18.00元', number3: '2' });
	});

	test('fills the fields of a Template Message that the item has, removed ones too', async () => {
		await start();
		const templateId = await harness.addTemplateMessageTemplate();
		const messageType = 'template';
		const templateData = await savedMapper(harness, templateId, {
			mode,
			messageType,
			removed: ['keyword2'],
		});

		await send(sendMapped(templateId, templateData, { messageType }), {
			...formOf(),
			购买地点: 'TIT造舰厂',
			keyword2: '2016年6月6日',
		});

		expect(shown()).toEqual({ keyword1: 'TIT造舰厂', keyword2: '2016年6月6日', keyword3: '' });
	});

	test('a value that the item lacks is told by its label', async () => {
		await start();
		const templateId = await allowedTemplate();
		const templateData = await savedMapper(harness, templateId, { mode });
		await expect(
			send(sendMapped(templateId, templateData), { thing1: '咖啡' }),
		).rejects.toMatchObject({ message: 'The field "商品金额" of the template has no value' });
	});

	describe('with labels that do not name one field', () => {
		const field = (id: string, label: string) => ({
			id,
			displayName: `${label} - text, at most 20 characters`,
			required: true,
			defaultMatch: false,
			display: true,
			type: 'string' as const,
		});
		const refusal = {
			message:
				'The item names a value "备注", which is the label of several fields of the template',
			description: expect.stringContaining('keys of the fields instead: thing1, thing7.'),
		};

		async function sendLabelled(fields: Array<[string, string]>, item: IDataObject) {
			await start();
			// thing1 物品名称, thing7 商品名称, thing9 收货地址: only the saved labels are made up.
			const templateId = await allowedTemplate(3098, '1,7,9');
			const schema = fields.map(([id, label]) => field(id, label));
			return await send(sendMapped(templateId, mapperOf(schema, {}, mode)), item);
		}

		test.each<[string, IDataObject]>([
			['both', { 备注: '一' }],
			['one of them, the other by its key', { 备注: '一', thing1: '二' }],
		])('a repeated label for %s is refused', async (_name, item) => {
			const fields: Array<[string, string]> = [
				['thing1', '备注'],
				['thing7', '备注'],
				['thing9', '地址'],
			];
			await expect(sendLabelled(fields, { ...item, 地址: '三' })).rejects.toMatchObject(refusal);
			expect(harness.simulator.delivered).toEqual([]);
		});

		test('keys tell the fields apart, whatever the label says', async () => {
			await sendLabelled(
				[
					['thing1', '备注'],
					['thing7', '备注'],
					['thing9', '地址'],
				],
				{ 备注: '一', thing1: '二', thing7: '三', 地址: '四' },
			);
			expect(shown()).toEqual({ thing1: '二', thing7: '三', thing9: '四' });
		});

		test('a label that is the key of another field is not taken for it', async () => {
			const fields: Array<[string, string]> = [
				['thing1', 'thing7'],
				['thing7', '备注'],
				['thing9', '地址'],
			];
			await expect(sendLabelled(fields, { thing7: '一', 地址: '二' })).rejects.toMatchObject({
				message: 'The field "thing7" of the template has no value',
			});
		});

		test('a label that every object knows is not taken from the object', async () => {
			const fields: Array<[string, string]> = [
				['thing1', 'constructor'],
				['thing7', '备注'],
				['thing9', '地址'],
			];
			await expect(sendLabelled(fields, { 备注: '一', 地址: '二' })).rejects.toMatchObject({
				message: 'The field "constructor" of the template has no value',
			});
		});
	});
});

describe.each(['defineBelow', 'autoMapInputData'] as const)('In the mode %s', (mode) => {
	test('a template chosen by an expression is refused with the way out', async () => {
		await start();
		const templateId = await allowedTemplate();
		const values = { thing1: '咖啡', amount2: '18.00元' };
		const templateData = await savedMapper(harness, templateId, { mode, values });
		for (const locator of [
			{ __rl: true, mode: 'id', value: '={{ $json.templateId }}' },
			'={{ $json.templateId }}',
		]) {
			await expect(
				send(sendMapped(templateId, templateData, { templateId: locator }), {
					templateId,
					...values,
				}),
			).rejects.toMatchObject({
				message: expect.stringContaining('"Template" is an expression'),
				description: expect.stringContaining('Set "Data Mode" to "Using JSON"'),
			});
		}
	});

	test('fields that were never loaded are told', async () => {
		await start();
		const templateId = await allowedTemplate();
		await expect(
			send(sendMapped(templateId, mapperOf([], {}, mode)), { thing1: '咖啡' }),
		).rejects.toMatchObject({
			message: 'The parameter "Fields" holds none of the fields of the template',
		});
	});

	test('a template that was deleted since is told', async () => {
		await start();
		const templateId = await allowedTemplate();
		const values = { thing1: '咖啡', amount2: '18.00元' };
		const templateData = await savedMapper(harness, templateId, { mode, values });
		harness.simulator.account.subscribeTemplates.delete(templateId);
		await expect(send(sendMapped(templateId, templateData), values)).rejects.toMatchObject({
			message: 'This account has no template with this ID',
			description: expect.stringContaining('Pick the template from the list'),
		});
	});

	test('a field that the saved template did not have is told, with what to do', async () => {
		await start();
		const saved = await allowedTemplate(661, '1,2');
		const values = { thing1: '咖啡', amount2: '18.00元' };
		const templateData = await savedMapper(harness, saved, { mode, values });
		const changed = await allowedTemplate(661, '1,3');
		await expect(send(sendMapped(changed, templateData), values)).rejects.toMatchObject({
			message: 'WeChat found no value for number3',
			description: expect.stringContaining('Refresh Field List'),
		});
		expect(harness.simulator.delivered).toEqual([]);
	});
});

test('JSON without a field is refused before anything is sent', async () => {
	await start();
	const templateId = await allowedTemplate();
	await expect(
		send({ ...harness.sendParameters(templateId), templateDataJson: '{}' }),
	).rejects.toMatchObject({
		message: 'The parameter "Data (JSON)" holds no field of the template',
		description: expect.stringContaining('Template > Get Many shows the keys.'),
	});
	expect(harness.simulator.calledTimes('/cgi-bin/message/subscribe/send')).toBe(0);
});
