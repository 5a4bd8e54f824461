import type { INodeParameters } from 'n8n-workflow';

import { CENTRAL_SERVER_PATH } from '../../simulator';
import { useStarted } from '../../simulator/test/useSimulator';
import { NODE, useHarness } from '../support/harness';
import { answerWith, RawServer } from '../support/rawServer';
import type { RawAnswer } from '../support/rawServer';
import { sweep } from '../support/secrets';

jest.mock('n8n-workflow', () =>
	jest
		.requireActual<typeof import('../support/shortWaits')>('../support/shortWaits')
		.withShortWaits(),
);

const ISSUER_SECRET = 'a bearer+secret/of the issuer';
const SEND = { openId: 'an openid', templateId: 'x'.repeat(43) };

const harness = useHarness(
	{ centralServerSecret: ISSUER_SECRET, credential: { issuerSecret: ISSUER_SECRET } },
	'all',
);
const server = useStarted(async () => await RawServer.start(answerWith('')), 'all');

/** Answers that show the caller all that it sent: query, headers and body. */
const echo =
	(
		body: (request: string) => string,
		headers: (request: string) => string[] = () => [],
	): RawAnswer =>
	(socket, request) =>
		answerWith(body(request), headers(request))(socket, request);

const quoted = (request: string): string => JSON.stringify(request);

const asEscapes = (text: string): string =>
	text
		.split('')
		.map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
		.join('');

const asPercentForms = (text: string): string =>
	[...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

const echoes: Array<[string, RawAnswer]> = [
	['an errmsg', echo((request) => `{"errcode":47001,"errmsg":${quoted(request)}}`)],
	[
		'an errmsg of a rejected token',
		echo((request) => `{"errcode":40001,"errmsg":${quoted(request)}}`),
	],
	[
		'an errmsg of an unknown code',
		echo((request) => `{"errcode":99999,"errmsg":${quoted(request)}}`),
	],
	[
		'an IP address',
		echo((request) => `{"errcode":40164,"errmsg":"invalid ip ${request.split(' ')[1]}"}`),
	],
	['a key', echo((request) => `{${quoted(request)}:1}`)],
	['HTML', echo((request) => `<html>${request}</html>`)],
	[
		'HTTP 500',
		echo(
			(request) => request,
			() => ['HTTP/1.1 500 Error'],
		),
	],
	[
		'HTTP 401',
		echo(
			(request) => request,
			() => ['HTTP/1.1 401 No', 'WWW-Authenticate: Basic'],
		),
	],
	[
		'a redirect',
		echo(
			() => '',
			(request) => ['HTTP/1.1 302 Moved', `Location: https://example.com${request.split(' ')[1]}`],
		),
	],
	[
		'a status line',
		echo(
			() => '',
			(request) => [`HTTP/1.1 500 ${request.split(' ')[1]}`],
		),
	],
	...[101, 204, 301, 401, 429, 503, 999].map((status): [string, RawAnswer] => [
		`a status line of ${status}`,
		echo(
			() => '',
			(request) => [`HTTP/1.1 ${status} ${request.split(' ')[1]}`],
		),
	]),
	[
		'a status line above what cannot be decompressed',
		echo(
			() => 'not compressed',
			(request) => [`HTTP/1.1 200 ${request.split(' ')[1]}`, 'Content-Encoding: gzip'],
		),
	],
	['an errmsg of escapes', echo((request) => `{"errcode":47001,"errmsg":"${asEscapes(request)}"}`)],
	[
		'an errmsg in lower-case percent forms',
		echo((request) => `{"errcode":99999,"errmsg":"${asPercentForms(request)}"}`),
	],
	[
		'an errmsg with control characters in between',
		echo((request) => `{"errcode":47001,"errmsg":${quoted(request.split('').join('\u0002'))}}`),
	],
	['no answer at all', (socket) => socket.resetAndDestroy()],
	['no HTTP', (socket, request) => socket.end(request)],
];

const calls: Array<[string, () => INodeParameters]> = [
	['a send', () => ({ ...harness.sendParameters(SEND.templateId), openId: SEND.openId })],
	['a list', () => ({ resource: 'category', operation: 'getAll' })],
	['a login code', () => ({ resource: 'user', operation: 'getByLoginCode', loginCode: 'a code' })],
];

/** Has the API, or the issuer of tokens, answered by the echoing server. */
function setCredential(data: { baseUrl?: string; issuer?: string; issuerUrl?: string }): void {
	const { credential, engine, simulator } = harness;
	const { appId, appSecret } = simulator.account;
	engine.credentials.update(credential.id, {
		appId,
		appSecret,
		baseUrl: simulator.url,
		issuer: 'centralServer',
		issuerUrl: simulator.url + CENTRAL_SERVER_PATH,
		issuerSecret: ISSUER_SECRET,
		...data,
	});
}

/** The harness searches all that comes out; what is left to see is that the run failed as it should. */
describe.each(echoes)('what WeChat repeats in %s stays inside', (_case, answer) => {
	beforeEach(() => {
		server.answer = answer;
		setCredential({ baseUrl: server.url });
	});

	test.each(calls)('of %s', async (_call, parameters) => {
		const stopped = await harness.run(parameters());
		expect(stopped.error?.message).toBeTruthy();
		const continued = await harness.run(parameters(), [{}], { onError: 'continueErrorOutput' });
		expect(continued.items(NODE, 1)[0].json.error).toBe(stopped.error!.message);
	});

	test('of a drop-down', async () => {
		const node = harness.node({ resource: 'templateLibrary', operation: 'getAll' });
		await expect(harness.engine.loadOptions(node, 'getCategories')).rejects.toThrow();
	});
});

test.each(echoes)('what WeChat repeats in %s stays inside a failed test', async (_case, answer) => {
	server.answer = answer;
	setCredential({ baseUrl: server.url });
	const { status } = await harness.engine.testCredential(harness.credential.id);
	expect(status).toBe('Error');
});

describe.each(echoes)('what the issuer of tokens repeats in %s stays inside', (_case, answer) => {
	test.each(['stable', 'standard', 'centralServer'])('%s', async (issuer) => {
		server.answer = answer;
		const own = { issuer, issuerUrl: `${server.url}/token` };
		setCredential(issuer === 'centralServer' ? own : { ...own, baseUrl: server.url });
		const { error } = await harness.run(calls[1][1]());
		expect(error?.message).toBeTruthy();
		const { status } = await harness.engine.testCredential(harness.credential.id);
		expect(status).toBe('Error');
	});
});

test('what WeChat repeats when it did what was asked stays inside too', async () => {
	server.answer = echo((request) => `{"errcode":0,"msgid":1,"errmsg":${quoted(request)}}`);
	setCredential({ baseUrl: server.url });
	const result = await harness.run(calls[0][1]());
	expect(result.error).toBeUndefined();
	expect(result.items(NODE)[0].json.errmsg).toContain('access_token=[redacted]');
});

test('the session key comes out only where it is asked for', async () => {
	setCredential({});
	const { simulator } = harness;
	const run = async (options: INodeParameters) =>
		await harness.run({
			resource: 'user',
			operation: 'getByLoginCode',
			loginCode: simulator.logIn(simulator.user('anna')),
			options,
		});
	expect((await run({})).items(NODE)[0].json).not.toHaveProperty('session_key');
	const asked = await run({ includeSessionKey: true });
	expect(simulator.state.sessionKeys).toContain(asked.items(NODE)[0].json.session_key);
});

describe('the search itself', () => {
	test('finds a secret in what a node puts out', async () => {
		setCredential({});
		const { appSecret } = harness.simulator.account;
		const start = harness.workflow({}).nodes[0];
		const run = harness.engine.run({ nodes: [start], connections: {} }, { input: [{ appSecret }] });
		await expect(run).rejects.toThrow('A secret of 32 characters came out');
	});

	test.each(['a+b/c', 'a%2Bb%2Fc'])('finds a+b/c in %s', (text) => {
		expect(() => sweep(`url?q=${text}&`, ['a+b/c'])).toThrow('A secret of 5 characters');
	});
});
