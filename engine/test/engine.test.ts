/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on Node, outside n8n */
import type { INode } from 'n8n-workflow';

import type { CredentialReference, Engine, WorkflowJson } from '../index';
import { createEngine, packageOf } from '../index';
import { Pass, Ticket, TicketApi, TicketService, TicketTrigger } from './engineFixtures';

const KEY = 'key-of-a-customer';
const service = new TicketService();
let engine: Engine;
let reference: CredentialReference;

beforeAll(async () => await service.start());
afterAll(async () => await service.stop());
beforeEach(() => {
	service.forget();
	engine = createEngine({
		packages: [packageOf('tickets', [Ticket, Pass, TicketTrigger], [TicketApi])],
	});
	reference = addCredential({});
});

function addCredential(data: object): CredentialReference {
	const defaults = { url: service.url, key: KEY };
	return engine.credentials.add({
		name: 'Tickets',
		type: 'ticketApi',
		data: { ...defaults, ...data },
	});
}

function node(name: string, type: string, more: Partial<INode> = {}): INode {
	return {
		id: name,
		name,
		type: `tickets.${type}`,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		...more,
	};
}

const ticketNode = (more: Partial<INode> = {}) =>
	node('Ticket', 'ticket', {
		parameters: { ticket: '={{ $json.id }}' },
		credentials: { ticketApi: reference },
		...more,
	});

const to = (name: string) => [{ node: name, type: 'main' as const, index: 0 }];

const alone = (more?: Partial<INode>): WorkflowJson => ({
	nodes: [ticketNode(more)],
	connections: {},
});

const stored = () => engine.credentials.read(reference.id).data;

describe('the credential store', () => {
	it('gets a token once, stores it and hands back declared fields only', async () => {
		const { status, items } = await engine.run(alone(), { input: [{ id: 'a' }, { id: 'b' }] });
		expect(status).toBe('success');
		expect(items('Ticket').map(({ json }) => json.ticket)).toEqual(['a', 'b']);
		expect(service.calls).toEqual(['/token', '/tickets/a', '/tickets/b']);
		expect(engine.credentials.writes).toBe(1);
		expect(stored()).toMatchObject({
			accessToken: `t${service.tokens}`,
			issuedFor: KEY,
			undeclared: 'dropped on read',
		});
		const options = await engine.loadOptions(ticketNode(), 'regions');
		expect(options).toEqual([{ name: 'eu', value: '={{ $json.id }}' }]);
	});

	it('keeps a field entered as an expression and resolves it for the type', async () => {
		reference = addCredential({ key: '={{ "key of " + $json.id }}' });
		await engine.run(alone(), { input: [{ id: 'a' }] });
		expect(stored()).toMatchObject({
			key: '={{ "key of " + $json.id }}',
			issuedFor: 'key of a',
		});
	});

	it.each([
		['the type throws a 401 itself', 'old', ['/token', '/tickets/a']],
		['the service answers 401', 'revoked', ['/tickets/a', '/token', '/tickets/a']],
	])('renews once and repeats the call where %s', async (_case, accessToken, calls) => {
		reference = addCredential({ accessToken });
		const { status } = await engine.run(alone(), { input: [{ id: 'a' }] });
		expect(status).toBe('success');
		expect(service.calls).toEqual(calls);
		expect(stored().accessToken).toBe(`t${service.tokens}`);
	});

	it('hands out copies: changing one changes no row', () => {
		stored().key = 'changed';
		expect(stored().key).toBe(KEY);
		engine.credentials.update(reference.id, { ...stored(), key: 'new' });
		expect(stored().key).toBe('new');
	});

	it.each([
		['missing', () => ({ id: 'nowhere', name: 'Tickets' }), 'does not exist'],
		['of another type', () => otherTypeReference(), 'is not of type "ticketApi"'],
	])('refuses a credential that is %s', async (_case, ticketApi, message) => {
		const { error } = await engine.run(alone({ credentials: { ticketApi: ticketApi() } }));
		expect(error?.message).toContain(message);
	});

	function otherTypeReference(): CredentialReference {
		return engine.credentials.add({ name: 'Other', type: 'otherApi', data: {} });
	}
});

describe('a credential test', () => {
	it('passes, stores the token, and uses it the next time', async () => {
		const passed = { status: 'OK', message: 'Connection successful!' };
		expect(await engine.testCredential(reference.id)).toEqual(passed);
		expect(await engine.testCredential(reference.id)).toEqual(passed);
		expect(service.calls).toEqual(['/token', '/tickets/test', '/tickets/test']);
		expect(stored().accessToken).toBe(`t${service.tokens}`);
	});

	it('names the network error of an unreachable service', async () => {
		const { id } = addCredential({ url: 'http://127.0.0.1:1' });
		const { status, message } = await engine.testCredential(id);
		expect(status).toBe('Error');
		// The code on n8n 2.x, a sentence on 1.x.
		expect(message).toMatch(/ECONNREFUSED|refused the connection/);
	});
});

describe('a run', () => {
	it('pairs items through nodes and collects hints and logs, each run its own', async () => {
		const workflow: WorkflowJson = {
			nodes: [
				node('Start', 'pass'),
				ticketNode(),
				node('End', 'pass', { parameters: { note: "={{ $('Start').item.json.who }}" } }),
			],
			connections: { Start: { main: [to('Ticket')] }, Ticket: { main: [to('End')] } },
		};
		const run = async (who: string) =>
			await engine.run(workflow, { startNode: 'Start', input: [{ id: who, who }, { id: 'x' }] });
		const [ann, bob] = await Promise.all([run('ann'), run('bob')]);
		expect(ann.items('End')[0].json).toMatchObject({ ticket: 'ann', note: 'ann' });
		expect(bob.items('End')[0].json).toMatchObject({ ticket: 'bob', note: 'bob' });
		expect(ann.hints('Ticket')).toEqual([{ message: '2 tickets', location: 'outputPane' }]);
		expect(ann.logs.filter((line) => line.includes('Looked up'))).toEqual([
			'debug Looked up {"tickets":2}',
		]);
		expect(ann.serialized()).toContain('"ticket":"ann"');
		expect(workflow.nodes[0].parameters).toEqual({});
	});

	it('stops at a failing item and tells which it was', async () => {
		const input = [{ id: 'a' }, { id: 'missing' }, { id: 'c' }];
		const { status, error, items, run } = await engine.run(alone(), { input });
		expect(status).toBe('error');
		expect(error).toMatchObject({ context: { itemIndex: 1 }, node: { name: 'Ticket' } });
		expect(items('Ticket')).toEqual([]);
		expect(run.data.resultData.lastNodeExecuted).toBe('Ticket');
		expect(service.calls).not.toContain('/tickets/c');
	});

	it.each([
		['continueRegularOutput', [undefined, 'failed', undefined], []],
		['continueErrorOutput', [undefined, undefined], ['failed']],
	] as const)('puts a failing item out by %s', async (onError, regular, failed) => {
		const input = [{ id: 'a' }, { id: 'missing' }, { id: 'c' }];
		const { status, items } = await engine.run(alone({ onError }), { input });
		const errorsOf = (output: number) =>
			items('Ticket', output).map(({ json }) => json.error && 'failed');
		expect(status).toBe('success');
		expect(errorsOf(0)).toEqual(regular);
		expect(errorsOf(1)).toEqual(failed);
	});

	it('is cancelled in the middle of a request', async () => {
		const abort = new AbortController();
		const running = engine.run(alone(), {
			input: [{ id: 'hang' }, { id: 'after' }],
			signal: abort.signal,
		});
		while (!service.calls.includes('/hang')) await new Promise(setImmediate);
		abort.abort();
		expect((await running).status).toBe('canceled');
		expect(service.calls).not.toContain('/tickets/after');
	});

	it.each([
		['an unknown node type', [node('Gone', 'gone')]],
		['an empty required parameter', [ticketNode({ parameters: { ticket: '' } })]],
	])('reports %s as n8n does before it starts', async (_case, nodes) => {
		const { status, error } = await engine.run({ nodes, connections: {} });
		expect(status).toBe('error');
		expect(error).toMatchObject({
			name: 'WorkflowHasIssuesError',
			message: expect.stringContaining('issues'),
		});
		expect(service.calls).toEqual([]);
	});

	it('rejects where there is nothing to start at', async () => {
		await expect(engine.run({ nodes: [], connections: {} })).rejects.toThrow('no node to start at');
		await expect(engine.run(alone(), { startNode: 'Gone' })).rejects.toThrow('no node "Gone"');
	});
});

describe("the editor's requests", () => {
	it('pages through a list search', async () => {
		const first = await engine.listSearch(ticketNode(), 'tickets', { filter: 'open' });
		expect(first.results).toEqual([{ name: `open of ${KEY}`, value: '1' }]);
		const { paginationToken } = first;
		const options = { filter: 'open', paginationToken: paginationToken as string };
		const second = await engine.listSearch(ticketNode(), 'tickets', options);
		expect(second.paginationToken).toBe('2');
	});

	it('maps resources, each field once', async () => {
		const mapped = ticketNode({ parameters: { ticket: 'number' } });
		const { fields } = await engine.resourceMapping(mapped, 'fields');
		expect(fields.map(({ id }) => id)).toEqual(['number']);
	});

	it('refuses a method the node does not have', async () => {
		await expect(engine.loadOptions(ticketNode(), 'nothing')).rejects.toThrow('"nothing"');
	});
});

describe('a webhook', () => {
	const trigger = node('Trigger', 'ticketTrigger');

	it('answers what the node sends itself', async () => {
		const { status, headers, body, workflowData } = await engine.webhook(trigger, {
			query: { challenge: 'hello' },
		});
		expect({ status, body, workflowData }).toEqual({
			status: 200,
			body: 'hello',
			workflowData: undefined,
		});
		expect(headers['content-type']).toBe('text/plain; charset=utf-8');
	});

	it('starts the workflow with the raw body at hand, and remembers between calls', async () => {
		const first = await engine.webhook(trigger, { body: { id: 'e1' } });
		expect(first).toMatchObject({ status: 200, body: 'success' });
		const again = await engine.webhook(trigger, { body: { id: 'e1' } });
		expect(again).toMatchObject({ body: 'seen', workflowData: undefined });
		const workflow = {
			nodes: [trigger, node('End', 'pass')],
			connections: { Trigger: { main: [to('End')] } },
		};
		const { items } = await engine.run(workflow, { input: first.workflowData?.[0] });
		expect(items('End')[0].json).toMatchObject({ id: 'e1', raw: '{"id":"e1"}' });
	});

	it.each([
		['text/xml', '<xml><ID>e2</ID></xml>', 200, 'success'],
		['text/xml', '<xml><ID>e2', 422, 'Failed to parse request body'],
		['application/json', '{"id":', 422, 'Failed to parse request body'],
		['application/json', '{"id":"broken"}', 500, 'Workflow could not be started!'],
	])('takes a body of %s: %s', async (contentType, rawBody, status, text) => {
		const headers = { 'Content-Type': contentType };
		const answer = await engine.webhook(trigger, { headers, rawBody });
		expect(answer.status).toBe(status);
		expect(answer.body).toContain(text);
		expect(answer.workflowData === undefined).toBe(status !== 200);
	});

	it('is not found for a method the node does not listen to', async () => {
		expect((await engine.webhook(trigger, { method: 'PUT' })).status).toBe(404);
	});
});
