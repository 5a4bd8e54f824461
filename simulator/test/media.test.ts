import { FormData, Response } from 'undici';

import type { Simulator } from '../index';
import { startSimulator } from '../index';
import { readForm } from '../multipart';
import { Client, RID, withoutRid } from './client';
import { form, picture } from './pictures';

const DAY = 24 * 60 * 60;

/** The simulator's clock stands still here, in Unix seconds. */
const NOW = 1_780_000_000;

let simulator: Simulator;
let client: Client;

beforeEach(async () => {
	simulator = await startSimulator({ now: () => NOW * 1000 });
	client = new Client(simulator);
});

afterEach(async () => await simulator.stop());

async function upload([body, contentType]: [Buffer, string], type = 'image') {
	const query = new URLSearchParams({ access_token: await client.stableToken(), type });
	const path = `/cgi-bin/media/upload?${query.toString()}`;
	return await client.call('POST', path, body, { 'content-type': contentType });
}

async function download(mediaId: string) {
	const access_token = await client.stableToken();
	return await client.get('/cgi-bin/media/get', { access_token, media_id: mediaId });
}

describe('media/upload', () => {
	it.each(['png', 'jpg', 'gif'] as const)('takes a %s and gives it back', async (kind) => {
		const { body } = await upload(form('media', `a.${kind}`, picture(kind)));
		expect(body).toEqual({
			type: 'image',
			media_id: expect.stringMatching(/^[\w-]{64}$/) as string,
			created_at: NOW,
		});
		const reply = await download(String(body.media_id));
		expect(reply.text).toBe(picture(kind).toString());
		const type = kind === 'jpg' ? 'image/jpeg' : `image/${kind}`;
		expect(reply).toMatchObject({
			status: 200,
			contentType: type,
			headers: {
				'content-disposition': `attachment; filename="${String(body.media_id)}.${kind}"`,
			},
		});
	});

	it.each<[string, number, string, [Buffer, string]]>([
		['a WebP', 40005, 'invalid file type', form('media', 'a.png', picture('webp'))],
		['another ending', 40005, 'invalid file type', form('media', 'a.txt', picture('png'))],
		['another part', 41005, 'media data missing', form('file', 'a.png', picture('png'))],
		['an empty file', 41005, 'media data missing', form('media', 'a.png', Buffer.alloc(0))],
		['no form', 41005, 'media data missing', [picture('png'), 'image/png']],
		['nothing', 44002, 'empty post data', [Buffer.alloc(0), 'image/png']],
	])('refuses %s with %i', async (_name, errcode, errmsg, given) => {
		const { body } = await upload(given);
		expect(withoutRid(JSON.stringify(body))).toBe(
			JSON.stringify({ errcode, errmsg: `${errmsg} rid: ${RID}` }),
		);
	});

	it('refuses other types than pictures with 40004', async () => {
		const { body } = await upload(form('media', 'a.png', picture('png')), 'voice');
		expect(body.errcode).toBe(40004);
	});

	it('takes 10 MB and nothing larger, or less where a page says so', async () => {
		const largest = 10 * 1024 * 1024;
		const send = async (size: number) =>
			(await upload(form('media', 'a.jpg', picture('jpg', size)))).body.errcode;
		expect(await send(largest)).toBeUndefined();
		expect(await send(largest + 1)).toBe(40009);
		simulator.quirks.largestPicture = 100;
		expect(await send(100)).toBeUndefined();
		expect(await send(101)).toBe(40009);
	});
});

describe('media/get', () => {
	it('gives an upload for three days, and no other id', async () => {
		const { body } = await upload(form('media', 'a.png', picture('png')));
		const mediaId = String(body.media_id);
		simulator.moveClock(3 * DAY - 2);
		expect((await download(mediaId)).contentType).toBe('image/png');
		simulator.moveClock(2);
		expect((await download(mediaId)).body).toMatchObject({ errcode: 40007 });
		expect((await download('unknown')).body).toMatchObject({ errcode: 40007 });
	});

	it('does not give the media of another account', async () => {
		await simulator.stop();
		simulator = await startSimulator({ accounts: [{}, {}] });
		client = new Client(simulator);
		const { media } = simulator.state.accounts[1];
		const bob = simulator.user('bob', simulator.state.accounts[1]);
		const mediaId = simulator.chats.sendPicture(bob, picture('png'), simulator.state.accounts[1]);
		expect(media.get(mediaId)?.mediaId).toBe(mediaId);
		expect((await download(mediaId)).body).toMatchObject({ errcode: 40007 });
	});
});

describe('the reader of forms', () => {
	it('reads what another program writes', async () => {
		const data = new FormData();
		data.append('type', 'image');
		data.append('media', new Blob([picture('png')]), 'a b.png');
		const response = new Response(data);
		const body = Buffer.from(await response.arrayBuffer());
		expect(readForm(String(response.headers.get('content-type')), body)).toEqual([
			{ name: 'type', fileName: undefined, content: Buffer.from('image') },
			{ name: 'media', fileName: 'a b.png', content: picture('png') },
		]);
	});

	const [whole, type] = form('media', 'a.png', Buffer.from('\r\n--front\r\n'));

	it('keeps line breaks and beginnings of the boundary in a file', () => {
		expect(readForm(type, whole)?.[0].content.toString()).toBe('\r\n--front\r\n');
	});

	it.each([
		['another boundary', 'multipart/form-data; boundary=border', whole],
		['no boundary', 'multipart/form-data', whole],
		['another type', 'application/json; boundary=frontier', whole],
		['no end', type, whole.subarray(0, -6)],
		['no beginning', type, whole.subarray(2)],
		['no headers', type, Buffer.from('--frontier\r\nabc\r\n--frontier--')],
		['no name', type, Buffer.from('--frontier\r\nX: 1\r\n\r\nabc\r\n--frontier--')],
	])('reads no form with %s', (_name, contentType, body) => {
		expect(readForm(contentType, body)).toBeUndefined();
	});
});
