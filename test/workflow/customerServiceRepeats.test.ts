import type { IDataObject } from 'n8n-workflow';

import type { FaultEffect } from '../../simulator';
import { imageAnswer, PATHS, textAnswer } from '../support/answers';
import { NODE, useHarness } from '../support/harness';
import { picture, withFile } from '../support/pictures';
import { settledItems } from '../support/settled';
import type { Fate } from '../support/fates';

jest.mock('n8n-workflow', () =>
	jest
		.requireActual<typeof import('../support/shortWaits')>('../support/shortWaits')
		.withShortWaits(),
);

const harness = useHarness();
let alice: string;

beforeEach(() => {
	alice = harness.simulator.user('alice');
	harness.simulator.chats.write(alice, 'Hi');
});

const refused = (errcode: number): FaultEffect => ({ kind: 'errcode', errcode });

const arrived = (openId = alice): number =>
	harness.simulator.chats.lines(openId).filter(({ from }) => from === 'program').length;

describe('a message', () => {
	test.each<[string, FaultEffect, number, { sends: number; fate: Fate; landed: number }]>([
		// WeChat says that it did nothing.
		['busy once', refused(-1), 1, { sends: 2, fate: 'done', landed: 1 }],
		['busy four times', refused(-1), 4, { sends: 4, fate: 'failed', landed: 0 }],
		['minute limit once', refused(45011), 1, { sends: 2, fate: 'done', landed: 1 }],
		['token rejected once', refused(40001), 1, { sends: 2, fate: 'done', landed: 1 }],
		// WeChat refuses for good.
		['out of time', refused(45015), 1, { sends: 1, fate: 'failed', landed: 0 }],
		['all used', refused(45047), 1, { sends: 1, fate: 'failed', landed: 0 }],
		// Nobody says what became of it.
		['reset before', { kind: 'cutBefore' }, 1, { sends: 1, fate: 'unknown', landed: 0 }],
		['reset after', { kind: 'cutAfter' }, 1, { sends: 1, fate: 'unknown', landed: 1 }],
		['no answer', { kind: 'hang', taken: true }, 1, { sends: 1, fate: 'unknown', landed: 1 }],
		[
			'502 after it was taken',
			{ kind: 'status', status: 502, taken: true },
			1,
			{ sends: 1, fate: 'unknown', landed: 1 },
		],
		[
			'any JSON',
			{ kind: 'body', body: '{"status":"ok"}', taken: true },
			1,
			{ sends: 1, fate: 'unknown', landed: 1 },
		],
	])('%s', async (_case, effect, times, expected) => {
		harness.simulator.order({ ...effect, path: PATHS.send, times });
		const items = [{ openId: alice, text: 'Hello' }];
		const parameters = textAnswer({ timeout: 1 });
		const result = await harness.run(parameters, items, { onError: 'continueRegularOutput' });
		const [fate] = settledItems(result, 1).fates;
		const sends = harness.simulator.calledTimes(PATHS.send);
		expect({ sends, fate, landed: arrived() }).toEqual(expected);
		if (fate !== 'unknown') return;
		expect(result.items(NODE)[0].json).toMatchObject({
			message: expect.stringContaining(
				`It is not known whether the message to the OpenID ${alice} was sent.`,
			) as string,
			details: { touser: alice, msgtype: 'text', outcome: 'unknown' },
		});
	});
});

test('a picture whose upload had no answer is uploaded again, and its message sent once', async () => {
	harness.simulator.order({ kind: 'cutAfter', path: PATHS.upload });
	const items = [withFile({ openId: alice }, picture())] as unknown as IDataObject[];
	const { error } = await harness.run(imageAnswer(), items);
	expect(error).toBeUndefined();
	expect(harness.simulator.calledTimes(PATHS.upload)).toBe(2);
	expect(harness.simulator.calledTimes(PATHS.send)).toBe(1);
	expect(arrived()).toBe(1);
});

test('a picture that could not be uploaded sends nothing, and leaves nothing unknown', async () => {
	harness.simulator.order({ kind: 'status', status: 502, path: PATHS.upload, times: 9 });
	const items = [withFile({ openId: alice }, picture())] as unknown as IDataObject[];
	const result = await harness.run(imageAnswer(), items, { onError: 'continueRegularOutput' });
	expect(settledItems(result, 1).fates).toEqual(['failed']);
	expect(harness.simulator.calledTimes(PATHS.send)).toBe(0);
});

test('Retry On Fail sends nothing twice', async () => {
	const bob = harness.simulator.user('bob');
	harness.simulator.chats.write(bob, 'Hi');
	harness.simulator.order({ kind: 'errcode', errcode: 48001, path: PATHS.send, openId: bob });
	const items = [
		{ openId: alice, text: 'one' },
		{ openId: bob, text: 'two' },
	];
	const { error } = await harness.run(textAnswer({ concurrency: 1 }), items, {
		retryOnFail: true,
		maxTries: 2,
		waitBetweenTries: 1,
	});
	expect(error).toBeUndefined();
	expect([arrived(alice), arrived(bob)]).toEqual([1, 1]);
	expect(harness.simulator.calledTimes(PATHS.send)).toBe(3);
});
