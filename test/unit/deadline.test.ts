/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { getEventListeners, once } from 'node:events';

import { Deadlines } from '../../nodes/WeChatMiniProgram/transport/deadline';

const many = (deadlines: Deadlines) => Array.from({ length: 50 }, () => deadlines.begin());

describe('Deadlines', () => {
	afterEach(() => jest.restoreAllMocks());

	test('give every call a signal of its own, so that Node does not warn of many listeners', () => {
		const signals = many(new Deadlines(60_000)).map(({ signal }) => signal);
		expect(new Set(signals).size).toBe(50);
	});

	test('end a call when its time is over, and not one that was over before', async () => {
		const deadlines = new Deadlines(5);
		const [first, second] = [deadlines.begin(), deadlines.begin()];
		first.over();
		await once(second.signal, 'abort');
		expect([first.signal.aborted, second.signal.aborted]).toEqual([false, true]);
	});

	test('end the calls of a cancelled execution, and those that begin afterwards', () => {
		const execution = new AbortController();
		const deadlines = new Deadlines(60_000, execution.signal);
		const underWay = [deadlines.begin(), new Deadlines(60_000, execution.signal).begin()];
		const aborted = () => underWay.map(({ signal }) => signal.aborted);
		expect(aborted()).toEqual([false, false]);
		execution.abort();
		expect(aborted()).toEqual([true, true]);
		expect(deadlines.begin().signal.aborted).toBe(true);
	});

	test.each([
		['a call 99 ms later shares the timer', 99, 1],
		['a call 100 ms later has a timer of its own, so that it has its whole time', 100, 2],
		['a call after the clock was set back has a timer of its own', -1, 2],
	])('%s', (_what, later, timers) => {
		const clock = jest.spyOn(Date, 'now').mockReturnValue(1_800_000_000_000);
		const timeout = jest.spyOn(AbortSignal, 'timeout');
		const deadlines = new Deadlines(60_000);
		deadlines.begin();
		clock.mockReturnValue(1_800_000_000_000 + later);
		deadlines.begin();
		expect(timeout.mock.calls).toEqual(Array.from({ length: timers }, () => [60_100]));
	});

	test('listen to the end of the execution once, and only while calls are under way', () => {
		const execution = new AbortController();
		const listeners = () => getEventListeners(execution.signal, 'abort').length;
		const calls = many(new Deadlines(60_000, execution.signal));
		expect(listeners()).toBe(1);
		for (const { over } of calls) over();
		expect(listeners()).toBe(0);
	});
});
