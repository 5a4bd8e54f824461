import type { Simulator } from '../index';
import { startSimulator } from '../index';
import { Client } from './client';
import { picture } from './pictures';

const SEND = '/cgi-bin/message/custom/send';
const TYPING = '/cgi-bin/message/custom/typing';
const BUSINESS_TYPING = '/cgi-bin/message/custom/business/typing';
const HOUR = 60 * 60;

const TEXT = { msgtype: 'text', text: { content: 'Hello' } };

let simulator: Simulator;
let client: Client;
let alice: string;
let now: number;

beforeEach(async () => {
	now = Date.now();
	simulator = await startSimulator({ now: () => now });
	client = new Client(simulator);
	alice = simulator.user('alice');
});

afterEach(async () => await simulator.stop());

const call = async (path: string, body: object) =>
	(await client.post(path, { touser: alice, ...body }, await client.stableToken())).body.errcode;

const send = async (body: object = TEXT) => await call(SEND, body);
const type = async (command = 'Typing') => await call(TYPING, { command });

async function sendTimes(times: number): Promise<unknown[]> {
	const codes = [];
	for (let time = 0; time < times; time++) codes.push(await send());
	return codes;
}

describe('what a user allows', () => {
	it('is nothing before the user did something', async () => {
		expect(await send()).toBe(45015);
	});

	it('is 5 messages within 48 hours after writing', async () => {
		simulator.chats.write(alice, 'Hi');
		simulator.moveClock(48 * HOUR - 1);
		expect(await sendTimes(6)).toEqual([0, 0, 0, 0, 0, 45047]);
		simulator.moveClock(1);
		expect(await send()).toBe(45015);
	});

	it.each([
		[2, [0, 0, 45047]],
		[1, [0, 45047, 45047]],
	])('is %i messages within a minute after opening the chat', async (messages, codes) => {
		simulator.quirks.messagesAfterOpening = messages;
		simulator.chats.open(alice);
		simulator.moveClock(59);
		expect(await sendTimes(3)).toEqual(codes);
		simulator.moveClock(1);
		expect(await send()).toBe(45015);
	});

	it('counts anew with each action, and is not added up', async () => {
		simulator.chats.write(alice, 'Hi');
		simulator.chats.write(alice, 'Hello?');
		expect(await sendTimes(6)).toEqual([0, 0, 0, 0, 0, 45047]);
		simulator.chats.open(alice);
		expect(await sendTimes(3)).toEqual([0, 0, 45047]);
		simulator.chats.sendPicture(alice, picture('png'));
		expect(simulator.chats.messagesLeft(alice)).toBe(5);
	});

	it('does not shrink when the user opens the chat again', async () => {
		simulator.chats.write(alice, 'Hi');
		simulator.chats.open(alice);
		simulator.moveClock(47 * HOUR);
		expect(simulator.chats.messagesLeft(alice)).toBe(5);
	});

	it('is not used up by what WeChat refuses', async () => {
		simulator.chats.write(alice, 'Hi');
		expect(await send({ msgtype: 'image', image: { media_id: 'unknown' } })).toBe(40007);
		expect(simulator.chats.messagesLeft(alice)).toBe(5);
	});
});

describe('custom/send', () => {
	beforeEach(() => simulator.chats.write(alice, 'Hi'));

	it('brings each type to the phone, with the line "made by AI" where asked for', async () => {
		const mediaId = simulator.chats.sendPicture(alice, picture('png'));
		const link = {
			title: 't',
			description: 'd',
			url: 'https://a.example',
			thumb_url: 'https://b.example',
		};
		const card = { title: 't', pagepath: 'pages/a?id=1', thumb_media_id: mediaId };
		expect(await send({ ...TEXT, aimsgcontext: { is_ai_msg: 1 } })).toBe(0);
		expect(await send({ msgtype: 'image', image: { media_id: mediaId } })).toBe(0);
		expect(await send({ msgtype: 'link', link })).toBe(0);
		expect(await send({ msgtype: 'miniprogrampage', miniprogrampage: card })).toBe(0);
		const sent = simulator.chats.lines(alice).filter(({ from }) => from === 'program');
		expect(sent.map(({ content, byAi }) => ({ ...content, byAi }))).toEqual([
			{ type: 'text', text: 'Hello', byAi: true },
			{ type: 'image', mediaId, byAi: false },
			{
				type: 'link',
				title: 't',
				description: 'd',
				url: 'https://a.example',
				thumbUrl: 'https://b.example',
				byAi: false,
			},
			{
				type: 'miniprogrampage',
				title: 't',
				pagePath: 'pages/a?id=1',
				thumbMediaId: mediaId,
				byAi: false,
			},
		]);
	});

	it.each<[string, number, object]>([
		['an openid of nobody', 40003, { ...TEXT, touser: 'o-too-short' }],
		['a voice message', 45162, { msgtype: 'voice', voice: { media_id: 'a' } }],
		['no type', 45162, { text: { content: 'a' } }],
		['an empty text', 44004, { msgtype: 'text', text: { content: '' } }],
		['a text under another type', 44004, { msgtype: 'text', image: { content: 'a' } }],
		['an unknown picture', 40007, { msgtype: 'image', image: { media_id: 'a' } }],
		['a link without title', 40097, { msgtype: 'link', link: { url: 'https://a.example' } }],
		['a card without page', 40097, { msgtype: 'miniprogrampage', miniprogrampage: { title: 'a' } }],
		[
			'a card without picture',
			40007,
			{ msgtype: 'miniprogrampage', miniprogrampage: { title: 'a', pagepath: 'pages/a' } },
		],
	])('refuses %s with %i', async (_name, errcode, body) => {
		expect(await send(body)).toBe(errcode);
		expect(simulator.chats.lines(alice)).toHaveLength(1);
	});

	it('refuses a picture that WeChat keeps no longer', async () => {
		const mediaId = simulator.chats.sendPicture(alice, picture('png'));
		simulator.moveClock(72 * HOUR);
		simulator.chats.write(alice, 'Still there?');
		expect(await send({ msgtype: 'image', image: { media_id: mediaId } })).toBe(40007);
	});

	it('refuses accounts without the right', async () => {
		simulator.account.settings.unauthorizedApis = [SEND];
		expect(await send()).toBe(48001);
	});
});

describe('custom/typing', () => {
	beforeEach(() => simulator.chats.write(alice, 'Hi'));

	it('shows for 15 seconds, or until it is taken away', async () => {
		expect(await type()).toBe(0);
		expect(simulator.chats.isTyping(alice)).toBe(true);
		expect(await type()).toBe(45081);
		simulator.moveClock(15);
		expect(simulator.chats.isTyping(alice)).toBe(false);
		expect(await type()).toBe(0);
		expect(await type('CancelTyping')).toBe(0);
		expect(simulator.chats.isTyping(alice)).toBe(false);
		expect(await type('CancelTyping')).toBe(0);
	});

	it('ends with a message to the user', async () => {
		await type();
		await send();
		expect(simulator.chats.isTyping(alice)).toBe(false);
		expect(await type()).toBe(0);
	});

	it('needs a message of the last 30 seconds', async () => {
		simulator.moveClock(31);
		expect(await type()).toBe(45080);
		await send();
		simulator.moveClock(30);
		expect(await type()).toBe(0);
	});

	it('needs the right to answer', async () => {
		simulator.moveClock(48 * HOUR);
		expect(await type()).toBe(45015);
	});

	it.each([45072, 40200] as const)('answers %i to a bad command', async (errcode) => {
		simulator.quirks.typingErrcode = errcode;
		expect(await type('typing')).toBe(errcode);
		expect(await call(TYPING, { touser: 'nobody', command: 'Typing' })).toBe(40003);
	});

	it.each([
		['custom', 0, 40066],
		['business', 40066, 0],
		['both', 0, 45081],
	] as const)('is served under the path %s', async (typingPath, custom, business) => {
		simulator.quirks.typingPath = typingPath;
		expect(await type()).toBe(custom);
		expect(await call(BUSINESS_TYPING, { command: 'Typing' })).toBe(business);
	});
});
