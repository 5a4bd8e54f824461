/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on Node, outside n8n */
import type { Fault } from '../index';
import { Client } from './client';
import { useSimulator } from './useSimulator';

const SEND = '/cgi-bin/message/subscribe/send';

const simulator = useSimulator();
const client = new Client(simulator);
let token: string;
let user: string;
let template: string;

beforeEach(async () => {
	token = await client.stableToken();
	user = simulator.user('alice');
	template = await client.addTemplate(token, '1481', [1, 2]);
	simulator.subscribe(user, template, 9);
});

const send = async (touser = user) => {
	const data = { thing1: { value: 'a' }, thing2: { value: 'b' } };
	return await client.post(SEND, { touser, template_id: template, data }, token);
};
const cut = async () => await send().catch((error: Error & { code: string }) => error.code);

describe('faults', () => {
	it.each<[string, Fault, number, string]>([
		[
			'an error code',
			{ kind: 'errcode', errcode: -1 },
			200,
			'{"errcode":-1,"errmsg":"system error rid: ',
		],
		['a status', { kind: 'status', status: 502 }, 502, '<html>Bad Gateway</html>'],
		['a body', { kind: 'body', body: '<html>', contentType: 'text/html' }, 200, '<html>'],
		['a redirect', { kind: 'redirect', location: 'http://127.0.0.1:1/' }, 302, ''],
		['a dripping body', { kind: 'drip', milliseconds: 1, body: 'slow' }, 200, 'slow'],
		['a revoked token', { kind: 'revokeToken' }, 200, '{"errcode":40001,'],
	])(
		'%s comes in place of the answer, and nothing is taken',
		async (_name, fault, status, text) => {
			simulator.order(fault);
			const reply = await send();
			expect(reply.status).toBe(status);
			expect(reply.text.startsWith(text)).toBe(true);
			expect(simulator.delivered).toEqual([]);
			token = await client.stableToken();
			expect((await send()).body.errcode).toBe(0);
		},
	);

	it.each<[Fault, number]>([
		[{ kind: 'cutBefore' }, 0],
		[{ kind: 'cutAfter' }, 1],
	])('%j resets the connection', async (fault, taken) => {
		simulator.order(fault);
		expect(['ECONNRESET', 'UND_ERR_SOCKET']).toContain(await cut());
		expect(simulator.delivered).toHaveLength(taken);
		expect(simulator.calls.at(-1)).toMatchObject({
			path: SEND,
			fault: fault.kind,
			errcode: undefined,
		});
		expect((await send()).body.errcode).toBe(0);
	});

	it.each<[Fault]>([[{ kind: 'delay', milliseconds: 20 }], [{ kind: 'drip', milliseconds: 1 }]])(
		'%j lets WeChat’s own answer through',
		async (fault) => {
			simulator.order(fault);
			expect((await send()).body.errcode).toBe(0);
			expect(simulator.delivered).toHaveLength(1);
		},
	);

	it('can let the message be taken before a bad status', async () => {
		simulator.order({ kind: 'status', status: 502, taken: true });
		expect((await send()).status).toBe(502);
		expect(simulator.delivered).toHaveLength(1);
	});

	it('never answers on hang, until the simulator stops', async () => {
		simulator.order({ kind: 'hang', taken: true });
		const outcome = cut();
		while (simulator.delivered.length === 0) await new Promise((done) => setTimeout(done, 5));
		expect(simulator.calls.at(-1)).toMatchObject({ fault: 'hang' });
		await simulator.stop();
		expect(['ECONNRESET', 'UND_ERR_SOCKET']).toContain(await outcome);
	});

	it('befall the ordered path, recipient, count and position only', async () => {
		const bob = simulator.user('bob');
		simulator.subscribe(bob, template, 9);
		simulator.order({
			kind: 'errcode',
			errcode: 45011,
			path: '/cgi-bin/message',
			openId: bob,
			skip: 1,
			times: 2,
		});
		simulator.order({ kind: 'errcode', errcode: 50002, path: '/wxaapi' });
		const codes = [];
		for (const one of [user, bob, bob, user, bob, bob]) codes.push((await send(one)).body.errcode);
		expect(codes).toEqual([0, 0, 45011, 0, 45011, 0]);
		expect(simulator.calls.filter(({ fault }) => fault)).toHaveLength(2);
	});

	it('take the wording of the order', async () => {
		simulator.order({ kind: 'errcode', errcode: 45009, errmsg: 'something else' });
		expect((await send()).body.errmsg).toMatch(/^something else rid: /);
		simulator.order({ kind: 'errcode', errcode: 123456 });
		expect((await send()).body.errmsg).toMatch(/^error 123456 rid: /);
	});
});

describe('reset', () => {
	it('puts everything back as just started', async () => {
		await send();
		simulator.order({ kind: 'status', status: 500 });
		simulator.moveClock(1000);
		const { appId } = simulator.account;
		simulator.reset();
		expect(simulator.account.appId).toBe(appId);
		expect([simulator.delivered, simulator.calls]).toEqual([[], []]);
		expect(await client.stableToken()).toBe(token);
		expect(await client.addTemplate(token, '1481', [1, 2])).toBe(template);
		expect((await send()).body.errcode).toBe(43101);
	});
});
