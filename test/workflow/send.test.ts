import { useHarness, NODE } from '../support/harness';

describe('Message > Send on n8n-core', () => {
	const harness = useHarness({}, 'all');
	let templateId: string;

	beforeAll(async () => {
		templateId = await harness.addSubscribeTemplate();
	});

	test('sends one message for each item, in order and paired', async () => {
		const openIds = ['anna', 'bert', 'cleo'].map((name) => harness.simulator.user(name));
		openIds.forEach((openId) => harness.simulator.subscribe(openId, templateId));

		const result = await harness.run(
			harness.sendParameters(templateId),
			openIds.map((openId) => ({ openId })),
		);

		expect(result.error).toBeUndefined();
		const items = result.items(NODE);
		expect(items.map(({ json }) => json.touser)).toEqual(openIds);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
		const { delivered } = harness.simulator;
		expect(items.map(({ json }) => json.msgid).sort()).toEqual(
			delivered.map(({ msgid }) => msgid).sort(),
		);
	});
});
