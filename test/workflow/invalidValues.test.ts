import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { byId } from '../support/harness';
import { savedMapper, sendMapped } from '../support/savedMapper';
import { useSendScene } from '../support/sendScene';
import { jsonsOf, useTappedHarness } from '../support/tappedHarness';

const SEND = '/cgi-bin/message/subscribe/send';

const ROUNDED =
	'holds a number with more digits than a number can hold, so its last digits are lost';

describe('before anything is sent', () => {
	const scene = useSendScene();

	/** A mapped message with a coffee and the value of the item, for a time or a text. */
	async function mapped(key: string, mode: 'defineBelow' | 'autoMapInputData' = 'defineBelow') {
		const templateId = await scene.allowedTemplate(...templates[key]);
		const values = { thing1: '咖啡', [key]: '={{ $json.value }}' };
		return sendMapped(templateId, await savedMapper(scene.harness, templateId, { values, mode }));
	}
	const templates: Record<string, [number, string]> = {
		time4: [661, '1,4'],
		number3: [661, '1,3'],
	};

	/** A message whose values are given as JSON. */
	async function json(templateDataJson: string): Promise<INodeParameters> {
		const templateId = await scene.allowedTemplate();
		return { ...scene.harness.sendParameters(templateId), templateDataJson };
	}

	/** The error with which a run of these items stops. */
	async function refusal(parameters: INodeParameters, ...items: IDataObject[]) {
		const { error } = await scene.run(parameters, items);
		expect(scene.harness.simulator.delivered).toEqual([]);
		return error as Error & { description: string };
	}

	test.each(['2026年8月15日~2027年4月30日', '2027年4月30日', '2026-02-13', '08:00~12:00'])(
		'%s is a time',
		async (value) => {
			await scene.send(await mapped('time4'), { value });
			expect(scene.shown.time4).toBe(value);
		},
	);

	test.each(['～', '-', '–', '至'])('the sign %s between two times is named', async (dash) => {
		const value = `08:00${dash}12:00`;
		const { message, description } = await refusal(await mapped('time4'), { value });
		expect(message).toBe('The value of the field "下单时间" is not in the form that WeChat takes');
		expect(description).toContain(`Between two times or days WeChat takes "~", not "${dash}".`);
	});

	test('a rounded number in a mapped field stops the run, and says how to give it', async () => {
		const good = { value: 12 };
		const rounded = { value: Number('7615917337495251231') };
		const { message, description } = await refusal(await mapped('number3'), good, rounded);
		expect(message).toBe(`The field "商品数量" of the template ${ROUNDED}`);
		expect(description).toContain('It reads 7615917337495251000 now. Have the node before give it');
	});

	test('so does one that is mapped by its name', async () => {
		const parameters = await mapped('number3', 'autoMapInputData');
		const item = { thing1: '咖啡', number3: 2 ** 60 };
		expect((await refusal(parameters, item)).message).toContain(ROUNDED);
	});

	test('so does one that an expression puts into JSON', async () => {
		const parameters = await json('={{ { thing1: $json.value, amount2: "1元" } }}');
		expect((await refusal(parameters, { value: 1e21 })).message).toContain(ROUNDED);
	});

	test.each([
		['The parameter "OpenID"', { openId: '={{ $json.value }}' }],
		['The option "Page"', { options: { page: '={{ $json.value }}' } }],
		['The parameter "Template"', { templateId: byId('={{ $json.value }}') }],
	])('%s takes no rounded number', async (name, parameter) => {
		const parameters = { ...(await json('{ "thing1": "a", "amount2": "1" }')), ...parameter };
		const { message, description } = await refusal(parameters, { value: 2 ** 63 });
		expect(message).toBe(
			`${name} is a number with more digits than a number can hold, so its last digits are lost`,
		);
		expect(description).toContain('Have the node before give it as text.');
	});

	test('a long order number as text keeps its digits', async () => {
		await scene.send(await mapped('number3'), { value: '7615917337495251231' });
		expect(scene.shown.number3).toBe('7615917337495251231');
	});

	test.each([
		["with WeChat's names", '{ "touser": "oX", "template_id": "t", "data": { "thing1": "咖啡" } }'],
		['with nothing but data', '{ "data": { "thing1": { "value": "咖啡" } } }'],
		['with data as text', '{ "touser": "oX", "data": "{}" }'],
		['of an expression', '={{ { page: "index", data: { thing1: { value: "咖啡" } } } }}'],
	])('a whole request %s in Data (JSON) is recognised', async (_what, body) => {
		const { message, description } = await refusal(await json(body), {});
		expect(message).toBe('The parameter "Data (JSON)" holds a whole request');
		expect(description).toMatch(/^Only what stands under "data" in it belongs here/);
	});
});

describe('"On Invalid Value"', () => {
	const harness = useTappedHarness();

	/** What WeChat gets for the value, and what the node makes of WeChat's answer, which takes everything. */
	async function sent(onInvalidValue: string, value: string) {
		const templateId = await harness.addSubscribeTemplate(661, '1,4');
		const { answer } = harness.wire;
		harness.wire.answer = async (request) =>
			request.path === SEND ? { body: '{"errcode":0,"errmsg":"ok"}' } : await answer(request);
		const result = await harness.run(
			{
				...harness.sendParameters(templateId, { onInvalidValue }),
				templateDataJson: '={{ { thing1: "咖啡", time4: $json.value } }}',
			},
			[{ openId: harness.simulator.user('anna'), value }],
		);
		const bodies = harness.wire.to(SEND).map(({ body }) => JSON.parse(body).data.time4.value);
		return { result, bodies };
	}

	test('"Stop" says that a value can be sent as it is', async () => {
		const { result, bodies } = await sent('stop', '2024-07-24 08~12');
		expect(bodies).toEqual([]);
		expect(result.error).toMatchObject({
			description: expect.stringContaining('The option "On Invalid Value" can send it as it is'),
		});
	});

	test.each(['2024-07-24 08~12', '08:00～12:00', '字'.repeat(50), 'a\nb'])(
		'"Send As It Is" leaves %j to WeChat',
		async (value) => {
			const { result, bodies } = await sent('send', value);
			expect(bodies).toEqual([value]);
			expect(jsonsOf(result)).toEqual([expect.objectContaining({ errcode: 0 })]);
		},
	);

	test('"Send As It Is" sends no empty value and no list', async () => {
		expect((await sent('send', '')).result.error?.message).toContain('has no value');
		const list = ['08:00'] as unknown as string;
		expect((await sent('send', list)).result.error?.message).toContain(
			'not a text, number or date',
		);
		expect(harness.wire.to(SEND)).toEqual([]);
	});

	test('a value that an expression gives is one of the list', async () => {
		const { result, bodies } = await sent('={{ "ignore" }}', 'x');
		expect(bodies).toEqual([]);
		expect(result.error?.message).toBe('The option "On Invalid Value" has no value "ignore"');
	});
});

describe('a value that WeChat refuses (47003)', () => {
	const scene = useSendScene();
	const template = async (keywordIds: string) => await scene.allowedTemplate(1128, keywordIds);
	const send = async (templateId: string, data: IDataObject) =>
		await scene.send({
			...scene.harness.sendParameters(templateId, { onInvalidValue: 'send' }),
			templateDataJson: JSON.stringify(data),
		});

	test('one that was not sent has no value, although WeChat has cut its words', async () => {
		const templateId = await template('1,8');
		await expect(send(templateId, { thing8: '鲜牛奶两箱' })).rejects.toMatchObject({
			message: 'WeChat found no value for character_string1',
			description: expect.stringMatching(
				/^Give it a value\..+ 47003 argument invalid! data\.character_string1\.value i\./,
			),
		});
	});

	test('of one that was sent both are possible', async () => {
		const templateId = await template('1,8');
		const data = { character_string1: '订单1', thing8: '鲜牛奶两箱' };
		await expect(send(templateId, data)).rejects.toMatchObject({
			message:
				'WeChat found no value, or none that it accepts, for character_string1 (character_string1)',
			description: expect.stringMatching(/^WeChat cut its answer, so it may be either\./),
		});
	});

	test('where WeChat says which, the node says the same', async () => {
		const templateId = await template('4,8');
		await expect(send(templateId, { name4: '王'.repeat(11), thing8: '奶' })).rejects.toMatchObject({
			message: 'WeChat does not accept the value for name4 (name4)',
		});
		await expect(send(templateId, { name4: '王' })).rejects.toMatchObject({
			message: 'WeChat found no value for thing8',
		});
	});
});
