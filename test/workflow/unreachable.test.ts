import { NODE, useHarness } from '../support/harness';
import type { withShortWaits } from '../support/shortWaits';

jest.mock('n8n-workflow', () =>
	jest
		.requireActual<{ withShortWaits: typeof withShortWaits }>('../support/shortWaits')
		.withShortWaits(),
);

const harness = useHarness();

test('a message to a host that refuses the connection is known not to be sent', async () => {
	const templateId = await harness.addSubscribeTemplate();
	await harness.simulator.stop();

	const { items } = await harness.run(harness.sendParameters(templateId), [{ openId: 'oUser' }], {
		onError: 'continueRegularOutput',
	});

	const [{ json }] = items(NODE);
	expect(json.error).toMatch(/refused the connection$/);
	expect(json.details).toMatchObject({ outcome: 'notNow' });
});
