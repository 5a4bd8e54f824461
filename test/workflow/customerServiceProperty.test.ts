import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import type { FaultEffect } from '../../simulator';
import { PATHS, textAnswer } from '../support/answers';
import { NODE, useHarness } from '../support/harness';

jest.mock('n8n-workflow', () =>
	jest
		.requireActual<typeof import('../support/shortWaits')>('../support/shortWaits')
		.withShortWaits(),
);

const MINUTE = 60;
const HOUR = 60 * MINUTE;
/** What WeChat's documentation says of each action: messages, and seconds in which they may be sent. */
const ALLOWED = { write: [5, 48 * HOUR], open: [2, MINUTE] } as const;

const RUNS = 20;
const USERS = 50;

/** What one user does, and what is sent to them, in one step of all conversations. */
interface Turn {
	action: 'write' | 'open' | 'nothing';
	sends: number;
	/** What befalls the first message. */
	fault: 'none' | 'busy' | 'cutBefore' | 'cutAfter';
}

const FAULTS: Record<Exclude<Turn['fault'], 'none'>, FaultEffect> = {
	busy: { kind: 'errcode', errcode: -1 },
	cutBefore: { kind: 'cutBefore' },
	cutAfter: { kind: 'cutAfter' },
};

interface Step {
	/** Seconds that pass before. */
	passes: number;
	turns: Turn[];
}

const turn: fc.Arbitrary<Turn> = fc.record({
	action: fc.constantFrom('write', 'open', 'nothing'),
	sends: fc.constantFrom(0, 0, 0, 1, 1, 2, 6),
	fault: fc.constantFrom('none', 'none', 'none', 'none', 'busy', 'cutBefore', 'cutAfter'),
});

const conversations: fc.Arbitrary<Step[]> = fc.array(
	fc.record({
		passes: fc.constantFrom(0, 1, 59, 60, HOUR, 47 * HOUR, 48 * HOUR),
		turns: fc.array(turn, { minLength: USERS, maxLength: USERS }),
	}),
	{ minLength: 1, maxLength: 3 },
);

/** What WeChat must do by its documentation, kept apart from the simulator. */
class Expected {
	readonly landed: string[] = [];
	private left = 0;
	private until = -1;

	act(action: Turn['action'], now: number): void {
		if (action === 'nothing') return;
		const [messages, seconds] = ALLOWED[action];
		this.left = Math.max(now < this.until ? this.left : 0, messages);
		this.until = Math.max(this.until, now + seconds);
	}

	/** What the node must tell of a message: done, unknown, or WeChat's code. */
	send(text: string, fault: Turn['fault'], now: number): string {
		if (fault === 'cutBefore') return 'unknown';
		const refusal = now >= this.until ? '45015' : this.left < 1 ? '45047' : undefined;
		if (!refusal) {
			this.left--;
			this.landed.push(text);
		}
		return fault === 'cutAfter' ? 'unknown' : (refusal ?? 'done');
	}
}

const START = Date.UTC(2026, 0, 1);
const harness = useHarness({ now: () => START }, 'all');

const told = ({ errcode, details }: IDataObject): string => {
	if (errcode === 0) return 'done';
	const { outcome, errcode: refused } = details as IDataObject;
	return outcome === 'unknown' ? outcome : String(refused);
};

let conversationsHeld = 0;

test('in 1,000 conversations WeChat takes what it allows, the rest is told, and nothing is sent twice', async () => {
	const { simulator } = harness;
	await fc.assert(
		fc.asyncProperty(conversations, async (steps) => {
			const users = Array.from({ length: USERS }, () =>
				simulator.user(`user ${(conversationsHeld += 1)}`),
			);
			const expected = users.map(() => new Expected());
			let now = 0;
			for (const [stepNumber, { passes, turns }] of steps.entries()) {
				simulator.moveClock(passes);
				now += passes;
				// A message whose token has expired is not taken: none is to meet that and a fault at a time.
				await harness.run({ resource: 'category', operation: 'getAll' });
				const items: Array<{ openId: string; text: string }> = [];
				const fates: string[] = [];
				for (const [index, { action, sends, fault }] of turns.entries()) {
					const openId = users[index];
					if (action === 'write') simulator.chats.write(openId, 'Hi');
					if (action === 'open') simulator.chats.open(openId);
					expected[index].act(action, now);
					if (sends > 0 && fault !== 'none') {
						simulator.order({ ...FAULTS[fault], path: PATHS.send, openId });
					}
					for (let count = 0; count < sends; count++) {
						const text = `${stepNumber}.${count}`;
						items.push({ openId, text });
						fates.push(expected[index].send(text, count === 0 ? fault : 'none', now));
					}
				}
				if (items.length === 0) continue;
				const result = await harness.run(textAnswer({ concurrency: 50 }), items, {
					onError: 'continueRegularOutput',
				});
				expect(result.error).toBeUndefined();
				expect(result.items(NODE).map(({ json }) => told(json))).toEqual(fates);
			}
			const landed = users.map((user) =>
				simulator.chats
					.lines(user)
					.filter(({ from }) => from === 'program')
					.map(({ content }) => ('text' in content ? content.text : '')),
			);
			expect(landed).toEqual(expected.map((one) => one.landed));
		}),
		{ numRuns: RUNS, endOnFailure: true },
	);
	expect(conversationsHeld).toBeGreaterThanOrEqual(1000);
}, 300_000);
