/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { getEventListeners, once } from 'node:events';

import { deadline } from '../../nodes/WeChatMiniProgram/transport/deadline';

describe('deadline', () => {
	test('ends a call when its time is over', async () => {
		const signal = deadline(5);
		await once(signal, 'abort');
		expect(signal.aborted).toBe(true);
	});

	test('ends the calls of a cancelled execution, and those that begin afterwards', () => {
		const execution = new AbortController();
		const underWay = [deadline(60_000, execution.signal), deadline(60_000, execution.signal)];
		expect(underWay.map(({ aborted }) => aborted)).toEqual([false, false]);
		execution.abort();
		expect(underWay.map(({ aborted }) => aborted)).toEqual([true, true]);
		expect(deadline(60_000, execution.signal).aborted).toBe(true);
	});

	test('leaves no listeners on the execution, of which Node would warn', () => {
		const execution = new AbortController();
		const signals = Array.from({ length: 50 }, () => deadline(60_000, execution.signal));
		expect(new Set(signals).size).toBe(50);
		expect(getEventListeners(execution.signal, 'abort').length).toBe(0);
	});
});
