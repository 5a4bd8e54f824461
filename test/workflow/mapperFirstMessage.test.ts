import type { INodeParameters } from 'n8n-workflow';

import { NODE } from '../support/harness';
import { mapperOf, sendMapped } from '../support/savedMapper';
import { useSendScene } from '../support/sendScene';

const scene = useSendScene();

const picked = (value: unknown): INodeParameters => ({
	__rl: true,
	mode: 'list',
	value: String(value),
});

interface Path {
	messageType: 'subscribe' | 'template';
	/** What is typed into the list of library titles. */
	typed: string;
	/** Names of the keywords, in the order in which they are clicked. */
	keywords: string[];
	/** What is entered, by the label that the panel shows. */
	entered: Record<string, string>;
	/** What the phone shows. */
	shown: Record<string, string>;
}

const paths: Path[] = [
	{
		messageType: 'subscribe',
		typed: '洗衣机',
		keywords: ['所在位置', '完成时间'],
		entered: { 所在位置: '厨房', 完成时间: '={{ $json.at }}' },
		shown: { 所在位置: '厨房', 完成时间: '2024年6月1日 12:05' },
	},
	{
		messageType: 'template',
		typed: '购买成功',
		keywords: ['物品名称', '购买地点'],
		entered: { 物品名称: '={{ $json.what }}', 购买地点: 'TIT造舰厂' },
		shown: { 物品名称: '咖啡', 购买地点: 'TIT造舰厂' },
	},
];

test.each(paths)(
	'from an empty account to a first $messageType message by picking and filling',
	async ({ messageType, typed, keywords, entered, shown }) => {
		const { engine, simulator } = scene.harness;
		const template = { resource: 'template', messageType };
		const panel = (parameters: INodeParameters) => scene.harness.node(parameters);

		const add = { ...template, operation: 'add' };
		const titles = await engine.listSearch(panel(add), 'searchLibraryTitles', { filter: typed });
		expect(titles.results).toHaveLength(1);
		const withTitle = { ...add, libraryTitle: picked(titles.results[0].value) };
		const offered = await engine.loadOptions(panel(withTitle), 'getKeywords');
		const keywordIds = keywords.map(
			(name) => offered.find((one) => one.name.startsWith(`${name} (`))!.value as number,
		);
		const added = await scene.run({ ...withTitle, keywordIds }, [{}]);
		expect(added.error).toBeUndefined();

		const send = { resource: 'message', operation: 'send', messageType };
		const templates = await engine.listSearch(panel(send), 'searchMessageTemplates');
		expect(templates.results).toHaveLength(1);
		const templateId = String(templates.results[0].value);
		expect(Object.values(added.items(NODE)[0].json)).toEqual([templateId]);

		const withTemplate = panel({ ...send, templateId: picked(templateId) });
		const { fields } = await engine.resourceMapping(withTemplate, 'getTemplateFields');
		const labelOf = (displayName: string) => displayName.split(' - ')[0];
		expect(fields.map(({ displayName }) => labelOf(displayName))).toEqual(keywords);
		const values = Object.fromEntries(
			fields.map(({ id, displayName }) => [id, entered[labelOf(displayName)]]),
		);

		if (messageType === 'subscribe') simulator.subscribe(scene.openId, templateId);
		await scene.send(
			sendMapped(templateId, mapperOf(fields, values, 'defineBelow'), { messageType }),
			{
				...scene.form(),
				at: '2024-06-01T04:05:00Z',
				what: '咖啡',
			},
		);

		const [message] = simulator.delivered;
		expect(Object.fromEntries(message.fields.map(({ label, value }) => [label, value]))).toEqual(
			shown,
		);
		expect(simulator.calledTimes('/cgi-bin/stable_token')).toBe(1);
	},
);

test('a message that nobody allowed says what the user has to do', async () => {
	const templateId = await scene.harness.addSubscribeTemplate();
	await expect(scene.send(scene.harness.sendParameters(templateId))).rejects.toMatchObject({
		message: 'The user has not subscribed, or the subscription is used up',
		description: expect.stringContaining('wx.requestSubscribeMessage'),
	});
});
