import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { answerParameters, imageAnswer, PATHS, textAnswer } from '../support/answers';
import { NODE, useHarness } from '../support/harness';
import { picture, withFile } from '../support/pictures';

const harness = useHarness();
let alice: string;

beforeEach(() => {
	alice = harness.simulator.user('alice');
	harness.simulator.chats.write(alice, 'Hi');
});

/** What the account sent to alice. */
const shown = () =>
	harness.simulator.chats
		.lines(alice)
		.filter(({ from }) => from === 'program')
		.map(({ content, byAi }) => ({ ...content, ...(byAi && { byAi }) }));

const calls = () =>
	Object.values(PATHS).reduce((sum, path) => sum + harness.simulator.calledTimes(path), 0);

const withMediaId = () => harness.simulator.chats.sendPicture(alice, picture('jpg'));

describe('each type of content', () => {
	test('text, with a link into the Mini Program', async () => {
		const text =
			'See <a href="https://shop.example" data-miniprogram-appid="wx1" data-miniprogram-path="pages/a">it</a>.\n您好';
		const result = await harness.run(textAnswer(), [{ openId: alice, text }]);
		expect(result.items(NODE)).toEqual([
			{
				json: { errcode: 0, errmsg: 'ok', touser: alice, msgtype: 'text' },
				pairedItem: { item: 0 },
			},
		]);
		expect(shown()).toEqual([{ type: 'text', text }]);
	});

	test('image, from binary data', async () => {
		const result = await harness.run(imageAnswer(), [withFile({ openId: alice }, picture('gif'))]);
		expect(result.items(NODE)).toMatchObject([{ json: { errcode: 0, msgtype: 'image' } }]);
		const [{ mediaId }] = shown() as Array<{ mediaId: string }>;
		expect(harness.simulator.account.media.shown(mediaId)).toEqual({
			content: picture('gif'),
			contentType: 'image/gif',
			ending: 'gif',
		});
	});

	test('image, by its media ID', async () => {
		const mediaId = withMediaId();
		await harness.run(imageAnswer({ imageSource: 'mediaId', mediaId }), [{ openId: alice }]);
		expect(shown()).toEqual([{ type: 'image', mediaId }]);
		expect(harness.simulator.calledTimes(PATHS.upload)).toBe(0);
	});

	test('link', async () => {
		const result = await harness.run(
			answerParameters({
				contentType: 'link',
				linkTitle: 'How we deliver',
				linkDescription: 'Times and prices',
				linkUrl: 'https://shop.example/delivery',
				linkThumbUrl: 'https://shop.example/delivery.png',
			}),
			[{ openId: alice }],
		);
		expect(result.items(NODE)).toMatchObject([{ json: { msgtype: 'link' } }]);
		expect(shown()).toEqual([
			{
				type: 'link',
				title: 'How we deliver',
				description: 'Times and prices',
				url: 'https://shop.example/delivery',
				thumbUrl: 'https://shop.example/delivery.png',
			},
		]);
	});

	test.each<[string, () => INodeParameters]>([
		['binary data', () => ({ imageSource: 'binary' })],
		['a media ID', () => ({ imageSource: 'mediaId', mediaId: withMediaId() })],
	])('Mini Program card, its picture from %s', async (_name, source) => {
		const card = {
			contentType: 'miniProgramPage',
			pageTitle: 'Order 7',
			pagePath: '/pages/o?id=7',
		};
		const result = await harness.run(answerParameters({ ...card, ...source() }), [
			withFile({ openId: alice }, picture()),
		]);
		expect(result.items(NODE)).toMatchObject([{ json: { msgtype: 'miniprogrampage' } }]);
		expect(shown()).toEqual([
			{
				type: 'miniprogrampage',
				title: 'Order 7',
				pagePath: 'pages/o?id=7',
				thumbMediaId: expect.stringMatching(/^[\w-]{64}$/) as string,
			},
		]);
	});
});

test('the same picture in many items is uploaded once, another one once more', async () => {
	const users = ['bob', 'carol', 'dave', 'erin'].map((name) => harness.simulator.user(name));
	for (const user of users) harness.simulator.chats.write(user, 'Hi');
	const items = users.map((openId, index) =>
		withFile({ openId }, picture('png', index === 2 ? '!' : '.'), `${openId}.png`),
	);
	const result = await harness.run(imageAnswer(), items as unknown as IDataObject[]);
	expect(result.error).toBeUndefined();
	expect(harness.simulator.calledTimes(PATHS.upload)).toBe(2);
	const ids = users.map((user) => {
		const [, { content }] = harness.simulator.chats.lines(user);
		return 'mediaId' in content ? content.mediaId : '';
	});
	expect(ids[0]).toBe(ids[1]);
	expect(ids[3]).toBe(ids[0]);
	expect(ids[2]).not.toBe(ids[0]);
});

test('messages to one user arrive in the order of the items', async () => {
	const texts = ['one', 'two', 'three', 'four', 'five'];
	await harness.run(
		textAnswer(),
		texts.map((text) => ({ openId: alice, text })),
	);
	expect(shown()).toEqual(texts.map((text) => ({ type: 'text', text })));
});

test.each([
	[{ aiGenerated: true }, { byAi: true }],
	[{ aiGenerated: false }, {}],
	[{}, {}],
])('with the options %j WeChat writes %j under it', async (options, under) => {
	await harness.run(textAnswer(options), [{ openId: alice, text: 'Hi' }]);
	expect(shown()).toEqual([{ type: 'text', text: 'Hi', ...under }]);
});

describe('what WeChat would not take is invalid before anything is sent', () => {
	const image = imageAnswer();
	const link = {
		contentType: 'link',
		linkTitle: 'a',
		linkDescription: 'b',
		linkUrl: 'https://shop.example',
		linkThumbUrl: 'https://shop.example/a.png',
	};
	const card = { contentType: 'miniProgramPage', pageTitle: 'a', pagePath: 'pages/a' };
	const large = picture('jpg', '.', 10 * 1024 * 1024 + 1);

	test.each<[string, INodeParameters, IDataObject | INodeExecutionData, string]>([
		['no OpenID', textAnswer(), { openId: '', text: 'a' }, 'The parameter "OpenID" is empty'],
		['no text', textAnswer(), { text: '  ' }, 'The parameter "Text" is empty'],
		['an object as text', textAnswer(), { text: { a: 1 } }, 'The parameter "Text" is not text'],
		[
			'another type of content',
			answerParameters({ contentType: 'video' }),
			{},
			'The parameter "Content Type" has no value "video"',
		],
		[
			'no file',
			image,
			{},
			'The parameter "Input Binary Field" names the binary field "data", which this item does not have',
		],
		[
			'an empty file',
			image,
			withFile({}, Buffer.alloc(0)),
			'The parameter "Input Binary Field" names the field "data", whose file is empty',
		],
		[
			'a WebP under the name of a PNG',
			image,
			withFile({}, picture('webp'), 'a.png'),
			'The parameter "Input Binary Field" names the field "data", whose file is not a PNG, JPEG or GIF picture',
		],
		[
			'more than 10 MB',
			image,
			withFile({}, large),
			'The parameter "Input Binary Field" names the field "data", whose file has 10.1 MB',
		],
		[
			'no media ID',
			imageAnswer({ imageSource: 'mediaId', mediaId: '={{ $json.none }}' }),
			{},
			'The parameter "Media ID" is empty',
		],
		[
			'a link without scheme',
			answerParameters({ ...link, linkUrl: 'shop.example' }),
			{},
			'The parameter "URL" is not a web address',
		],
		[
			'a thumbnail that is no address',
			answerParameters({ ...link, linkThumbUrl: 'data:image/png;base64,' }),
			{},
			'The parameter "Thumbnail URL" is not a web address',
		],
		[
			'a link without title',
			answerParameters({ ...link, linkTitle: '={{ "" }}' }),
			{},
			'The parameter "Title" is empty',
		],
		[
			'a web address as page',
			answerParameters({ ...card, pagePath: 'https://shop.example' }),
			withFile({}, picture()),
			'The parameter "Page" is not the path of a page',
		],
		[
			'a card without picture',
			answerParameters(card),
			{},
			'The parameter "Input Binary Field" names the binary field "data", which this item does not have',
		],
	])('%s', async (_name, parameters, item, message) => {
		const given = ('json' in item ? item : { json: item }) as INodeExecutionData;
		const bad = { ...given, json: { openId: alice, ...given.json } };
		const good = withFile({ openId: alice, text: 'a' }, picture());
		const result = await harness.run(parameters, [good, bad] as unknown as IDataObject[]);
		expect(result.error?.message).toBe(message);
		expect(calls()).toBe(0);
	});
});

describe('what WeChat refuses', () => {
	const send = async () => {
		const result = await harness.run(textAnswer(), [{ openId: alice, text: 'a' }]);
		return result.error as (Error & { description?: string; httpCode?: string }) | undefined;
	};

	test('a user who did nothing for 48 hours must write again', async () => {
		harness.simulator.moveClock(48 * 60 * 60);
		const error = await send();
		expect(error).toMatchObject({
			message: 'The time to answer this user is over',
			httpCode: '45015',
		});
		expect(error?.description).toContain('5 messages within 48 hours after the user wrote');
		expect(error?.description).toContain('2 within 1 minute after the user opened the chat');
		expect(error?.description).toContain('The user must write, or open the chat, again');
	});

	test('after five messages the user must write again', async () => {
		for (let sent = 0; sent < 5; sent++) expect(await send()).toBeUndefined();
		const error = await send();
		expect(error).toMatchObject({
			message: 'This user has got as many service messages as allowed',
			httpCode: '45047',
		});
		expect(error?.description).toContain('5 messages within 48 hours');
		expect(shown()).toHaveLength(5);
		harness.simulator.chats.write(alice, 'More');
		expect(await send()).toBeUndefined();
	});

	test.each<[number, string]>([
		[40003, 'WeChat does not know this OpenID in this Mini Program'],
		[40007, 'WeChat does not know this media ID'],
		[45162, 'WeChat does not take this type of message from a Mini Program'],
		[48001, 'The account may not use this API'],
		[70000, 'WeChat protects this user, who is a minor'],
	])('%i: %s', async (errcode, message) => {
		harness.simulator.order({ kind: 'errcode', errcode, path: PATHS.send });
		expect(await send()).toMatchObject({ message, httpCode: String(errcode) });
		expect(harness.simulator.calledTimes(PATHS.send)).toBe(1);
		expect(shown()).toEqual([]);
	});

	test('a picture that WeChat finds too large: nothing is sent, and another item may be', async () => {
		harness.simulator.quirks.largestPicture = 100;
		const items = [
			withFile({ openId: alice }, picture('png', '.', 101)),
			withFile({ openId: alice }, picture('png', '!', 100)),
		];
		const result = await harness.run(imageAnswer(), items as unknown as IDataObject[], {
			onError: 'continueRegularOutput',
		});
		expect(result.items(NODE)).toMatchObject([
			{ json: { error: 'The picture is too large for WeChat', details: { errcode: 40009 } } },
			{ json: { errcode: 0 } },
		]);
		expect(shown()).toHaveLength(1);
	});
});

test('with Continue On Fail each item has its own fate, paired with it', async () => {
	const nobody = harness.simulator.user('nobody');
	const items = [
		{ openId: alice, text: 'one' },
		{ openId: alice, text: '' },
		{ openId: nobody, text: 'two' },
		{ openId: alice, text: 'three' },
	];
	const result = await harness.run(textAnswer(), items, { onError: 'continueRegularOutput' });
	expect(result.items(NODE)).toEqual([
		{ json: expect.objectContaining({ errcode: 0 }) as object, pairedItem: { item: 0 } },
		{
			json: expect.objectContaining({ error: 'The parameter "Text" is empty' }) as object,
			pairedItem: { item: 1 },
		},
		{
			json: expect.objectContaining({
				error: 'The time to answer this user is over',
				details: expect.objectContaining({
					touser: nobody,
					msgtype: 'text',
					errcode: 45015,
				}) as object,
			}) as object,
			pairedItem: { item: 2 },
		},
		{ json: expect.objectContaining({ errcode: 0 }) as object, pairedItem: { item: 3 } },
	]);
	expect(shown()).toMatchObject([{ text: 'one' }, { text: 'three' }]);
});
