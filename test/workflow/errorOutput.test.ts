import { useHarness, NODE } from '../support/harness';

/** The item of a user who has not allowed the template, as the next node gets it. */
const refused = (openId: string) => ({
	error: 'The user has not subscribed, or the subscription is used up',
	message: expect.stringContaining('wx.requestSubscribeMessage'),
	details: expect.objectContaining({ errcode: 43101, touser: openId }),
});

describe('a message that fails with Continue (using error output)', () => {
	const onError = 'continueErrorOutput';
	const harness = useHarness({}, 'all');
	let templateId: string;
	let openIds: string[];

	beforeAll(async () => {
		templateId = await harness.addSubscribeTemplate();
		openIds = ['anna', 'bert'].map((name) => harness.simulator.user(name));
	});

	test('leaves by the error output, with what failed and the fields of its input', async () => {
		harness.simulator.subscribe(openIds[0], templateId);
		const input = openIds.map((openId, order) => ({ openId, order }));
		const { items } = await harness.run(harness.sendParameters(templateId), input, { onError });
		expect(items(NODE)).toMatchObject([{ json: { touser: openIds[0] }, pairedItem: { item: 0 } }]);
		expect(items(NODE, 1)).toEqual([
			{ json: { ...input[1], ...refused(openIds[1]) }, pairedItem: { item: 1 } },
		]);
	});

	test('says all of it where no node comes before', async () => {
		const nodes = [harness.node(harness.sendParameters(templateId), { onError })];
		const input = [{ openId: openIds[1] }];
		const { items } = await harness.engine.run({ nodes, connections: {} }, { input });
		const output = [...items(NODE), ...items(NODE, 1)];
		expect(output.map(({ json }) => json)).toEqual([refused(openIds[1])]);
	});

	test('is a regular item with the same keys under Continue', async () => {
		const { items } = await harness.run(
			harness.sendParameters(templateId),
			[{ openId: openIds[1] }],
			{ onError: 'continueRegularOutput' },
		);
		expect(items(NODE).map(({ json }) => json)).toEqual([refused(openIds[1])]);
	});
});
