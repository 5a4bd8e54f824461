import fc from 'fast-check';

import { useStarted } from '../../simulator/test/useSimulator';
import { readExample, tablesOf } from '../support/examples';
import { OutboxScene } from '../support/outboxScene';

jest.mock('n8n-workflow', () =>
	jest
		.requireActual<typeof import('../support/shortWaits')>('../support/shortWaits')
		.withShortWaits(),
);

const scene = useStarted(OutboxScene.start, 'each');

/** How soon the scheduled run takes up an order, and how late it gives up hope of an outcome, in minutes. */
const TAKEN_UP = 1;
const GIVEN_UP = 10;

test('the note names the table and every column that the workflow writes', () => {
	const workflow = readExample('outbox');
	const about = workflow.nodes.find(({ name }) => name === 'About')!;
	const [[name, columns], ...others] = tablesOf(workflow);
	expect(others).toEqual([]);
	const text = String(about.parameters.content);
	expect(text).toContain(`*${name}*`);
	expect(columns.filter((column) => !text.includes(`\`${column}\``))).toEqual([]);
});

test('an order is written down, the shop answered, the message sent, its msgid kept', async () => {
	const { error, items } = await scene.call('A1');
	expect(error).toBeUndefined();
	expect(items('Answer the Shop')).toMatchObject([{ json: { orderNumber: 'A1', state: 'open' } }]);
	const [msgid] = scene.delivered('A1');
	expect(scene.rows).toMatchObject([{ orderNumber: 'A1', state: 'sent', msgid, reason: null }]);
});

describe('nothing twice', () => {
	test('three calls in a row: one message, and the later ones are set aside', async () => {
		for (let times = 0; times < 3; times += 1) await scene.call('A1');
		expect(scene.delivered('A1')).toHaveLength(1);
		await scene.recover(TAKEN_UP);
		await scene.call('A1');
		await scene.recover(TAKEN_UP);
		expect(scene.delivered('A1')).toHaveLength(1);
		expect(scene.states).toEqual(['sent', 'repeated', 'repeated', 'repeated']);
	});

	test('three calls at once: one message, at the latest with the scheduled run', async () => {
		const runs = await Promise.all(['A1', 'A1', 'A1'].map(async (one) => await scene.call(one)));
		expect(runs.map(({ status }) => status)).toEqual(['success', 'success', 'success']);
		expect(scene.delivered('A1').length).toBeLessThanOrEqual(1);
		await Promise.all([scene.recover(TAKEN_UP), scene.recover(0)]);
		expect(scene.delivered('A1')).toHaveLength(1);
		expect([...scene.states].sort()).toEqual(['repeated', 'repeated', 'sent']);
	});
});

describe('what Send says is written down', () => {
	test('a refusal with its reason; it is not sent again', async () => {
		scene.order({ kind: 'errcode', errcode: 43101 });
		await scene.call('A1');
		await scene.recover(GIVEN_UP);
		expect(scene.rows).toMatchObject([
			{ state: 'refused', reason: 'The user has not subscribed, or the subscription is used up' },
		]);
		expect([scene.delivered('A1'), scene.listed]).toEqual([[], []]);
	});

	test('an invalid value is refused, too', async () => {
		const body = { orderNumber: 'A1', openId: 'no one', product: '咖啡', amount: 'much' };
		await scene.callWith(body);
		await scene.recover(GIVEN_UP);
		expect(scene.states).toEqual(['refused']);
	});

	test.each([
		['after WeChat took the message', 'cutAfter', 1],
		['before', 'cutBefore', 0],
	] as const)(
		'a connection cut %s is a doubt: listed once, not sent again',
		async (_, kind, count) => {
			scene.order({ kind });
			await scene.call('A1');
			await scene.recover(GIVEN_UP - 1);
			expect([scene.states, scene.listed]).toEqual([['sending'], []]);
			await scene.recover(1);
			await scene.recover(1);
			expect([scene.states, scene.listed]).toEqual([['inDoubt'], ['A1']]);
			expect(scene.rows[0].reason).toMatch(/closed|reset|broke|connection/);
			expect(scene.delivered('A1')).toHaveLength(count);
		},
	);

	test('a message that did not leave is sent as soon as WeChat can be reached', async () => {
		const { credentials } = scene.harness.engine;
		const { id } = scene.harness.credential;
		const { data } = credentials.read(id);
		credentials.update(id, { ...data, baseUrl: 'http://127.0.0.1:1' });
		await scene.call('A1');
		await scene.recover(TAKEN_UP);
		expect(scene.states).toEqual(['open']);
		credentials.update(id, data);
		await scene.recover(TAKEN_UP);
		expect(scene.states).toEqual(['sent']);
		expect(scene.delivered('A1')).toHaveLength(1);
	});
});

describe('a refusal that is not about the order leaves it open', () => {
	const resumes = async () => {
		await scene.recover(TAKEN_UP);
		expect(scene.states).toEqual(['sent', 'sent']);
		for (const order of ['A1', 'A2']) expect(scene.delivered(order)).toHaveLength(1);
	};

	test('until the App Secret is mended', async () => {
		const { credentials } = scene.harness.engine;
		const { id } = scene.harness.credential;
		const { data } = credentials.read(id);
		credentials.update(id, { ...data, appSecret: '0'.repeat(32), accessToken: '' });
		for (const order of ['A1', 'A2']) await scene.call(order);
		await scene.recover(TAKEN_UP);
		expect(scene.rows).toMatchObject([
			{ state: 'open', reason: expect.stringContaining('WeChat does not accept the App Secret') },
			{ state: 'open', reason: expect.stringContaining('WeChat does not accept the App Secret') },
		]);
		credentials.update(id, data);
		await resumes();
	});

	// Two calls of the shop with a send each, and the scheduled run with both.
	test.each([
		['the quota of the day is new', 45009, 3],
		['WeChat takes calls from this server', 40164, 4],
		['WeChat is no longer busy', -1, 4 * 4],
	])('until %s', async (_, errcode, times) => {
		scene.order({ kind: 'errcode', errcode, times });
		for (const order of ['A1', 'A2']) await scene.call(order);
		await scene.recover(TAKEN_UP);
		expect(scene.states).toEqual(['open', 'open']);
		await resumes();
	});
});

describe('a worker that dies', () => {
	test.each([
		['Write Order', 'sent', 1],
		['Answer the Shop', 'sent', 1],
		['Calls for This Order', 'sent', 1],
		['Only Call', 'sent', 1],
		['Begin', 'inDoubt', 0],
		['Send Message', 'inDoubt', 1],
	])('after %s: the order is %s, with %i message', async (node, state, count) => {
		await scene.call('A1', node);
		await scene.recover(TAKEN_UP);
		await scene.recover(GIVEN_UP);
		expect(scene.states).toEqual([state]);
		expect(scene.delivered('A1')).toHaveLength(count);
		expect(scene.listed).toEqual(state === 'inDoubt' ? ['A1'] : []);
	});

	test('before the order is written: the shop has no answer, and calls again', async () => {
		const { items } = await scene.call('A1', 'Order Paid');
		expect(items('Answer the Shop')).toEqual([]);
		await scene.call('A1');
		expect(scene.states).toEqual(['sent']);
	});

	test('during the scheduled run: what it had begun is in doubt, the rest is taken up', async () => {
		await scene.call('A1', 'Write Order');
		await scene.recover(TAKEN_UP, 'Begin');
		await scene.call('A2', 'Write Order');
		await scene.recover(TAKEN_UP, 'Stayed Open');
		await scene.recover(GIVEN_UP);
		expect(scene.states).toEqual(['inDoubt', 'sent']);
		expect(scene.listed).toEqual(['A1']);
	});
});

const HISTORIES = 25;
const deaths = [
	'Order Paid',
	'Write Order',
	'Answer the Shop',
	'Only Call',
	'Begin',
	'Send Message',
];

const steps = fc.array(
	fc.oneof(
		fc.record({
			kind: fc.constant('calls' as const),
			orders: fc.array(fc.constantFrom('A1', 'A2', 'A3'), { minLength: 1, maxLength: 3 }),
			diesAfter: fc.option(fc.constantFrom(...deaths), { nil: undefined }),
		}),
		fc.record({
			kind: fc.constant('recover' as const),
			minutes: fc.integer({ min: 0, max: 12 }),
			runs: fc.integer({ min: 1, max: 2 }),
			diesAfter: fc.option(fc.constantFrom('Stayed Open', 'Begin', 'Send Message'), {
				nil: undefined,
			}),
		}),
		fc.record({
			kind: fc.constant('fault' as const),
			fault: fc.constantFrom(
				{ kind: 'cutAfter' as const },
				{ kind: 'cutBefore' as const },
				{ kind: 'errcode' as const, errcode: 43101 },
				{ kind: 'status' as const, status: 502, taken: true },
			),
		}),
	),
	{ minLength: 1, maxLength: 8 },
);

type History = typeof steps extends fc.Arbitrary<infer Steps> ? Steps : never;

/** Plays a history; gives the orders for which the shop was answered. */
async function play(outbox: OutboxScene, history: History): Promise<Set<string>> {
	const answered = new Set<string>();
	for (const step of history) {
		if (step.kind === 'fault') outbox.order(step.fault);
		else if (step.kind === 'calls') {
			const call = async (order: string) => {
				const { items } = await outbox.call(order, step.diesAfter);
				if (items('Answer the Shop').length > 0) answered.add(order);
			};
			await Promise.all(step.orders.map(call));
		} else {
			const { minutes, runs, diesAfter } = step;
			const waits = [minutes, 0].slice(0, runs);
			await Promise.all(waits.map(async (wait) => await outbox.recover(wait, diesAfter)));
		}
	}
	return answered;
}

test('in every history: 0 lost, 0 doubled, each doubt listed', async () => {
	const property = fc.asyncProperty(steps, async (history) => {
		const outbox = await OutboxScene.start();
		try {
			const answered = await play(outbox, history);
			for (const minutes of [TAKEN_UP, GIVEN_UP, TAKEN_UP]) await outbox.recover(minutes);
			for (const order of answered) {
				const own = outbox.rows.filter(({ orderNumber }) => orderNumber === order);
				const [row, ...others] = own.filter(({ state }) => state !== 'repeated');
				expect(others).toEqual([]);
				const delivered = outbox.delivered(order);
				const fitting = { sent: [row.msgid], refused: [], inDoubt: delivered.slice(0, 1) };
				expect(delivered).toEqual(fitting[row.state as keyof typeof fitting]);
			}
			const doubts = outbox.rows.filter(({ state }) => state === 'inDoubt');
			expect(new Set(outbox.listed)).toEqual(new Set(doubts.map(({ orderNumber }) => orderNumber)));
		} finally {
			await outbox.stop();
		}
	});
	await fc.assert(property, { numRuns: HISTORIES });
});
