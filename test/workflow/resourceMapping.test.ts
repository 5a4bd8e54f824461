import type { INodeParameters } from 'n8n-workflow';

import { byId, useHarnessByTest } from '../support/harness';

const [harness, start] = useHarnessByTest();

const fieldsOf = async (parameters: INodeParameters) =>
	await harness.engine.resourceMapping(harness.node(parameters), 'getTemplateFields');

const field = (id: string, displayName: string, required: boolean) => ({
	id,
	displayName,
	required,
	defaultMatch: false,
	display: true,
	canBeUsedToMatch: false,
	readOnly: false,
	removed: false,
	type: 'string',
});

test('a Subscribe Message template has a required field for each keyword, with its rule', async () => {
	await start();
	const templateId = await harness.addSubscribeTemplate(661, '1,4,2');

	expect(await fieldsOf({ templateId: byId(templateId) })).toEqual({
		fields: [
			field('thing1', '商品名称 - max 20 chars', true),
			field('time4', '下单时间 - time', true),
			field('amount2', '商品金额 - amount', true),
		],
	});
});

test('a keyword of fixed values is a list of them', async () => {
	await start();
	const templateId = await harness.addSubscribeTemplate(20002, '1,2');

	const { fields } = await fieldsOf({ templateId: byId(templateId) });

	expect(fields[1]).toEqual({
		...field('enum_string2', '所在位置 - fixed values', true),
		type: 'options',
		options: ['客厅', '餐厅', '厨房', '卧室'].map((value) => ({ name: value, value })),
	});
});

test('a Template Message template has optional fields without rules', async () => {
	await start({ retiredApi: 'working' });
	const templateId = await harness.addTemplateMessageTemplate('AT0002', '3,4');

	expect(await fieldsOf({ messageType: 'template', templateId: byId(templateId) })).toEqual({
		fields: [field('keyword1', '购买地点', false), field('keyword2', '购买时间', false)],
	});
});

test.each([
	['none is chosen', { __rl: true, mode: 'list', value: '' }],
	['an expression chooses it', byId('={{ $json.templateId }}')],
])('where %s there is a notice instead, and no call', async (_name, templateId) => {
	await start();
	expect(await fieldsOf({ templateId })).toEqual({
		fields: [],
		emptyFieldsNotice: expect.stringContaining('set "Data Mode" to "Using JSON"'),
	});
	expect(harness.simulator.calls).toEqual([]);
});

test('a deleted template has a notice', async () => {
	await start();
	expect(await fieldsOf({ templateId: byId('x'.repeat(43)) })).toEqual({
		fields: [],
		emptyFieldsNotice: expect.stringContaining('no such template'),
	});
});

test('fields that cannot be read say why, with no trace of the secret or the token', async () => {
	await start();
	const templateId = await harness.addSubscribeTemplate();
	harness.simulator.order({ path: '/wxaapi/newtmpl/gettemplate', kind: 'errcode', errcode: 50007 });

	const failure = await fieldsOf({ templateId: byId(templateId) });

	expect(failure).toEqual({
		fields: [],
		emptyFieldsNotice: expect.stringMatching(/^The account is frozen\. /),
	});
	const { appSecret } = harness.simulator.account;
	const stored = harness.engine.credentials.read(harness.credential.id ?? '');
	const told = JSON.stringify(failure);
	expect(told).not.toContain(appSecret);
	expect(String(stored.data.accessToken)).not.toBe('');
	expect(told).not.toContain(String(stored.data.accessToken));
});

test('fields that cannot be read again are kept, with their values', async () => {
	await start();
	const templateId = byId(await harness.addSubscribeTemplate());
	harness.simulator.order({ path: '/wxaapi/newtmpl/gettemplate', kind: 'errcode', errcode: 50007 });

	const templateData = { schema: [{ id: 'thing1', displayName: '商品名称 - max 20 chars' }] };
	await expect(fieldsOf({ templateId, templateData })).rejects.toMatchObject({
		message: 'The account is frozen',
	});
});
