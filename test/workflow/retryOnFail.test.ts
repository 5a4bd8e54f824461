import type { IDataObject, INode, NodeApiError } from 'n8n-workflow';

import type { RunResult, WorkflowJson } from '../../engine';
import { NODE } from '../support/harness';
import type { NodeSettings } from '../support/harness';
import { messagesPer, subscribers } from '../support/recipients';
import { useTappedHarness } from '../support/tappedHarness';

const SEND = '/cgi-bin/message/subscribe/send';
const MAX_TRIES = 3;
const CONTINUING: Array<NodeSettings['onError']> = ['continueRegularOutput', 'continueErrorOutput'];

const harness = useTappedHarness();
let templateId: string;
let items: Array<{ openId: string }>;

beforeEach(async () => {
	templateId = await harness.addSubscribeTemplate();
	items = subscribers(harness, templateId, 3, 5);
	harness.wire.forget();
});

function retrying(onError: NodeSettings['onError'] = 'stopWorkflow'): WorkflowJson {
	const workflow = harness.workflow(harness.sendParameters(templateId, { concurrency: 1 }), {
		onError,
		retryOnFail: true,
		maxTries: MAX_TRIES,
	});
	workflow.nodes[1].waitBetweenTries = 1;
	return workflow;
}

const run = async (onError?: NodeSettings['onError']): Promise<RunResult> =>
	await harness.engine.run(retrying(onError), { input: items });

/** How often each recipient was tried. */
const triesPer = (): number[] =>
	items.map(
		({ openId }) =>
			harness.wire
				.to(SEND)
				.filter(({ body }) => (JSON.parse(body) as IDataObject).touser === openId).length,
	);

const refuse = (index: number, times: number): void =>
	harness.simulator.order({
		kind: 'errcode',
		errcode: 48001,
		path: SEND,
		openId: items[index].openId,
		times,
	});

const loseAnswer = (index: number, kind: 'cutAfter' | 'cutBefore'): void =>
	harness.simulator.order({ kind, path: SEND, openId: items[index].openId });

describe('when a failure stops the node', () => {
	test('the next try goes on behind what was sent', async () => {
		refuse(1, 1);
		const result = await run();
		expect(result.error).toBeUndefined();
		expect(result.items(NODE).map(({ json }) => json.touser)).toEqual(
			items.map(({ openId }) => openId),
		);
		expect(result.items(NODE)[0].json.msgid).toBe(harness.simulator.delivered[0].msgid);
		expect(triesPer()).toEqual([1, 2, 1]);
		expect(messagesPer(harness, items)).toEqual([1, 1, 1]);
	});

	test('a failure that stays is tried as often as set, the others once', async () => {
		refuse(1, MAX_TRIES);
		const { error } = await run();
		expect((error as NodeApiError).httpCode).toBe('48001');
		expect(triesPer()).toEqual([1, MAX_TRIES, 0]);
		expect(messagesPer(harness, items)).toEqual([1, 0, 0]);
	});

	test.each(['cutAfter', 'cutBefore'] as const)(
		'a message of unknown outcome (%s) is not sent again',
		async (kind) => {
			loseAnswer(1, kind);
			const { error } = await run();
			expect(error?.message).toContain('closed the connection without an answer');
			expect((error as NodeApiError).description).toContain(items[1].openId);
			expect(triesPer()).toEqual([1, 1, 0]);
			expect(messagesPer(harness, items)).toEqual([1, kind === 'cutAfter' ? 1 : 0, 0]);
		},
	);
});

test('who retries the execution has decided about the message of unknown outcome', async () => {
	loseAnswer(1, 'cutBefore');
	const failed = await run();
	expect(failed.error?.message).toContain('closed the connection without an answer');
	const result = await harness.engine.run(retrying(), { input: items, retryOf: failed });
	expect(result.error).toBeUndefined();
	expect(triesPer()).toEqual([1, 2, 1]);
	expect(messagesPer(harness, items)).toEqual([1, 1, 1]);
});

describe.each(CONTINUING)('with %s', (onError) => {
	const outputs = (result: RunResult) => [result.items(NODE, 0), result.items(NODE, 1)].flat();

	// n8n looks at the first item to see whether the node failed (WorkflowExecute).
	test('what failed is tried again, what was sent is not', async () => {
		refuse(0, 1);
		const result = await run(onError);
		expect(outputs(result).map(({ json }) => json.errcode)).toEqual([0, 0, 0]);
		expect(triesPer()).toEqual([2, 1, 1]);
		expect(messagesPer(harness, items)).toEqual([1, 1, 1]);
	});

	test('what stays a failure becomes an error item', async () => {
		refuse(0, MAX_TRIES);
		const result = await run(onError);
		const failed = outputs(result).filter(({ json }) => json.error !== undefined);
		expect(failed.map(({ pairedItem }) => pairedItem)).toEqual([
			expect.objectContaining({ item: 0 }),
		]);
		expect(outputs(result)).toHaveLength(3);
		expect(triesPer()).toEqual([MAX_TRIES, 1, 1]);
		expect(messagesPer(harness, items)).toEqual([0, 1, 1]);
	});

	test('a message of unknown outcome is not sent again', async () => {
		loseAnswer(0, 'cutAfter');
		const result = await run(onError);
		const failed = outputs(result).filter(({ json }) => json.error !== undefined);
		expect(failed.map(({ json }) => json.details)).toEqual([
			expect.objectContaining({ outcome: 'unknown', touser: items[0].openId }),
		]);
		expect(triesPer()).toEqual([1, 1, 1]);
		expect(messagesPer(harness, items)).toEqual([1, 1, 1]);
	});
});

describe('in a loop', () => {
	/** The node runs twice in one execution, once for each of two nodes before it. */
	function twice(onError?: NodeSettings['onError']): WorkflowJson {
		const workflow = retrying(onError);
		const before = ['First', 'Second'].map(
			(name): INode => ({
				id: name,
				name,
				type: 'n8n-nodes-base.noOp',
				typeVersion: 1,
				position: [100, 0],
				parameters: {},
			}),
		);
		const [start, node] = workflow.nodes;
		const toNode = { main: [[{ node: NODE, type: 'main' as const, index: 0 }]] };
		return {
			nodes: [start, ...before, node],
			connections: {
				Start: { main: [before.map(({ name }) => ({ node: name, type: 'main', index: 0 }))] },
				First: toNode,
				Second: toNode,
			},
		};
	}

	test('each round sends its own messages', async () => {
		const result = await harness.engine.run(twice(), { input: items });
		expect(result.items(NODE)).toHaveLength(6);
		expect(messagesPer(harness, items)).toEqual([2, 2, 2]);
	});

	test('what is settled in one round does not count for the next', async () => {
		loseAnswer(0, 'cutAfter');
		const result = await harness.engine.run(twice('continueRegularOutput'), { input: items });
		expect(result.items(NODE).map(({ json }) => json.errcode ?? 'unknown')).toEqual([
			'unknown',
			0,
			0,
			0,
			0,
			0,
		]);
		expect(messagesPer(harness, items)).toEqual([2, 2, 2]);
	});

	test('the second round is tried again without its sent messages', async () => {
		harness.simulator.order({
			kind: 'errcode',
			errcode: 48001,
			path: SEND,
			openId: items[1].openId,
			skip: 1,
		});
		const result = await harness.engine.run(twice(), { input: items });
		expect(result.error).toBeUndefined();
		expect(triesPer()).toEqual([2, 3, 2]);
		expect(messagesPer(harness, items)).toEqual([2, 2, 2]);
	});
});

test('two executions of the same workflow do not know of each other', async () => {
	await run();
	await run();
	expect(messagesPer(harness, items)).toEqual([2, 2, 2]);
});
