import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { cardStatuses, GOODS_CARD, statesBefore } from '../../wechat/cardKinds';
import { useCardScene } from '../support/cardScene';
import { jsonsOf } from '../support/tappedHarness';

const scene = useCardScene('all');

const statuses = cardStatuses(GOODS_CARD);
const after = (status: number) => statuses.find((one) => one.status === status)!.after;

/** What the node's own table says of a sequence of states: for each whether WeChat takes it. */
function expectedOf(sequence: number[]): boolean[] {
	let current: number | undefined;
	return sequence.map((status) => {
		// The same content again does no harm.
		const isTaken = current === undefined || status === current || after(status).includes(current);
		if (isTaken) current = status;
		return isTaken;
	});
}

/** Sequences that follow the table for a while, with steps at random in between. */
const sequences = fc
	.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 3 })), { minLength: 2, maxLength: 9 })
	.map((steps) => {
		const sequence: number[] = [];
		let current: number | undefined;
		for (const [choice, luck] of steps) {
			const legal = statuses.filter((one) => current !== undefined && one.after.includes(current));
			const from = luck === 0 || legal.length === 0 ? statuses : legal;
			const { status } = from[choice % from.length];
			sequence.push(status);
			current = status;
		}
		return sequence;
	});

test('WeChat takes exactly the sequences that the node calls legal, and the node names why not', async () => {
	const seen = { taken: 0, refused: 0 };
	await fc.assert(
		fc.asyncProperty(sequences, async (sequence) => {
			const item = scene.itemOf(scene.knownOrder());
			const items = sequence.map((status) => ({ ...item, status }));
			const result = await scene.run(scene.activation('={{ $json.status }}'), items, {
				onError: 'continueRegularOutput',
			});
			const expected = expectedOf(sequence);
			expect(jsonsOf(result).map(({ errcode }) => errcode === 0)).toEqual(expected);
			jsonsOf(result).forEach((json, index) => {
				seen[expected[index] ? 'taken' : 'refused']++;
				if (expected[index]) return;
				expect(json).toMatchObject({
					error: 'The card cannot take this state now',
					message: expect.stringContaining(
						`after ${statesBefore(GOODS_CARD, sequence[index]).join(', ')} only`,
					) as string,
					details: { errcode: 85439 } as IDataObject,
				});
			});
			const last = sequence.filter((_status, index) => expected[index]).pop();
			const { cards } = scene.simulator;
			expect(cards[cards.length - 1]).toMatchObject({ code: item.transactionId, status: last });
		}),
		{ numRuns: 40 },
	);
	expect(seen.taken).toBeGreaterThan(40);
	expect(seen.refused).toBeGreaterThan(20);
});
