/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on Node, outside n8n */
import { NODE, useHarness } from '../support/harness';
import { messagesPer, subscribers } from '../support/recipients';

jest.mock('n8n-workflow', () =>
	jest
		.requireActual<typeof import('../support/shortWaits')>('../support/shortWaits')
		.withShortWaits(),
);

const SEND = '/cgi-bin/message/subscribe/send';
const ITEMS = 120;
const MOST = 16;

// WeChat's clock stands still: a minute begins only when a test says so.
const now = Date.now();
const harness = useHarness({ now: () => now, latency: 10 });

/** How many calls WeChat has open whenever one begins, from the repetition of the call that it refused as too fast on. */
function watchOpenCalls(): number[] {
	const { calls } = harness.simulator.state;
	const [begin, record] = [calls.begin.bind(calls), calls.record.bind(calls)];
	const open: number[] = [];
	let count = 0;
	let refused: string | undefined;
	jest.spyOn(calls, 'begin').mockImplementation(() => {
		const end = begin();
		count++;
		let isOpen = true;
		return () => {
			if (isOpen) count--;
			isOpen = false;
			end();
		};
	});
	jest.spyOn(calls, 'record').mockImplementation((call) => {
		record(call);
		if (open.length > 0 || (refused !== undefined && call.openId === refused)) open.push(count);
		if (call.errcode === 45011) refused = call.openId;
	});
	return open;
}

/** The limits that the debug lines tell, in their order. */
const limitsIn = (logs: string[]): number[] =>
	logs
		.filter((line) => line.includes('Calls to WeChat at a time'))
		.map((line) => Number(/"limit":(\d+)/.exec(line)![1]));

async function send(concurrency?: number) {
	const templateId = await harness.addSubscribeTemplate();
	const items = subscribers(harness, templateId, ITEMS);
	const options = concurrency === undefined ? {} : { concurrency };
	const result = await harness.run(harness.sendParameters(templateId, options), items);
	expect(result.error).toBeUndefined();
	expect(result.items(NODE)).toHaveLength(ITEMS);
	expect(messagesPer(harness, items)).toEqual(items.map(() => 1));
	return result;
}

test('WeChat asks to slow down once: half as many calls at a time go on, then by and by more', async () => {
	harness.simulator.order({ kind: 'errcode', errcode: 45011, path: SEND, skip: 2 * MOST });
	const open = watchOpenCalls();

	const { logs } = await send(MOST);

	const limits = limitsIn(logs);
	// Of 120 sends enough begin after the refusal for some steps.
	expect(limits.length).toBeGreaterThan(3);
	expect(limits).toEqual(limits.map((_, growth) => MOST / 2 + growth));
	expect(Math.max(...open.slice(0, MOST / 2))).toBeLessThanOrEqual(MOST / 2);
	expect(Math.max(...open)).toBeLessThanOrEqual(Math.max(...limits));
});

test('a limit per minute below the pace: each minute fewer calls at a time, and every message arrives once', async () => {
	const { simulator } = harness;
	simulator.setQuota(SEND, { perMinute: 50 });
	const { calls } = simulator.state;
	const record = calls.record.bind(calls);
	let nextMinute: NodeJS.Timeout | undefined;
	jest.spyOn(calls, 'record').mockImplementation((call) => {
		record(call);
		if (call.errcode !== 45011) return;
		// The next minute begins while the node pauses.
		nextMinute ??= setTimeout(() => {
			simulator.moveClock(60);
			nextMinute = undefined;
		}, 15);
	});

	const { logs } = await send(MOST);

	const limits = limitsIn(logs);
	expect(limits[0]).toBe(MOST / 2);
	expect(Math.max(...limits)).toBeLessThan(MOST);
	expect(simulator.calledTimes(SEND)).toBeLessThan(2 * ITEMS);
});

test('where WeChat never asks to slow down, the pace stays as it was', async () => {
	// A slow machine, too, begins more than ten calls before the first answer comes.
	harness.simulator.setLatency(300);
	const { logs } = await send();
	expect(limitsIn(logs)).toEqual([]);
	expect(harness.simulator.maxConcurrent).toBeGreaterThan(10);
	expect(harness.simulator.maxConcurrent).toBeLessThanOrEqual(50);
});
