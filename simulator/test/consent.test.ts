import type { DialogAnswer, Simulator } from '../index';
import { startSimulator } from '../index';
import { Client } from './client';

const SEND = '/cgi-bin/message/subscribe/send';
/** Nobody listens: a push is refused once and given up. */
const NOWHERE = { url: 'http://127.0.0.1:1/', mode: 'plaintext', format: 'json' } as const;

let simulator: Simulator;
let client: Client;
let token: string;
let user: string;
let template: string;

beforeEach(async () => {
	simulator = await startSimulator();
	client = new Client(simulator);
	token = await client.stableToken();
	user = simulator.user('alice');
	template = await client.addTemplate(token, '1481', [1, 2]);
	simulator.setPush({ ...NOWHERE, token: 'AAAAA', delay: 0, retryAfter: [] });
});

afterEach(async () => await simulator.stop());

const data = { thing1: { value: 'a' }, thing2: { value: 'b' } };
const send = async (change: object = {}) =>
	(await client.post(SEND, { touser: user, template_id: template, data, ...change }, token)).body;

const pushed = () =>
	simulator.pushes.map(({ message }) => JSON.parse(message) as { Event: string; List: object });

describe('the permission dialog', () => {
	test.each<[DialogAnswer, number, string | undefined]>([
		['accept', 1, 'accept'],
		['acceptWithAudio', 1, 'accept'],
		['acceptWithAlert', 1, 'accept'],
		['acceptWithForcePush', 1, 'accept'],
		['reject', 0, 'reject'],
		['ban', 0, undefined],
		['filter', 0, undefined],
	])('answered %s: %i message, pushed as %s', async (answer, left, status) => {
		simulator.answerDialog(user, { [template]: answer });
		expect(simulator.messagesLeft(user, template)).toBe(left);
		const statuses = pushed().map(({ List }) => List);
		expect(statuses).toEqual(
			status ? [expect.objectContaining({ SubscribeStatusString: status })] : [],
		);
	});

	test('names accepts with sound in its event where that is asked for', () => {
		simulator.quirks.acceptKindInEvents = true;
		simulator.answerDialog(user, { [template]: 'acceptWithAudio' });
		expect(pushed()[0].List).toMatchObject({ SubscribeStatusString: 'acceptWithAudio' });
	});

	test('holds five templates, in one event without those that were left out', async () => {
		const five: Record<string, DialogAnswer> = {};
		const pairs = [1, 2, 3].flatMap((one) => [2, 3, 4].map((other) => [one, other]));
		const choices = pairs.filter(([one, other]) => one < other).slice(0, 5);
		for (const choice of choices) five[await client.addTemplate(token, '661', choice)] = 'accept';
		five[Object.keys(five)[4]] = 'filter';
		simulator.answerDialog(user, five);
		expect(pushed()).toHaveLength(1);
		expect(pushed()[0].List).toHaveLength(4);
	});
});

describe('"always" ticked', () => {
	test.each([
		[false, 1],
		[true, 2],
	])('counts without a dialog; pushes each time: %s', (silentAcceptPushes, events) => {
		simulator.quirks.silentAcceptPushes = silentAcceptPushes;
		simulator.users.acceptAlways(user, template);
		simulator.users.acceptSilently(user, template);
		expect(simulator.messagesLeft(user, template)).toBe(2);
		expect(pushed()).toHaveLength(events);
	});

	test('ends when the user switches the template off', () => {
		expect(() => simulator.users.acceptSilently(user, template)).toThrow('would appear');
		simulator.users.acceptAlways(user, template);
		simulator.unsubscribe(user, template);
		expect(simulator.messagesLeft(user, template)).toBe(0);
		expect(() => simulator.users.acceptSilently(user, template)).toThrow('would appear');
	});
});

describe('an allowance', () => {
	test.each([
		['data', { data: {} }, 47003],
		['page', { page: 5 }, 41030],
		['template', { template_id: 'x' }, 40037],
	])('is not used up by a send whose %s is refused', async (_what, change, errcode) => {
		simulator.subscribe(user, template);
		expect((await send(change)).errcode).toBe(errcode);
		expect(simulator.messagesLeft(user, template)).toBe(1);
	});

	test.each([
		[false, 1],
		[true, 0],
	])('of a message that does not arrive is used up: %s', async (isUsedUp, left) => {
		simulator.quirks.undeliveredUsesAllowance = isUsedUp;
		simulator.subscribe(user, template);
		simulator.users.blockMessages(user);
		expect(await send()).toMatchObject({ errcode: 0 });
		expect(simulator.delivered).toEqual([]);
		expect(simulator.messagesLeft(user, template)).toBe(left);
		expect(pushed()[1]).toMatchObject({
			Event: 'subscribe_msg_sent_event',
			List: { ErrorCode: '1', ErrorStatus: 'failed' },
		});
	});
});

test('a frequency-limited long-term template allows so many messages for each value in a period', async () => {
	const longTerm = await client.addTemplate(token, '20002', [1, 2]);
	simulator.subscribe(user, longTerm);
	simulator.users.limitFrequency(longTerm, { key: 'enum_string2', messages: 1, seconds: 3600 });
	const sendAbout = async (place: string) => {
		const values = { time1: { value: '15:01' }, enum_string2: { value: place } };
		return (await send({ template_id: longTerm, data: values })).errcode;
	};
	expect(await sendAbout('客厅')).toBe(0);
	expect(await sendAbout('客厅')).toBe(43101);
	expect(await sendAbout('餐厅')).toBe(0);
	simulator.quirks.frequencyErrcode = 45009;
	expect(await sendAbout('客厅')).toBe(45009);
	simulator.moveClock(3601);
	expect(await sendAbout('客厅')).toBe(0);
});
