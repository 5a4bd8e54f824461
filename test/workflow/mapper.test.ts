import { mapperOf, savedMapper, sendMapped } from '../support/savedMapper';
import { useSendScene } from '../support/sendScene';
import { workflowIssue } from '../support/workflowIssue';

const scene = useSendScene();

describe('Map Each Field Manually', () => {
	test('sends what was entered for a Subscribe Message', async () => {
		const templateId = await scene.allowedTemplate(661, '1,2,3,4');
		const templateData = await savedMapper(scene.harness, templateId, {
			values: {
				thing1: '={{ $json.drink }}',
				amount2: '={{ $json.price }}元',
				number3: 2,
				time4: '2024年6月8日 10:30',
			},
		});

		const sent = await scene.send(sendMapped(templateId, templateData), {
			drink: '咖啡',
			price: 18,
		});

		expect(sent).toMatchObject({ errcode: 0, touser: scene.openId, template_id: templateId });
		expect(scene.shown).toEqual({
			thing1: '咖啡',
			amount2: '18元',
			number3: '2',
			time4: '2024年6月8日 10:30',
		});
	});

	test('sends what was entered for a Template Message, colored and enlarged', async () => {
		const templateId = await scene.harness.addTemplateMessageTemplate();
		const messageType = 'template';
		const templateData = await savedMapper(scene.harness, templateId, {
			messageType,
			values: { keyword1: 'TIT造舰厂', keyword2: '={{ $json.day }}', keyword3: '咖啡' },
		});
		const options = {
			emphasisKeyword: 'keyword3',
			keywordColors: { colors: [{ keyword: 'keyword1', color: '#173177' }] },
		};

		await scene.send(sendMapped(templateId, templateData, { messageType, options }), {
			...scene.form(),
			day: '2016年6月6日',
		});

		expect(scene.harness.simulator.delivered[0].fields).toEqual([
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
		const templateId = await scene.harness.addTemplateMessageTemplate();
		const messageType = 'template';
		const templateData = await savedMapper(scene.harness, templateId, {
			messageType,
			values: { keyword1: 'TIT造舰厂', keyword2: '2016年6月6日', keyword3: '={{ $json.none }}' },
			removed: ['keyword2'],
		});

		await scene.send(sendMapped(templateId, templateData, { messageType }), scene.form());

		expect(scene.shown).toEqual({ keyword1: 'TIT造舰厂', keyword2: '', keyword3: '' });
	});

	test('a chosen enum value is sent, one that the template does not list is refused', async () => {
		const templateId = await scene.allowedTemplate(20002, '1,2');
		const mapped = async (place: string) =>
			sendMapped(
				templateId,
				await savedMapper(scene.harness, templateId, {
					values: { time1: '12:00', enum_string2: place },
				}),
			);

		await scene.send(await mapped('厨房'));
		expect(scene.shown).toEqual({ time1: '12:00', enum_string2: '厨房' });

		await expect(
			scene.send(await mapped('={{ $json.place }}'), { place: '花园' }),
		).rejects.toMatchObject({
			message: expect.stringContaining('"所在位置" is not in the form'),
			description: expect.stringContaining(
				'WeChat takes one of: 客厅, 餐厅, 厨房, 卧室, e.g. 客厅. The value is "花园".',
			),
		});
		await expect(scene.send(await mapped('花园'))).rejects.toMatchObject(
			workflowIssue('enum_string2'),
		);
		expect(scene.harness.simulator.calledTimes('/cgi-bin/message/subscribe/send')).toBe(1);
	});

	test('n8n does not start with a required field left empty', async () => {
		const templateId = await scene.allowedTemplate();
		const templateData = await savedMapper(scene.harness, templateId, {
			values: { thing1: '咖啡' },
		});
		await expect(scene.send(sendMapped(templateId, templateData))).rejects.toMatchObject(
			workflowIssue('Field "amount2" is required'),
		);
	});

	test.each([[null], ['']])('an expression that gives %j is told by the label', async (price) => {
		const templateId = await scene.allowedTemplate();
		const templateData = await savedMapper(scene.harness, templateId, {
			values: { thing1: '咖啡', amount2: '={{ $json.price }}' },
		});
		const result = await scene.run(sendMapped(templateId, templateData), [
			{ price: '18.00元' },
			{ price },
		]);
		expect(result.error).toMatchObject({
			message: 'The field "商品金额" of the template has no value',
			description: expect.stringContaining('Nothing was sent for any item.'),
			context: expect.objectContaining({ itemIndex: 1 }),
		});
		expect(scene.harness.simulator.delivered).toEqual([]);
	});

	test('values that are hand-written beside the saved fields are sent too', async () => {
		const templateId = await scene.allowedTemplate();
		const templateData = mapperOf([], {}, 'defineBelow');
		templateData.value = { thing1: '咖啡', amount2: '18.00元' };
		await scene.send(sendMapped(templateId, templateData));
		expect(scene.shown).toEqual({ thing1: '咖啡', amount2: '18.00元' });
	});
});

describe.each(['defineBelow', 'autoMapInputData'] as const)('In the mode %s', (mode) => {
	test('a template chosen by an expression is refused with the way out', async () => {
		const templateId = await scene.allowedTemplate();
		const values = { thing1: '咖啡', amount2: '18.00元' };
		const templateData = await savedMapper(scene.harness, templateId, { mode, values });
		for (const locator of [
			{ __rl: true, mode: 'id', value: '={{ $json.templateId }}' },
			'={{ $json.templateId }}',
		]) {
			await expect(
				scene.send(sendMapped(templateId, templateData, { templateId: locator }), {
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
		const templateId = await scene.allowedTemplate();
		await expect(
			scene.send(sendMapped(templateId, mapperOf([], {}, mode)), { thing1: '咖啡' }),
		).rejects.toMatchObject({
			message: 'The parameter "Fields" holds none of the fields of the template',
		});
	});

	test('a template that was deleted since is told', async () => {
		const templateId = await scene.allowedTemplate();
		const values = { thing1: '咖啡', amount2: '18.00元' };
		const templateData = await savedMapper(scene.harness, templateId, { mode, values });
		scene.harness.simulator.account.subscribeTemplates.delete(templateId);
		await expect(scene.send(sendMapped(templateId, templateData), values)).rejects.toMatchObject({
			message: 'This account has no template with this ID',
			description: expect.stringContaining('Pick the template from the list'),
		});
	});

	test('a field that the saved template did not have is told, with what to do', async () => {
		const saved = await scene.allowedTemplate(661, '1,2');
		const values = { thing1: '咖啡', amount2: '18.00元' };
		const templateData = await savedMapper(scene.harness, saved, { mode, values });
		const changed = await scene.allowedTemplate(661, '1,3');
		await expect(scene.send(sendMapped(changed, templateData), values)).rejects.toMatchObject({
			message: 'WeChat found no value for number3',
			description: expect.stringContaining('Refresh Field List'),
		});
		expect(scene.harness.simulator.delivered).toEqual([]);
	});
});

test.each([
	['{}', 'holds no field of the template'],
	['={{ {} }}', 'holds no field of the template'],
	['', 'is empty'],
	['={{ $json.none }}', 'is empty'],
])('the JSON %j is refused before anything is sent', async (templateDataJson, why) => {
	const templateId = await scene.allowedTemplate();
	await expect(
		scene.send({ ...scene.harness.sendParameters(templateId), templateDataJson }),
	).rejects.toMatchObject({
		message: `The parameter "Data (JSON)" ${why}`,
		description: expect.stringContaining('Template > Get Many shows the keys.'),
	});
	expect(scene.harness.simulator.calledTimes('/cgi-bin/message/subscribe/send')).toBe(0);
});
