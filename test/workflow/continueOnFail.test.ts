import type { IDataObject, INode, NodeApiError } from 'n8n-workflow';

import { NODE } from '../support/harness';
import { messagesPer, subscribers } from '../support/recipients';
import { useTappedHarness } from '../support/tappedHarness';

const SEND = '/cgi-bin/message/subscribe/send';

const harness = useTappedHarness();
let templateId: string;
let items: IDataObject[];

/** Five recipients: the 2nd has not subscribed, the 3rd has no OpenID, the answer for the 4th is lost. */
beforeEach(async () => {
	templateId = await harness.addSubscribeTemplate();
	items = subscribers(harness, templateId, 5).map((item, index) => ({
		...item,
		name: `n${index}`,
	}));
	harness.simulator.unsubscribe(String(items[1].openId), templateId);
	items[2] = { openId: '', name: 'n2' };
	harness.simulator.order({ kind: 'cutAfter', path: SEND, openId: String(items[3].openId) });
});

const failure = (index: number): IDataObject =>
	[
		{},
		{
			error: 'The user has not subscribed, or the subscription is used up',
			message: expect.stringContaining("WeChat's answer: 43101"),
			details: {
				touser: items[1].openId,
				template_id: templateId,
				errcode: 43101,
				rid: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/),
				outcome: 'refused',
			},
		},
		{
			error: 'The parameter "OpenID" is empty',
			message: expect.stringContaining('Enter a value'),
			details: { outcome: 'invalid' },
		},
		{
			error: expect.stringContaining('closed the connection without an answer'),
			message: expect.stringMatching(/not known whether the message to .* was sent/),
			details: { touser: items[3].openId, template_id: templateId, outcome: 'unknown' },
		},
	][index] as IDataObject;

const success = (index: number) =>
	expect.objectContaining({ errcode: 0, touser: items[index].openId }) as IDataObject;

test('Continue puts every item out in its place, paired', async () => {
	const result = await harness.run(harness.sendParameters(templateId), items, {
		onError: 'continueRegularOutput',
	});
	expect(result.status).toBe('success');
	expect(result.items(NODE)).toEqual([
		{ json: success(0), pairedItem: { item: 0 } },
		{ json: failure(1), pairedItem: { item: 1 } },
		{ json: failure(2), pairedItem: { item: 2 } },
		{ json: failure(3), pairedItem: { item: 3 } },
		{ json: success(4), pairedItem: { item: 4 } },
	]);
	expect(messagesPer(harness, items)).toEqual([1, 0, 0, 1, 1]);
});

test('Continue (using error output) keeps successes and failures apart, with the input', async () => {
	const result = await harness.run(harness.sendParameters(templateId), items, {
		onError: 'continueErrorOutput',
	});
	expect(result.status).toBe('success');
	expect(result.items(NODE, 0)).toEqual([
		{ json: success(0), pairedItem: { item: 0 } },
		{ json: success(4), pairedItem: { item: 4 } },
	]);
	expect(result.items(NODE, 1)).toEqual(
		[1, 2, 3].map((index) => ({
			json: { ...items[index], ...failure(index) },
			pairedItem: expect.objectContaining({ item: index }),
		})),
	);
	expect(messagesPer(harness, items)).toEqual([1, 0, 0, 1, 1]);
});

test.each([0, 1])('behind output %i an expression finds the item it came from', async (output) => {
	const workflow = harness.workflow(harness.sendParameters(templateId), {
		onError: 'continueErrorOutput',
	});
	const name: INode = {
		id: 'name',
		name: 'Name',
		type: 'n8n-nodes-base.set',
		typeVersion: 1,
		position: [400, 0],
		parameters: {
			assignments: {
				assignments: [
					{ id: '1', name: 'name', type: 'string', value: "={{ $('Start').item.json.name }}" },
				],
			},
		},
	};
	workflow.nodes.push(name);
	workflow.connections[NODE] = { main: [] };
	workflow.connections[NODE].main[output] = [{ node: 'Name', type: 'main', index: 0 }];
	const result = await harness.engine.run(workflow, { input: items });
	expect(result.items('Name').map(({ json }) => json.name)).toEqual(
		[
			['n0', 'n4'],
			['n1', 'n2', 'n3'],
		][output],
	);
});

test('an option that cannot be read is the failure of its item alone, also of the first', async () => {
	const three = subscribers(harness, templateId, 3).map((item, index) => ({ ...item, index }));
	const page = "={{ $json.index === 0 ? $('Nowhere').item.json.page : 'pages/index' }}";
	const parameters = harness.sendParameters(templateId, { page });
	const result = await harness.run(parameters, three, { onError: 'continueRegularOutput' });
	expect(messagesPer(harness, three)).toEqual([0, 1, 1]);
	expect(result.items(NODE)[0].json.error).toContain('cannot be read');
});

test('the hints sum the failures up', async () => {
	const result = await harness.run(harness.sendParameters(templateId), items, {
		onError: 'continueRegularOutput',
	});
	const hints = result.hints(NODE).map(({ message }) => message);
	expect(hints).toContainEqual(expect.stringMatching(/^1 of 5 items: .*43101/));
	expect(hints).toContainEqual(expect.stringMatching(/^1 of 5 items: .*"OpenID" is empty/));
});

describe('without it', () => {
	beforeEach(() => items.splice(2, 1));

	test('the first failure ends the run, and says what became of every item', async () => {
		const result = await harness.run(harness.sendParameters(templateId, { concurrency: 1 }), items);
		expect(result.status).toBe('error');
		expect(result.items(NODE)).toEqual([]);
		const { message, description, context, httpCode } = result.error as NodeApiError;
		expect(message).toBe('The user has not subscribed, or the subscription is used up');
		expect({ httpCode, itemIndex: context.itemIndex }).toEqual({ httpCode: '43101', itemIndex: 1 });
		expect(description).toContain('Item 1 stopped the run after 1 of 4 items were done');
		expect(description).toMatch(/Done: item 0\. Failed: item 1\. Not tried: items 2-3\./);
		expect(messagesPer(harness, items)).toEqual([1, 0, 0, 0]);
	});

	test('what was under way is counted as it came out', async () => {
		harness.simulator.state.faults.clear();
		const users = subscribers(harness, templateId, 30);
		harness.simulator.order({
			kind: 'errcode',
			errcode: 48001,
			path: SEND,
			openId: users[7].openId,
		});
		const { error } = await harness.run(
			harness.sendParameters(templateId, { concurrency: 5 }),
			users,
		);
		expect(error).toMatchObject({ httpCode: '48001', message: 'The account may not use this API' });
		const { description } = error as NodeApiError;
		const [, done] = /after (\d+) of 30 items were done/.exec(String(description)) ?? [];
		const delivered = harness.simulator.delivered.length;
		expect(Number(done)).toBe(delivered);
		expect(delivered).toBeGreaterThanOrEqual(7);
		expect(delivered).toBeLessThanOrEqual(11);
	});

	test('an outcome that is not known ends the run as such', async () => {
		const { error } = await harness.run(
			harness.sendParameters(templateId, { concurrency: 1 }),
			items.slice(2),
		);
		const { message, description } = error as NodeApiError;
		expect(message).toContain('closed the connection without an answer');
		expect(description).toContain(String(items[2].openId));
		expect(description).toMatch(/Outcome not known: item 0\. Not tried: item 1\./);
		expect(messagesPer(harness, items)).toEqual([0, 0, 1, 0]);
		expect(harness.simulator.calledTimes(SEND)).toBe(1);
	});

	test('a single item needs no summary', async () => {
		const { error } = await harness.run(harness.sendParameters(templateId), items.slice(1, 2));
		expect((error as NodeApiError).description).not.toContain('ended the run');
	});
});

test('without a credential no item looks as if it were sent', async () => {
	const workflow = harness.workflow(harness.sendParameters(templateId), {
		onError: 'continueRegularOutput',
	});
	workflow.nodes[1].credentials = { weChatMiniProgramApi: { id: 'gone', name: 'Gone' } };
	const result = await harness.engine.run(workflow, { input: [items[0], items[4]] });
	expect(result.items(NODE).map(({ json }) => json.error)).toEqual([
		expect.stringContaining('gone'),
		expect.stringContaining('gone'),
	]);
});
