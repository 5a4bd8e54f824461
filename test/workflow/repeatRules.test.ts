import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { FaultEffect } from '../../simulator';
import { Gate } from '../support/gate';
import { useHarness, NODE } from '../support/harness';
import { settledItems } from '../support/settled';
import type { Fate } from '../support/fates';

jest.mock('n8n-workflow', () =>
	jest
		.requireActual<typeof import('../support/shortWaits')>('../support/shortWaits')
		.withShortWaits(),
);

const SEND = '/cgi-bin/message/subscribe/send';
const CATEGORIES = '/wxaapi/newtmpl/getcategory';

const harness = useHarness({}, 'all');
let templateId: string;

beforeAll(async () => {
	templateId = await harness.addSubscribeTemplate();
});
afterEach(() => harness.simulator.state.faults.clear());

const refused = (errcode: number): FaultEffect => ({ kind: 'errcode', errcode });

/** Sends one message to a user who has allowed many, with Continue On Fail. */
async function sendOne(): Promise<{ fate: Fate; json: IDataObject; landed: number }> {
	const { simulator } = harness;
	const openId = simulator.user('anna');
	simulator.subscribe(openId, templateId, 10);
	const before = simulator.delivered.length;
	const parameters = harness.sendParameters(templateId, { timeout: 1 });
	const result = await harness.run(parameters, [{ openId }], { onError: 'continueRegularOutput' });
	const [fate] = settledItems(result, 1).fates;
	const landed = simulator.delivered.length - before;
	return { fate, json: result.items(NODE)[0].json, landed };
}

describe('a send', () => {
	test.each<[string, FaultEffect, number, { sends: number; fate: Fate; landed: number }]>([
		// WeChat says that it did nothing.
		['busy once', refused(-1), 1, { sends: 2, fate: 'done', landed: 1 }],
		['busy three times', refused(-1), 3, { sends: 4, fate: 'done', landed: 1 }],
		['busy four times', refused(-1), 4, { sends: 4, fate: 'failed', landed: 0 }],
		['another send on its way', refused(43108), 1, { sends: 2, fate: 'done', landed: 1 }],
		['minute limit once', refused(45011), 1, { sends: 2, fate: 'done', landed: 1 }],
		['minute limit five times', refused(45011), 5, { sends: 6, fate: 'done', landed: 1 }],
		['minute limit six times', refused(45011), 6, { sends: 6, fate: 'failed', landed: 0 }],
		['token rejected once', refused(40001), 1, { sends: 2, fate: 'done', landed: 1 }],
		['token expired', refused(42001), 1, { sends: 2, fate: 'done', landed: 1 }],
		['token invalid', refused(40014), 1, { sends: 2, fate: 'done', landed: 1 }],
		['token rejected twice', refused(40001), 2, { sends: 2, fate: 'failed', landed: 0 }],
		['tokens revoked', { kind: 'revokeToken' }, 1, { sends: 2, fate: 'done', landed: 1 }],
		// WeChat refuses for good.
		['not subscribed', refused(43101), 1, { sends: 1, fate: 'failed', landed: 0 }],
		['bad data', refused(47003), 1, { sends: 1, fate: 'failed', landed: 0 }],
		['daily quota', refused(45009), 1, { sends: 1, fate: 'failed', landed: 0 }],
		['unknown code', refused(99999), 1, { sends: 1, fate: 'failed', landed: 0 }],
		// Nobody says what became of it.
		['reset before', { kind: 'cutBefore' }, 1, { sends: 1, fate: 'unknown', landed: 0 }],
		['reset after', { kind: 'cutAfter' }, 1, { sends: 1, fate: 'unknown', landed: 1 }],
		['no answer', { kind: 'hang' }, 1, { sends: 1, fate: 'unknown', landed: 0 }],
		[
			'no answer, taken',
			{ kind: 'hang', taken: true },
			1,
			{ sends: 1, fate: 'unknown', landed: 1 },
		],
		['502', { kind: 'status', status: 502 }, 1, { sends: 1, fate: 'unknown', landed: 0 }],
		[
			'502 after it was taken',
			{ kind: 'status', status: 502, taken: true },
			1,
			{ sends: 1, fate: 'unknown', landed: 1 },
		],
		['not JSON', { kind: 'body', body: '<p>' }, 1, { sends: 1, fate: 'unknown', landed: 0 }],
		[
			'not JSON after it was taken',
			{ kind: 'body', body: '', taken: true },
			1,
			{ sends: 1, fate: 'unknown', landed: 1 },
		],
		// Slow, but in time.
		['delay', { kind: 'delay', milliseconds: 50 }, 1, { sends: 1, fate: 'done', landed: 1 }],
	])('%s', async (_case, effect, times, expected) => {
		const { simulator } = harness;
		simulator.order({ ...effect, path: SEND, times });
		const before = simulator.calledTimes(SEND);

		const { fate, landed, json } = await sendOne();

		expect({ sends: simulator.calledTimes(SEND) - before, fate, landed }).toEqual(expected);
		const openId = simulator.user('anna');
		expect(json).toMatchObject(
			fate === 'done' ? { touser: openId } : { details: { touser: openId } },
		);
		if (fate === 'unknown') expect(json.message).toContain(`OpenID ${openId}`);
	});
});

describe('while nothing listens', () => {
	let gate: Gate;

	beforeEach(async () => {
		gate = await Gate.before(harness.simulator.url);
		setBaseUrl(gate.url);
		await sendOne();
	});
	afterEach(() => {
		gate.stop();
		setBaseUrl(harness.simulator.url);
	});

	const setBaseUrl = (baseUrl: string) => {
		const { id } = harness.credential;
		const { data } = harness.engine.credentials.read(id);
		harness.engine.credentials.update(id, { ...data, baseUrl });
	};

	test('a send is repeated until somebody does, and lands once', async () => {
		gate.closeAfter(0, 10);
		expect(await sendOne()).toMatchObject({ fate: 'done', landed: 1 });
	});

	test('a send fails in the end, and says that nothing was sent', async () => {
		gate.stop();
		const { fate, landed, json } = await sendOne();
		expect({ fate, landed }).toEqual({ fate: 'failed', landed: 0 });
		expect(json.error).toBe(`${new URL(gate.url).host} refused the connection`);
		expect(json.message).toContain('Nothing was sent.');
	});
});

describe('a call that only reads', () => {
	test.each<[string, FaultEffect, number, { calls: number; succeeds: boolean }]>([
		['reset three times', { kind: 'cutBefore' }, 3, { calls: 4, succeeds: true }],
		['reset four times', { kind: 'cutAfter' }, 4, { calls: 4, succeeds: false }],
		['502 once', { kind: 'status', status: 502 }, 1, { calls: 2, succeeds: true }],
		['busy once', refused(-1), 1, { calls: 2, succeeds: true }],
		['minute limit once', refused(45011), 1, { calls: 2, succeeds: true }],
		['token rejected once', refused(40001), 1, { calls: 2, succeeds: true }],
		['daily quota', refused(45009), 1, { calls: 1, succeeds: false }],
		['404', { kind: 'status', status: 404 }, 1, { calls: 1, succeeds: false }],
		['not JSON', { kind: 'body', body: '<p>' }, 1, { calls: 1, succeeds: false }],
	])('%s', async (_case, effect, times, expected) => {
		const { simulator } = harness;
		simulator.order({ ...effect, path: CATEGORIES, times });
		const before = simulator.calledTimes(CATEGORIES);

		const { error } = await harness.run({
			resource: 'category',
			operation: 'getAll',
		});

		const calls = simulator.calledTimes(CATEGORIES) - before;
		expect({ calls, succeeds: error === undefined }).toEqual(expected);
		expect(error?.message ?? '').not.toContain('not known');
	});
});

describe('any other call that changes something is not repeated when its outcome is unknown', () => {
	test.each<[string, string, () => INodeParameters]>([
		[
			'adding a template',
			'/wxaapi/newtmpl/addtemplate',
			() => ({
				resource: 'template',
				operation: 'add',
				libraryTitle: { __rl: true, mode: 'id', value: 661 },
				keywordIds: '1,3',
			}),
		],
		[
			'deleting a template',
			'/wxaapi/newtmpl/deltemplate',
			() => ({ resource: 'template', operation: 'delete', templateId }),
		],
		[
			'using up a login code',
			'/sns/jscode2session',
			() => ({ resource: 'user', operation: 'getByLoginCode', loginCode: 'a code' }),
		],
		[
			'using up a phone code',
			'/wxa/business/getuserphonenumber',
			() => ({ resource: 'user', operation: 'getPhoneNumber', phoneCode: 'a code' }),
		],
	])('%s', async (_case, path, parameters) => {
		const { simulator } = harness;
		simulator.order({ kind: 'cutBefore', path });
		const before = simulator.calledTimes(path);
		const { error } = await harness.run(parameters());
		expect(simulator.calledTimes(path) - before).toBe(1);
		expect(error).toMatchObject({
			message: expect.stringContaining('closed the connection without an answer'),
			description: expect.stringContaining('It is not known whether'),
		});
	});
});
