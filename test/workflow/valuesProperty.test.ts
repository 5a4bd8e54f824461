import fc from 'fast-check';

import { SUBSCRIBE_TITLES } from '../../simulator/library/subscribeTitles';
import type { SubscribeKeyword } from '../../simulator/library/subscribeTitles';
import { NODE } from '../support/harness';
import { useSendScene } from '../support/sendScene';

/**
 * What WeChat has not published about names and phone numbers is left to WeChat, and so are the values of
 * enum keywords, which JSON does not know.
 */
const PUBLIC_KINDS = [
	'thing',
	'number',
	'letter',
	'symbol',
	'character_string',
	'time',
	'date',
	'amount',
	'car_number',
	'phrase',
];

const VALUES_PER_RUN = 60;

jest.setTimeout(90_000);

interface Target {
	templateId: string;
	key: string;
	/** A value that fits. */
	example: string;
	/** The other field of the template, filled. */
	rest: Record<string, string>;
}

const scene = useSendScene('all');
let targets: Target[];
let openIds: string[];

beforeAll(async () => {
	targets = [];
	for (const kind of PUBLIC_KINDS) targets.push(await targetOf(kind));
	const { simulator } = scene.harness;
	openIds = Array.from({ length: VALUES_PER_RUN }, (_, index) => simulator.user(`user ${index}`));
	for (const { templateId } of targets) {
		for (const openId of openIds) simulator.subscribe(openId, templateId, 10_000);
	}
});

const keyOf = ({ rule, kid }: SubscribeKeyword): string => `${rule}${kid}`;

/** A template with a field of this kind. */
async function targetOf(kind: string): Promise<Target> {
	for (const { tid, keywords } of SUBSCRIBE_TITLES.values()) {
		const keyword = keywords.find(({ rule }) => rule === kind);
		const other = keywords.find((one) => one !== keyword && one.rule !== kind);
		if (!keyword || !other) continue;
		const templateId = await scene.allowedTemplate(tid, `${keyword.kid},${other.kid}`);
		const rest = { [keyOf(other)]: other.example };
		return { templateId, key: keyOf(keyword), example: keyword.example, rest };
	}
	throw new Error(`The library has no keyword of the kind ${kind}`);
}

const piece = fc.oneof(
	fc.string({ unit: 'grapheme', maxLength: 30 }),
	fc.string({ unit: 'binary', maxLength: 8 }),
	fc.string({
		unit: fc.constantFrom(...'0123456789-+./: 年月日元￥$AZaz字王挂★\n😀'),
		maxLength: 24,
	}),
);

/** Anything, and what nearly fits. A range of times has no public rule for its end. */
const valueOf = (index: number) => {
	const { example } = targets[index];
	return fc
		.oneof(
			piece,
			fc.constant(example),
			fc.tuple(piece, fc.nat(20)).map(([text, at]) => example.slice(0, at) + text),
			piece.map((text) => example + text),
			fc.nat(30).map((times) => example.repeat(times)),
		)
		.filter((value) => !value.includes('~'));
};

const items = fc.array(
	fc
		.nat(PUBLIC_KINDS.length - 1)
		.chain((index) => fc.record({ index: fc.constant(index), value: valueOf(index) })),
	{ minLength: VALUES_PER_RUN, maxLength: VALUES_PER_RUN },
);

/** Sends each value to a user of its own. The phone shows what arrived; the node tells what it refused. */
async function sendAll(
	values: Array<{ index: number; value: string }>,
	onInvalidValue: string,
): Promise<Array<{ sent?: string; refused?: string; errcode?: unknown }>> {
	const { simulator } = scene.harness;
	const before = simulator.delivered.length;
	const result = await scene.harness.run(
		{
			...scene.harness.sendParameters(''),
			templateId: { __rl: true, mode: 'id', value: '={{ $json.templateId }}' },
			templateDataJson: '={{ $json.data }}',
			options: { onInvalidValue, concurrency: 20 },
		},
		values.map(({ index, value }, at) => {
			const { templateId, key, rest } = targets[index];
			return { openId: openIds[at], templateId, data: { [key]: value, ...rest } };
		}),
		{ onError: 'continueRegularOutput' },
	);
	const arrived = new Map(
		simulator.delivered.slice(before).map(({ openId, fields }) => [openId, fields]),
	);
	return result.items(NODE).map(({ json }, at) => ({
		sent: arrived.get(openIds[at])?.find(({ key }) => key === targets[values[at].index].key)?.value,
		refused: json.error as string | undefined,
		errcode: (json.details as { errcode?: number } | undefined)?.errcode,
	}));
}

test('WeChat accepts every value that the node lets pass, as it was given but for space around it', async () => {
	let accepted = 0;
	await fc.assert(
		fc.asyncProperty(items, async (values) => {
			const outcomes = await sendAll(values, 'stop');
			expect(outcomes).toHaveLength(values.length);
			outcomes.forEach(({ sent, refused, errcode }, at) => {
				expect(errcode).toBeUndefined();
				expect(refused === undefined).toBe(sent !== undefined);
				if (sent !== undefined) expect(sent).toBe(values[at].value.trim());
				accepted += sent === undefined ? 0 : 1;
			});
		}),
		{ numRuns: 10, endOnFailure: true },
	);
	expect(accepted).toBeGreaterThan(50);
});

test('with "Shorten Text" every value is accepted by WeChat or refused by the node', async () => {
	let shortened = 0;
	await fc.assert(
		fc.asyncProperty(items, async (values) => {
			const outcomes = await sendAll(values, 'shorten');
			outcomes.forEach(({ sent, refused, errcode }, at) => {
				const value = values[at].value.trim();
				expect(errcode).toBeUndefined();
				expect(refused === undefined).toBe(sent !== undefined);
				if (sent === undefined || sent === value) return;
				expect(sent.endsWith('…') && value.startsWith(sent.slice(0, -1))).toBe(true);
				shortened += 1;
			});
		}),
		{ numRuns: 10, endOnFailure: true },
	);
	expect(shortened).toBeGreaterThan(0);
});

test('with "Send As It Is" every text goes out, and WeChat alone decides', async () => {
	const decided = { taken: 0, refused: 0 };
	await fc.assert(
		fc.asyncProperty(items, async (values) => {
			const outcomes = await sendAll(values, 'send');
			outcomes.forEach(({ sent, refused, errcode }, at) => {
				const value = values[at].value.trim();
				if (value === '') {
					expect(refused).toMatch(/ has no value$/);
				} else if (errcode === undefined) {
					expect(sent).toBe(value);
					decided.taken += 1;
				} else {
					expect([sent, errcode]).toEqual([undefined, 47003]);
					decided.refused += 1;
				}
			});
		}),
		{ numRuns: 10, endOnFailure: true },
	);
	expect(decided.taken).toBeGreaterThan(50);
	expect(decided.refused).toBeGreaterThan(50);
});
