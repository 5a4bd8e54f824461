/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- runs on Node, outside n8n */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { request } from 'undici';

import { Client } from './client';
import { useSimulator } from './useSimulator';

const SEND = '/cgi-bin/message/subscribe/send';

interface Event {
	name: string;
	data: Record<string, unknown>;
}

const simulator = useSimulator();
const client = new Client(simulator);

/** The page's live events, one by one; ends when the simulator closes the stream. */
async function* liveEvents(): AsyncGenerator<Event> {
	const { body, headers } = await request(`${simulator.url}/_control/events`);
	expect(headers['content-type']).toBe('text/event-stream');
	let text = '';
	for await (const chunk of body) {
		text += String(chunk);
		for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
			const [, name, data] = /^event: (\w+)\ndata: (.*)$/.exec(text.slice(0, end)) ?? [];
			text = text.slice(end + 2);
			if (name) yield { name, data: JSON.parse(data) as Event['data'] };
		}
	}
}

describe('the inbox', () => {
	it.each([
		['/', 'text/html; charset=utf-8', '<title>Inbox of the local WeChat</title>'],
		['/_inbox/inbox.css', 'text/css; charset=utf-8', '.phone'],
		['/_inbox/inbox.js', 'text/javascript; charset=utf-8', 'EventSource'],
		['/_inbox/phones.js', 'text/javascript; charset=utf-8', 'phone-template'],
	])('serves %s', async (path, type, text) => {
		const reply = await client.call('GET', path);
		expect(reply).toMatchObject({ status: 200, contentType: type });
		expect(reply.text).toContain(text);
		expect(simulator.calls).toEqual([]);
	});

	it('first hears how things stand, then everything that happens, until a reset', async () => {
		const token = await client.stableToken();
		const template = await client.addTemplate(token, '1481', [1, 2]);
		const alice = simulator.user('alice');
		const body = {
			touser: alice,
			template_id: template,
			data: { thing1: { value: 'a' }, thing2: { value: 'b' } },
		};
		await client.post(SEND, body, token);
		const events = liveEvents();
		const next = async () => (await events.next()).value as Event;
		expect(await next()).toEqual({
			name: 'overview',
			data: {
				appId: simulator.account.appId,
				templates: [
					{ id: template, title: '收货结果通知', type: 2, labels: ['订单类型', '订单商品'] },
				],
				people: [{ openId: alice, name: 'alice' }],
				cards: [],
				chatLines: [],
				desks: [],
				deliveries: [],
				attempts: [expect.objectContaining({ openId: alice, errcode: 43101 })],
			},
		});
		const bob = simulator.user('bob');
		expect(await next()).toEqual({ name: 'person', data: { openId: bob, name: 'bob' } });
		simulator.subscribe(alice, template);
		await client.post(SEND, body, token);
		expect(await next()).toMatchObject({ name: 'delivery', data: { title: '收货结果通知' } });
		await client.post(SEND, body, token);
		expect(await next()).toMatchObject({ name: 'attempt', data: { errcode: 43101 } });
		await client.post('/wxaapi/newtmpl/deltemplate', { priTmplId: template }, token);
		expect(await next()).toEqual({ name: 'templates', data: [] });
		simulator.reset();
		expect((await events.next()).done).toBe(true);
	});

	it('hears of a card when it appears and each time it changes, and of all cards at first', async () => {
		simulator.account.addTemplate(10000001, []);
		simulator.quirks.payCodeKnownAfter = 0;
		const openid = simulator.user('alice');
		const { transactionId, paidAt } = simulator.payOrder(openid, 5800);
		const update = async (cur_status: number) =>
			await client.post(
				'/wxa/set_user_notify',
				{
					openid,
					notify_type: 2001,
					notify_code: transactionId,
					content_json: JSON.stringify({ cur_status, wxa_path_query: 'pages/order' }),
					check_json: JSON.stringify({ pay_amount: 5800, pay_time: paidAt, pay_channel: 0 }),
				},
				await client.stableToken(),
			);
		const events = liveEvents();
		const next = async () => (await events.next()).value as Event;
		// A card's template has nothing that a user could allow.
		expect(await next()).toMatchObject({ name: 'overview', data: { templates: [], cards: [] } });
		await update(1);
		expect(await next()).toMatchObject({
			name: 'card',
			data: { openId: openid, code: transactionId, title: '商品物流', status: 1 },
		});
		await update(4);
		expect(await next()).toMatchObject({ name: 'card', data: { code: transactionId, status: 4 } });
		await events.return(undefined);
		const later = await liveEvents().next();
		expect(later.value).toMatchObject({ data: { cards: [{ code: transactionId, status: 4 }] } });
	});

	it('tells how many messages an acceptance leaves', async () => {
		const token = await client.stableToken();
		const oneTime = await client.addTemplate(token, '1481', [1, 2]);
		const longTerm = await client.addTemplate(token, '20002', [1, 2]);
		const openId = simulator.user('alice');
		const allow = async (templateId: string) =>
			(await client.post('/_control/subscribe', { openId, templateId })).body;
		await allow(oneTime);
		expect(await allow(oneTime)).toEqual({ left: 2 });
		expect(await allow(longTerm)).toEqual({});
	});
});

it('keeps the latest phones, and those that somebody uses', () => {
	// The page's files are modules for browsers: Node runs them as such in a process of its own.
	const file = pathToFileURL(join(__dirname, '../inbox/page/recent.js')).href;
	const script = `
		import { renew, takeOldest } from '${file}';
		const phones = new Map([1, 2, 3, 4, 5, 6].map((one) => [one, 'phone ' + one]));
		renew(phones, 1);
		const taken = takeOldest(phones, 3, (phone) => phone === 'phone 3');
		console.log(JSON.stringify({ taken, left: [...phones.keys()] }));
	`;
	const output = execFileSync(process.execPath, ['--input-type=module', '-e', script]);
	expect(JSON.parse(output.toString())).toEqual({
		taken: ['phone 2', 'phone 4', 'phone 5'],
		left: [3, 6, 1],
	});
});
