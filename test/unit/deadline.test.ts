/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { getEventListeners } from 'node:events';

import { Deadline } from '../../nodes/WeChatMiniProgram/transport/deadline';

const later = async (milliseconds: number): Promise<void> =>
	await new Promise((resolve) => {
		AbortSignal.timeout(milliseconds).addEventListener('abort', () => resolve());
	});

describe('Deadline', () => {
	test('no two calls have the same signal at a time', () => {
		const deadline = new Deadline(1000);
		const calls = Array.from({ length: 20 }, () => deadline.begin());
		expect(new Set(calls.map(({ signal }) => signal)).size).toBe(20);
		calls[7].over();
		const next = deadline.begin();
		expect(next.signal).toBe(calls[7].signal);
		expect(deadline.begin().signal).not.toBe(next.signal);
	});

	test('a call is ended by its own deadline, not by that of the call whose signal it took over', async () => {
		const deadline = new Deadline(500);
		const first = deadline.begin();
		first.over();
		// The calls of one second share a timer: this one is in the next, before the timer of the first.
		await later(1020);
		const second = deadline.begin();
		expect(second.signal).toBe(first.signal);
		// Timers fire in the order of their times, however late: that of the first call before this one.
		await later(700);
		expect(second.signal.aborted).toBe(false);
		await later(1000);
		expect(second.signal.aborted).toBe(true);
	});

	test('listens once to the end of the execution, and only while calls are under way', () => {
		const execution = new AbortController();
		const deadline = new Deadline(1000, execution.signal);
		const listeners = () => getEventListeners(execution.signal, 'abort').length;
		const calls = Array.from({ length: 20 }, () => deadline.begin());
		expect(listeners()).toBe(1);
		calls.forEach(({ over }) => over());
		expect(listeners()).toBe(0);
	});

	test('the end of the execution ends the calls under way, and a signal that ended is not used again', () => {
		const execution = new AbortController();
		const deadline = new Deadline(1000, execution.signal);
		const over = deadline.begin();
		over.over();
		const underWay = deadline.begin();
		const other = deadline.begin();
		execution.abort();
		expect([underWay.signal.aborted, other.signal.aborted]).toEqual([true, true]);
		underWay.over();
		expect(deadline.begin().signal.aborted).toBe(false);
	});
});
