import type { IDataObject } from 'n8n-workflow';

import { mapperOf, savedMapper, sendMapped } from '../support/savedMapper';
import { useSendScene } from '../support/sendScene';

const mode = 'autoMapInputData';

const scene = useSendScene();

describe('Map Automatically', () => {
	test('takes values by key or by label, keys first', async () => {
		const templateId = await scene.allowedTemplate(661, '1,2,3');
		const templateData = await savedMapper(scene.harness, templateId, { mode });

		await scene.send(sendMapped(templateId, templateData), {
			thing1: '咖啡',
			商品名称: '茶',
			商品金额: '18.00元',
			number3: null,
			商品数量: 2,
			unrelated: { deep: true },
		});

		expect(scene.shown).toEqual({ thing1: '咖啡', amount2: '18.00元', number3: '2' });
	});

	test('fills the fields of a Template Message that the item has, removed ones too', async () => {
		const templateId = await scene.harness.addTemplateMessageTemplate();
		const messageType = 'template';
		const templateData = await savedMapper(scene.harness, templateId, {
			mode,
			messageType,
			removed: ['keyword2'],
		});

		await scene.send(sendMapped(templateId, templateData, { messageType }), {
			...scene.form(),
			购买地点: 'TIT造舰厂',
			keyword2: '2016年6月6日',
		});

		expect(scene.shown).toEqual({ keyword1: 'TIT造舰厂', keyword2: '2016年6月6日', keyword3: '' });
	});

	test('a value that the item lacks is told by its label', async () => {
		const templateId = await scene.allowedTemplate();
		const templateData = await savedMapper(scene.harness, templateId, { mode });
		await expect(
			scene.send(sendMapped(templateId, templateData), { thing1: '咖啡' }),
		).rejects.toMatchObject({ message: 'The field "商品金额" of the template has no value' });
	});

	describe('with labels that do not name one field', () => {
		const field = (id: string, label: string) => ({
			id,
			displayName: `${label} - max 20 chars`,
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
			// thing1 物品名称, thing7 商品名称, thing9 收货地址: only the saved labels are made up.
			const templateId = await scene.allowedTemplate(3098, '1,7,9');
			const schema = fields.map(([id, label]) => field(id, label));
			return await scene.send(sendMapped(templateId, mapperOf(schema, {}, mode)), item);
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
			expect(scene.harness.simulator.delivered).toEqual([]);
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
			expect(scene.shown).toEqual({ thing1: '二', thing7: '三', thing9: '四' });
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
