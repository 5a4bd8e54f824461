/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on Node, outside n8n */
import type { RunResult } from '../../engine';
import { subscribers } from '../support/recipients';
import { RawServer, silentAfter } from '../support/rawServer';
import { useTappedHarness } from '../support/tappedHarness';

const SEND = '/cgi-bin/message/subscribe/send';
const ISSUER = '/cgi-bin/token';
const ITEMS = 20;
const CONCURRENCY = 3;

const harness = useTappedHarness();
let templateId: string;
let items: Array<{ openId: string }>;

beforeEach(async () => {
	templateId = await harness.addSubscribeTemplate();
	items = subscribers(harness, templateId, ITEMS);
});

/** Runs Message > Send and cancels it when `due` says so; it is asked whenever a request came in. */
async function cancelWhen(due: () => boolean): Promise<RunResult> {
	const stop = new AbortController();
	const { answer } = harness.wire;
	harness.wire.answer = async (request) => {
		if (due()) stop.abort();
		return await answer(request);
	};
	const parameters = harness.sendParameters(templateId, { concurrency: CONCURRENCY });
	return await harness.run(parameters, items, {}, { signal: stop.signal });
}

const arrived = (path: string): number => harness.wire.to(path).length;

const sends = (): number => arrived(SEND);

/** Time enough for anything that still is under way to arrive. */
const settle = async (): Promise<void> => {
	for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
};

describe('a cancelled execution', () => {
	test('starts no further send', async () => {
		harness.simulator.setLatency(5);
		const result = await cancelWhen(() => sends() === 7);
		expect(result.status).toBe('canceled');
		await settle();
		expect(sends()).toBeLessThan(7 + CONCURRENCY);
		expect(harness.simulator.delivered.length).toBeLessThanOrEqual(sends());
	});

	test('breaks off the sends that are on their way', async () => {
		const silent = await RawServer.start(silentAfter(''));
		const { credential, engine } = harness;
		const { data } = engine.credentials.read(credential.id);
		engine.credentials.update(credential.id, {
			...data,
			baseUrl: silent.url,
			issuer: 'centralServer',
			issuerUrl: `${harness.simulator.url}/central/access_token`,
		});
		const stop = new AbortController();
		// The first send gets the token; those of the other lanes follow when it is over.
		silent.answer = () => stop.abort();
		const parameters = harness.sendParameters(templateId, { concurrency: CONCURRENCY });
		const result = await harness.run(parameters, items, {}, { signal: stop.signal });
		expect(result.status).toBe('canceled');
		await silent.allClosed();
		expect(silent.requests).toBe(1);
		await silent.stop();
	});

	test.each([
		// Without the cancellation the waits would take longer than the test may.
		['for the limit per minute', 45011, 6],
		['for a repetition', -1, 4],
	])('does not go on waiting %s', async (_case, errcode, times) => {
		const { simulator } = harness;
		simulator.order({ kind: 'errcode', errcode, path: SEND, times: times * CONCURRENCY });
		const result = await cancelWhen(() => sends() === 2);
		expect(result.status).toBe('canceled');
		await settle();
		expect(sends()).toBeLessThanOrEqual(CONCURRENCY);
		expect(simulator.delivered).toEqual([]);
	});

	test('sends nothing once the token is there that it was waiting for', async () => {
		const { credential, engine, simulator } = harness;
		const { appId, appSecret } = simulator.account;
		const baseUrl = harness.wire.url;
		engine.credentials.update(credential.id, { appId, appSecret, baseUrl, issuer: 'standard' });
		simulator.order({ kind: 'delay', milliseconds: 50, path: ISSUER });
		const result = await cancelWhen(() => arrived(ISSUER) === 1);
		expect(result.status).toBe('canceled');
		await settle();
		expect(sends()).toBe(0);
	});
});
