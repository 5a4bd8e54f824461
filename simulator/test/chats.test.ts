import type { PushSettings, Simulator } from '../index';
import { startSimulator } from '../index';
import { startCallback } from './callback';
import type { Callback } from './callback';
import { Client } from './client';
import { picture } from './pictures';

const MINUTE = 60;

let simulator: Simulator;
let client: Client;
let callback: Callback;
let alice: string;

beforeEach(async () => {
	simulator = await startSimulator();
	client = new Client(simulator);
	callback = await startCallback();
	alice = simulator.user('alice');
});

afterEach(async () => {
	await simulator.stop();
	await callback.stop();
});

function configure(change: Partial<PushSettings> = {}) {
	simulator.setPush({
		url: callback.url,
		token: 'AAAAA',
		mode: 'plaintext',
		format: 'json',
		delay: 1,
		retryAfter: [],
		...change,
	});
}

async function pushed(): Promise<Array<Record<string, unknown>>> {
	await simulator.pushesSettled();
	return callback.bodies.map((body) => JSON.parse(body) as Record<string, unknown>);
}

const seen = () => simulator.desk.sees(alice).map(({ content }) => content);

describe('what a user does', () => {
	it('is pushed in the documented form', async () => {
		configure();
		simulator.chats.open(alice, 'order 7');
		simulator.chats.write(alice, '您好');
		const mediaId = simulator.chats.sendPicture(alice, picture('jpg'));
		simulator.chats.sendCard(alice, { title: 'A', pagePath: 'pages/a', picture: picture('png') });
		const head = {
			ToUserName: simulator.account.originalId,
			FromUserName: alice,
			CreateTime: expect.any(Number) as number,
		};
		const picUrl = `${simulator.url}/_picture/${mediaId}`;
		const msgId = { MsgId: expect.any(Number) as number };
		const url = expect.stringMatching(/^http:/) as string;
		const thumb = { ThumbUrl: url, ThumbMediaId: expect.any(String) as string };
		const messages = await pushed();
		expect(messages).toHaveLength(4);
		expect(messages).toEqual(
			expect.arrayContaining([
				{ ...head, MsgType: 'event', Event: 'user_enter_tempsession', SessionFrom: 'order 7' },
				{ ...head, MsgType: 'text', Content: '您好', ...msgId },
				{ ...head, MsgType: 'image', PicUrl: picUrl, MediaId: mediaId, ...msgId },
				{
					...head,
					MsgType: 'miniprogrampage',
					Title: 'A',
					AppId: simulator.account.appId,
					PagePath: 'pages/a',
					...thumb,
					...msgId,
				},
			]),
		);
		const shown = await client.get(`/_picture/${mediaId}`);
		expect(shown).toMatchObject({ status: 200, contentType: 'image/jpeg' });
		expect((await client.get('/_picture/unknown')).status).toBe(404);
	});

	it.each<[string, () => void]>([
		['an empty text', () => simulator.chats.write(alice, '')],
		['a malformed openid', () => simulator.chats.write('alice', 'Hi')],
		['a file that is no picture', () => simulator.chats.sendPicture(alice, picture('webp'))],
		['an empty answer of the desk', () => simulator.desk.answer(alice, '')],
	])('is not %s', (_name, act) => {
		expect(act).toThrow();
		expect(simulator.state.accounts[0].conversations.of(alice).lines).toEqual([]);
	});
});

it('tells the user that nobody is there where no valid answer comes', async () => {
	const broken = await startCallback('an error page');
	configure({ url: broken.url });
	simulator.chats.write(alice, 'Hi');
	simulator.chats.open(alice);
	await simulator.pushesSettled();
	await broken.stop();
	expect(simulator.chats.lines(alice)).toMatchObject([
		{ from: 'user' },
		{ from: 'wechat', content: { type: 'text' }, atDesk: false },
	]);
});

it('hands over what the callback answers so, and the desk gets what follows', async () => {
	const fields = { ToUserName: alice, FromUserName: simulator.account.originalId };
	const answer = { ...fields, CreateTime: 1717813800, MsgType: 'transfer_customer_service' };
	const people = await startCallback(JSON.stringify(answer));
	configure({ url: people.url });
	simulator.chats.write(alice, 'one');
	await simulator.pushesSettled();
	simulator.chats.write(alice, 'two');
	await simulator.pushesSettled();
	await people.stop();
	expect(people.bodies).toHaveLength(1);
	expect(seen()).toMatchObject([{ text: 'one' }, { text: 'two' }]);
	expect(simulator.desk.of(alice)).toBe('serving');
});

describe('the service desk', () => {
	it('gets everything while no push is configured', () => {
		simulator.chats.write(alice, 'Hi');
		expect(seen()).toEqual([{ type: 'text', text: 'Hi' }]);
	});

	it('sees nothing of what the callback takes', async () => {
		configure();
		simulator.chats.write(alice, 'Hi');
		expect(await pushed()).toHaveLength(1);
		expect(seen()).toEqual([]);
		expect(simulator.desk.of(alice)).toBe('none');
	});

	it('gets what a served user writes, until the chat is closed or 30 minutes are over', async () => {
		configure();
		simulator.desk.take(alice);
		simulator.chats.write(alice, 'one');
		simulator.moveClock(30 * MINUTE - 1);
		simulator.chats.write(alice, 'two');
		expect(seen()).toMatchObject([{ text: 'one' }, { text: 'two' }]);
		expect(await pushed()).toEqual([]);
		simulator.moveClock(1);
		simulator.chats.write(alice, 'three');
		expect(await pushed()).toMatchObject([{ Content: 'three' }]);
		simulator.desk.answer(alice, 'Sorry for the wait');
		simulator.chats.write(alice, 'four');
		simulator.desk.close(alice);
		simulator.chats.write(alice, 'five');
		expect(await pushed()).toMatchObject([{ Content: 'three' }, { Content: 'five' }]);
		expect(seen()).toMatchObject([
			{ text: 'one' },
			{ text: 'two' },
			{ text: 'Sorry for the wait' },
			{ text: 'four' },
		]);
	});

	it('lets a user wait where it has a queue, whose messages go to the callback', async () => {
		simulator.quirks.deskQueue = true;
		simulator.chats.write(alice, 'one');
		expect(simulator.desk.of(alice)).toBe('waiting');
		configure();
		simulator.chats.write(alice, 'two');
		expect(await pushed()).toMatchObject([{ Content: 'two' }]);
		simulator.desk.take(alice);
		expect(simulator.desk.of(alice)).toBe('serving');
		simulator.chats.write(alice, 'three');
		expect(await pushed()).toHaveLength(1);
		expect(seen()).toMatchObject([{ text: 'one' }, { text: 'three' }]);
	});
});

describe('the control API', () => {
	const act = async (name: string, body: object = {}) =>
		await client.post(`/_control/${name}`, { openId: alice, ...body });

	it('does all of it for other processes', async () => {
		const content = picture('png').toString('base64');
		await act('openChat', { sessionFrom: 'shop' });
		await act('write', { text: 'Hi' });
		const { mediaId } = (await act('sendPicture', { picture: content })).body;
		await act('sendCard', { title: 'A', pagePath: 'pages/a', picture: content });
		await act('answerFromDesk', { text: 'Hello' });
		const [chat] = JSON.parse((await client.get('/_control/chats')).text) as object[];
		expect(chat).toMatchObject({
			openId: alice,
			desk: 'serving',
			messagesLeft: 5,
			isTyping: false,
			lines: [
				{ from: 'user', content: { text: 'Hi' } },
				{ from: 'user', content: { mediaId } },
				{ from: 'user', content: { title: 'A' } },
				{ from: 'desk', content: { text: 'Hello' } },
			],
		});
		await act('closeChat');
		expect(simulator.desk.of(alice)).toBe('none');
		await act('takeChat');
		expect(simulator.desk.of(alice)).toBe('serving');
		const refused = await act('sendPicture', { picture: 'aGVsbG8=' });
		expect(refused.status).toBe(400);
		expect(refused.body).toEqual({ error: 'Not a PNG, JPEG or GIF picture' });
	});
});
