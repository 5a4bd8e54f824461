import { NODE, useHarness } from '../support/harness';

jest.mock('n8n-workflow', () =>
	jest
		.requireActual<typeof import('../support/shortWaits')>('../support/shortWaits')
		.withShortWaits(),
);

const SEND = '/cgi-bin/message/subscribe/send';
const harness = useHarness({}, 'all');

/** The outcome of a message to `openId`, and of one that comes after it. */
async function outcomes(openId: string, next = openId): Promise<unknown[]> {
	const parameters = harness.sendParameters(await harness.addSubscribeTemplate(), {
		concurrency: 1,
	});
	const { items } = await harness.run(parameters, [{ openId }, { openId: next }], {
		onError: 'continueRegularOutput',
	});
	return items(NODE).map(({ json }) => (json.details as { outcome?: unknown }).outcome);
}

describe('details.outcome tells the next node what to do with a failed item', () => {
	test.each([
		['the user has not allowed the message', 43101, 'refused'],
		['the value does not fit the template', 47003, 'refused'],
		['the account may not use the API', 48001, 'refused'],
		['WeChat no longer offers the API', 45103, 'refused'],
		['the node does not know the code', 98765, 'refused'],
		['WeChat is busy', -1, 'notNow'],
		['the minute has no calls left', 45011, 'notNow'],
		['the day has no calls left', 45009, 'notNow'],
		['the token is rejected again and again', 40001, 'notNow'],
		['WeChat does not take calls from this server', 40164, 'notNow'],
	])('%s (%i): %s', async (_, errcode, outcome) => {
		const openId = harness.simulator.user('anna');
		harness.simulator.order({ kind: 'errcode', errcode, path: SEND, openId, times: 100 });
		const [first] = await outcomes(openId, 'oNobody');
		harness.simulator.reset();
		expect(first).toBe(outcome);
	});

	test('the items after the one that used up the quota are for later, too', async () => {
		harness.simulator.order({ kind: 'errcode', errcode: 45009, path: SEND });
		expect(await outcomes(harness.simulator.user('anna'))).toEqual(['notNow', 'notNow']);
	});

	test('a parameter that cannot be used is invalid; the other item is tried', async () => {
		expect(await outcomes('', harness.simulator.user('bert'))).toEqual(['invalid', 'refused']);
	});

	test('a lost answer leaves it unknown', async () => {
		harness.simulator.order({ kind: 'cutAfter', path: SEND });
		const [first] = await outcomes(harness.simulator.user('anna'));
		expect(first).toBe('unknown');
	});

	test('an account without App Secret can be mended', async () => {
		const { credentials } = harness.engine;
		const { id } = harness.credential;
		const { data } = credentials.read(id);
		const templateId = await harness.addSubscribeTemplate();
		credentials.update(id, { ...data, appSecret: '' });
		const { items } = await harness.run(harness.sendParameters(templateId), [{ openId: 'o1' }], {
			onError: 'continueRegularOutput',
		});
		credentials.update(id, data);
		expect(items(NODE)).toMatchObject([{ json: { details: { outcome: 'notNow' } } }]);
	});
});
