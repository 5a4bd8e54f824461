import { report } from '../../nodes/WeChatMiniProgram/transport/errors';
import { CallFailure } from '../../nodes/WeChatMiniProgram/transport/outcome';
import type { RunResult } from '../../engine';
import { useHarness, NODE } from '../support/harness';
import { messagesPer, subscribers } from '../support/recipients';
import { settledItems } from '../support/settled';

jest.mock('n8n-workflow', () =>
	jest
		.requireActual<typeof import('../support/shortWaits')>('../support/shortWaits')
		.withShortWaits(),
);

const SEND = '/cgi-bin/message/subscribe/send';
const ITEMS = 30;
const CONCURRENCY = 5;

// WeChat's clock stands still: no minute or day begins in the middle of a test.
const now = Date.now();
const harness = useHarness({ now: () => now });
let templateId: string;
let items: Array<{ openId: string }>;

beforeEach(async () => {
	templateId = await harness.addSubscribeTemplate();
	items = subscribers(harness, templateId, ITEMS);
});

const run = async (continueOnFail: boolean): Promise<RunResult> =>
	await harness.run(harness.sendParameters(templateId, { concurrency: CONCURRENCY }), items, {
		onError: continueOnFail ? 'continueRegularOutput' : 'stopWorkflow',
	});

const count = (values: string[], wanted: string): number =>
	values.filter((value) => value === wanted).length;

describe('the limit per minute (45011)', () => {
	test('holds all sends back for a while, then all go on', async () => {
		const { simulator } = harness;
		simulator.order({ kind: 'errcode', errcode: 45011, path: SEND, skip: 7 });

		const result = await run(false);

		expect(result.error).toBeUndefined();
		expect(messagesPer(harness, items)).toEqual(items.map(() => 1));
		const sends = simulator.calls.filter(({ path }) => path === SEND);
		expect(sends).toHaveLength(ITEMS + 1);
		const limited = sends.findIndex(({ errcode }) => errcode === 45011);
		const { openId } = sends[limited];
		const repeated = sends.findIndex((send, at) => at > limited && send.openId === openId);
		// In between come the sends that were on their way, and those that go on together with it.
		expect(repeated - limited).toBeLessThan(2 * CONCURRENCY);
	});

	test('that does not end ends the run, with what to do and how many are sent', async () => {
		harness.simulator.setQuota(SEND, { perMinute: 12 });

		const result = await run(false);

		expect(result.error).toMatchObject({
			message: 'The number of calls allowed per minute is used up',
			description: expect.stringContaining('lower Concurrency'),
		});
		const { fates } = settledItems(result, ITEMS);
		expect(count(fates, 'done')).toBe(12);
		expect(harness.simulator.delivered).toHaveLength(12);
	});

	test('is met by other executions of the account too, which lose nothing', async () => {
		const { simulator } = harness;
		simulator.order({ kind: 'errcode', errcode: 45011, path: SEND, skip: 10, times: 8 });
		const results = await Promise.all([run(true), run(true)]);
		const fates = results.flatMap((result) => settledItems(result, ITEMS).fates);
		// Each user has allowed one message, which one of the two brings.
		expect(count(fates, 'done')).toBe(ITEMS);
		expect(messagesPer(harness, items)).toEqual(items.map(() => 1));
	});
});

describe('the limit per day (45009)', () => {
	const quotaUsedUp = new CallFailure(
		{ kind: 'refused', refusal: { errcode: 45009, errmsg: '' } },
		false,
	);
	const reset = /^The quota starts again at (\S+) (\S+) UTC\. /;

	beforeEach(() => harness.simulator.setQuota(SEND, { perDay: 10 }));

	test('stops the run at once and says when it ends', async () => {
		const result = await run(false);

		expect(result.error?.message).toBe('The daily quota of this API is used up');
		const { description } = result.error as Error & { description: string };
		const [, day, time] = reset.exec(description)!;
		const resetsAtEpochMs = Date.parse(`${day}T${time}Z`);
		const { failure } = report(quotaUsedUp, { effect: '', details: {} }, '');
		expect(failure).toEqual({ cause: 'quota-exhausted', resetsAtEpochMs });
		// Midnight in China, within a day.
		expect(time).toBe('16:00');
		expect(resetsAtEpochMs - Date.now()).toBeLessThanOrEqual(24 * 60 * 60 * 1000);
		expect(count(settledItems(result, ITEMS).fates, 'done')).toBe(10);
	});

	test('with Continue On Fail no other item is tried, and each says so', async () => {
		const result = await run(true);

		const { fates } = settledItems(result, ITEMS);
		const asked = harness.simulator.calledTimes(SEND);
		expect(asked).toBeLessThanOrEqual(10 + CONCURRENCY);
		expect(count(fates, 'done')).toBe(10);
		expect(count(fates, 'failed')).toBe(asked - 10);
		expect(count(fates, 'notTried')).toBe(ITEMS - asked);
		const last = result.items(NODE)[ITEMS - 1].json;
		expect(last).toMatchObject({
			error: 'Not tried: The daily quota of this API is used up',
			message: expect.stringMatching(reset),
			details: { touser: items[ITEMS - 1].openId, errcode: 45009 },
		});
	});

	test('calls that wait for their repetition are not made either', async () => {
		const { simulator } = harness;
		simulator.order({ kind: 'errcode', errcode: 45009, path: SEND });
		simulator.order({ kind: 'errcode', errcode: -1, path: SEND, times: CONCURRENCY - 1 });
		const result = await run(true);
		expect(simulator.calledTimes(SEND)).toBe(CONCURRENCY);
		expect(count(settledItems(result, ITEMS).fates, 'notTried')).toBe(ITEMS - 1);
	});

	test.each([
		[45103, 'WeChat no longer offers Template Messages'],
		[44993, 'The number of calls allowed per day is used up'],
	])('%s ends the run in the same way', async (errcode, message) => {
		const { simulator } = harness;
		simulator.order({ kind: 'errcode', errcode, path: SEND, times: CONCURRENCY });
		const result = await run(true);
		expect(simulator.calledTimes(SEND)).toBeLessThanOrEqual(CONCURRENCY);
		expect(result.items(NODE)[ITEMS - 1].json.error).toBe(`Not tried: ${message}`);
	});
});
