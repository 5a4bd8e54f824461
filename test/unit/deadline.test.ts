/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { getEventListeners, once } from 'node:events';

import { Deadlines } from '../../nodes/WeChatMiniProgram/transport/deadline';

describe('Deadlines', () => {
	afterEach(() => jest.restoreAllMocks());

	test('end a call when its time is over', async () => {
		const signal = new Deadlines(5).signal();
		await once(signal, 'abort');
		expect(signal.aborted).toBe(true);
	});

	test('end the calls of a cancelled execution, and those that begin afterwards', () => {
		const execution = new AbortController();
		const deadlines = new Deadlines(60_000, execution.signal);
		const underWay = [deadlines.signal(), new Deadlines(60_000, execution.signal).signal()];
		expect(underWay.map(({ aborted }) => aborted)).toEqual([false, false]);
		execution.abort();
		expect(underWay.map(({ aborted }) => aborted)).toEqual([true, true]);
		expect(deadlines.signal().aborted).toBe(true);
	});

	test.each([
		['for a call 99 ms later the same', 99, true],
		['for a call 100 ms later a new one, so that it has its whole time', 100, false],
		['after the clock was set back a new one', -1, false],
	])('give %s', (_what, later, same) => {
		const clock = jest.spyOn(Date, 'now').mockReturnValue(1_800_000_000_000);
		const deadlines = new Deadlines(60_000);
		const first = deadlines.signal();
		clock.mockReturnValue(1_800_000_000_000 + later);
		expect(deadlines.signal() === first).toBe(same);
	});

	test('leave no listeners on the execution, of which Node would warn', () => {
		const execution = new AbortController();
		const signals = Array.from({ length: 50 }, () =>
			new Deadlines(60_000, execution.signal).signal(),
		);
		expect(new Set(signals).size).toBe(50);
		expect(getEventListeners(execution.signal, 'abort').length).toBe(0);
	});
});
