import { request } from 'undici';

import type { Simulator } from '../index';
import { startSimulator } from '../index';
import { Client } from './client';

let simulator: Simulator;
let client: Client;
let alice: string;

beforeEach(async () => {
	simulator = await startSimulator();
	client = new Client(simulator);
	alice = simulator.user('alice');
});

afterEach(async () => await simulator.stop());

/** What the page is told until the simulator is reset. */
async function toldDuring(act: () => Promise<void>): Promise<Array<[string, unknown]>> {
	const { body } = await request(`${simulator.url}/_control/events`);
	await act();
	simulator.reset();
	const text = await body.text();
	return [...text.matchAll(/^event: (\w+)\ndata: (.*)$/gm)].map(([, name, data]) => [
		name,
		JSON.parse(data) as unknown,
	]);
}

describe('the inbox', () => {
	it.each(['chats.js', 'chatLines.js', 'desk.js', 'chats.css'])('serves %s', async (name) => {
		expect((await client.call('GET', `/_inbox/${name}`)).status).toBe(200);
	});

	it('hears what is said, who types and where the desk stands', async () => {
		simulator.chats.write(alice, 'before');
		const told = await toldDuring(async () => {
			simulator.desk.close(alice);
			simulator.desk.answer(alice, 'Hello');
			await client.post(
				'/cgi-bin/message/custom/typing',
				{ touser: alice, command: 'Typing' },
				await client.stableToken(),
			);
		});
		expect(told).toEqual([
			[
				'overview',
				expect.objectContaining({
					chatLines: [
						expect.objectContaining({ number: 1, from: 'user', atDesk: true, openId: alice }),
					],
					desks: [{ openId: alice, desk: 'serving' }],
				}),
			],
			['desk', { openId: alice, desk: 'none' }],
			['desk', { openId: alice, desk: 'serving' }],
			['chat', expect.objectContaining({ from: 'desk', content: { type: 'text', text: 'Hello' } })],
			['typing', { openId: alice, seconds: expect.any(Number) as number }],
		]);
	});
});
