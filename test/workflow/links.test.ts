import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { useStarted } from '../../simulator/test/useSimulator';
import { Harness, NODE } from '../support/harness';

const URL_LINK = '/wxa/generate_urllink';
const CODE = '/wxa/getwxacodeunlimit';
const HOUR = 3600;
const DAY = 24 * HOUR;

const scene = useStarted(async () => await Harness.start());

/** A time so many seconds from now, as the clocks of UTC or of China show it. */
const later = (seconds: number, offset = 0) =>
	new Date(Date.now() + (seconds + offset) * 1000).toISOString().slice(0, 19);

const link = (operation: string, parameters: INodeParameters = {}): INodeParameters => ({
	resource: 'link',
	operation,
	...parameters,
});

const jsons = async (parameters: INodeParameters, input?: IDataObject[]) => {
	const { error, items } = await scene.run(parameters, input);
	if (error) throw error;
	return items(NODE).map(({ json }) => json);
};

/** The page that a link opens on a phone. */
const opened = (made: unknown) =>
	scene.simulator.users.openLink(scene.simulator.user('ann'), String(made));

describe.each([
	['createUrlLink', 'url_link', /^https:\/\//],
	['createScheme', 'openlink', /^weixin:\/\/dl\/business\//],
])('%s', (operation, field, form) => {
	test('makes a link that opens the page with its query', async () => {
		const parameters = link(operation, {
			pagePath: '/pages/order/detail',
			query: 'city=广州&id=1',
		});
		const [json] = await jsons(parameters);
		expect(json).toEqual({ [field]: expect.stringMatching(form) as string });
		expect(opened(json[field])).toEqual({
			page: 'pages/order/detail',
			query: 'city=%E5%B9%BF%E5%B7%9E&id=1',
			version: 'release',
		});
	});

	test('takes the query as fields, each item its own, and pairs what it makes', async () => {
		const parameters = link(operation, {
			query: '={{ { id: $json.id, note: $json.note } }}',
			options: { miniProgramVersion: 'trial', concurrency: 3 },
		});
		const input = [
			{ id: 1, note: 'a&b' },
			{ id: '20240601001', note: null },
		];
		const { error, items } = await scene.run(parameters, input);
		expect(error).toBeUndefined();
		expect(items(NODE).map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(items(NODE).map(({ json }) => opened(json[field]))).toEqual([
			{ page: '', query: 'id=1&note=a%26b', version: 'trial' },
			{ page: '', query: 'id=20240601001', version: 'trial' },
		]);
	});

	test.each<[string, () => INodeParameters, number]>([
		['30 days, without a word', () => ({}), 30 * DAY],
		['2 days', () => ({ days: 2 }), 2 * DAY],
		['until a moment', () => ({ expires: 'date', expiresAt: `${later(HOUR)}Z` }), HOUR],
		[
			"until a time of the workflow's zone",
			() => ({ expires: 'date', expiresAt: later(HOUR, 8 * HOUR) }),
			HOUR,
		],
		[
			'until a Unix time',
			() => ({ expires: 'date', expiresAt: Math.floor(Date.now() / 1000) + HOUR }),
			HOUR,
		],
	])('lives %s', async (_life, parameters, seconds) => {
		const [json] = await jsons(link(operation, parameters()));
		scene.simulator.moveClock(seconds - 60);
		expect(opened(json[field])).toMatchObject({ page: '' });
		scene.simulator.moveClock(61);
		expect(() => opened(json[field])).toThrow('expired');
	});

	test.each<[INodeParameters, string]>([
		[{ pagePath: 'pages/a?id=1' }, 'The parameter "Page" holds a query'],
		[{ pagePath: 'https://shop.example' }, 'The parameter "Page" is not the path of a page'],
		[{ query: '广'.repeat(200) }, 'The parameter "Query" has 1800 characters once it is encoded'],
		[{ query: '={{ { a: [1] } }}' }, 'The parameter "Query" holds an object or a list'],
		[{ days: 31 }, 'The parameter "Days" is out of range'],
		[{ days: 0 }, 'The parameter "Days" is out of range'],
		[
			{ expires: 'date', expiresAt: '2024-06-08T02:29:00Z' },
			'The parameter "Expires At" is not in the future',
		],
		[{ expires: 'date', expiresAt: 'soon' }, 'The parameter "Expires At" is not a date'],
		[
			{ options: { miniProgramVersion: 'beta' } },
			'The option "Mini Program Version" has no value "beta"',
		],
		[{ options: { concurrency: 101 } }, 'The option "Concurrency" is out of range'],
	])('refuses %j before it calls WeChat', async (parameters, message) => {
		const { error } = await scene.run(link(operation, parameters));
		expect(error).toMatchObject({ message });
		expect((error as { description?: string } | undefined)?.description).toMatch(/\.$/);
		expect(scene.simulator.calls).toEqual([]);
	});
});

describe('createShortLink', () => {
	test('makes a link that opens the page with its query', async () => {
		const parameters = { pagePath: '/pages/a?city=广州', pageTitle: '订单', permanent: true };
		const [json] = await jsons(link('createShortLink', parameters));
		expect(json).toEqual({ link: expect.stringMatching(/^#小程序:\/\/订单\//) as string });
		scene.simulator.moveClock(40 * DAY);
		expect(opened(json.link)).toEqual({
			page: 'pages/a',
			query: 'city=%E5%B9%BF%E5%B7%9E',
			version: 'release',
		});
	});

	test('is not asked for twice where it is permanent and its answer is lost', async () => {
		const path = '/wxa/genwxashortlink';
		scene.simulator.order({ kind: 'cutAfter', path, times: 1 });
		const { error } = await scene.run(link('createShortLink', { pagePath: 'a', permanent: true }));
		expect(error).toMatchObject({
			description: expect.stringContaining(
				'It is not known whether the link was created',
			) as string,
		});
		expect(scene.simulator.calledTimes(path)).toBe(1);
	});

	test.each([
		['?id=1', 'The parameter "Page" is empty'],
		['pages/a b', 'The parameter "Page" is not the path of a page'],
	])('refuses %j', async (pagePath, message) => {
		expect((await scene.run(link('createShortLink', { pagePath }))).error).toMatchObject({
			message,
		});
	});
});

describe('createCode', () => {
	test.each([
		[false, 'png', 'image/png'],
		[true, 'jpg', 'image/jpeg'],
	])('makes a picture (JPEG: %s) that leads to its page', async (codesAsJpeg, ending, mimeType) => {
		scene.simulator.quirks.codesAsJpeg = codesAsJpeg;
		const parameters = { scene: 'id=17', pagePath: '/pages/a', binaryPropertyName: 'code' };
		const { error, items } = await scene.run(link('createCode', parameters));
		expect(error).toBeUndefined();
		const [{ json, binary, pairedItem }] = items(NODE);
		expect([json, pairedItem]).toEqual([{ scene: 'id=17', page: 'pages/a' }, { item: 0 }]);
		expect(binary?.code).toMatchObject({ fileName: `code.${ending}`, mimeType });
		const picture = Buffer.from(binary!.code.data, 'base64');
		expect(scene.simulator.users.scan(scene.simulator.user('ann'), picture)).toEqual({
			scene: 'id=17',
			page: 'pages/a',
			query: '',
			version: 'release',
		});
	});

	test('passes its options on', async () => {
		scene.simulator.account.settings.pages = ['pages/a'];
		const options = {
			checkPath: false,
			transparent: true,
			width: 280,
			miniProgramVersion: 'develop',
		};
		const parameters = { scene: 'a', pagePath: 'pages/new', options };
		const { error, items } = await scene.run(link('createCode', parameters));
		expect(error).toBeUndefined();
		const picture = Buffer.from(items(NODE)[0].binary!.data.data, 'base64');
		expect(picture.readUInt32BE(16)).toBe(280);
		const ann = scene.simulator.user('ann');
		expect(scene.simulator.users.scan(ann, picture)).toMatchObject({ version: 'develop' });
	});

	test.each<[INodeParameters, string]>([
		[{ scene: '订单' }, 'The parameter "Scene" holds a character that WeChat does not take'],
		[{ scene: 'a'.repeat(33) }, 'The parameter "Scene" has 33 characters'],
		[{ scene: '={{ "" }}' }, 'The parameter "Scene" is empty'],
		[{ pagePath: 'pages/a?b=1' }, 'The parameter "Page" holds a query'],
		[{ options: { width: 1281 } }, 'The option "Width" is out of range'],
	])('refuses %j before it calls WeChat', async (parameters, message) => {
		const { error } = await scene.run(link('createCode', { scene: 'a', ...parameters }));
		expect(error).toMatchObject({ message });
		expect(scene.simulator.calls).toEqual([]);
	});

	test('does not take anything else for a picture', async () => {
		scene.simulator.order({ kind: 'body', body: '<html>', path: CODE });
		const { error, items } = await scene.run(link('createCode', { scene: 'a' }));
		expect(error).toBeDefined();
		expect(items(NODE)).toEqual([]);
	});
});

describe('what WeChat refuses', () => {
	test.each([
		[40002, 'WeChat does not accept the grant type'],
		[40165, 'The Mini Program has no such page'],
		[40212, 'WeChat does not accept the query of the page'],
		[48001, 'The account may not use this API'],
		[85079, 'The Mini Program has no published version'],
		[85401, 'WeChat does not accept how long the link is to live'],
		[85402, 'WeChat does not accept the link'],
		[85406, 'The links of the account were opened as often a day as allowed'],
		[44993, 'The number of calls allowed per day is used up'],
	])('%i: %s', async (errcode, message) => {
		scene.simulator.order({ kind: 'errcode', errcode, path: URL_LINK });
		const { error } = await scene.run(link('createUrlLink'));
		expect(error).toMatchObject({ message, httpCode: String(errcode) });
		expect((error as { description?: string }).description).toMatch(
			/WeChat request ID: [\da-f-]{26}\. API > Get Request tells more about it, for 7 days\./,
		);
	});

	test.each([
		[40129, 'WeChat does not accept the scene of the code'],
		[40169, 'WeChat does not accept the length of the scene'],
		[41030, 'The Mini Program has no such page'],
		[45029, 'The account has as many codes of this kind as it may have'],
		[85096, 'The scene holds scancode_time, which WeChat keeps for itself'],
		[45009, 'The daily quota of this API is used up'],
	])('in place of a picture %i: %s', async (errcode, message) => {
		scene.simulator.order({ kind: 'errcode', errcode, path: CODE });
		const { error } = await scene.run(link('createCode', { scene: 'a' }));
		expect(error).toMatchObject({ message, httpCode: String(errcode) });
	});

	test('goes to the item with Continue On Fail, and the others are made', async () => {
		scene.simulator.account.settings.pages = ['pages/a'];
		const parameters = link('createUrlLink', { pagePath: '={{ $json.page }}' });
		const input = [{ page: 'pages/a' }, { page: 'pages/other' }, { page: 'a?b' }];
		const { error, items } = await scene.run(parameters, input, { onError: 'continueErrorOutput' });
		expect(error).toBeUndefined();
		expect(items(NODE).map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }]);
		expect(items(NODE, 1)).toMatchObject([
			{
				json: {
					error: 'The Mini Program has no such page',
					details: { path: 'pages/other', query: '', errcode: 40165 },
				},
				pairedItem: { item: 1 },
			},
			{ json: { error: 'The parameter "Page" holds a query' }, pairedItem: { item: 2 } },
		]);
	});
});

test('a link goes straight into the text of a mail', async () => {
	const [json] = await jsons(link('createUrlLink', { pagePath: 'pages/a' }));
	expect(`Open ${String(json.url_link)}`).toMatch(/^Open https:\/\/wxaurl\.cn\/[\w-]+$/);
});
