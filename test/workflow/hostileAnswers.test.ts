/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { gzipSync } from 'node:zlib';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { CENTRAL_SERVER_PATH } from '../../simulator';
import { useStarted } from '../../simulator/test/useSimulator';
import { NODE, useHarness } from '../support/harness';
import { answerWith, endless, RawServer, silentAfter } from '../support/rawServer';
import type { RawAnswer } from '../support/rawServer';

jest.mock('n8n-workflow', () =>
	jest
		.requireActual<typeof import('../support/shortWaits')>('../support/shortWaits')
		.withShortWaits(),
);

const MEGABYTE = 1024 * 1024;
const OK = 'HTTP/1.1 200 OK\r\n\r\n';

/** A gigabyte would take the test too long to make; what is read of it is the same. */
const bomb = gzipSync(Buffer.alloc(64 * MEGABYTE, ' '));

const answers: Array<[string, RawAnswer, string]> = [
	['nothing', answerWith(''), 'gave an answer that cannot be read: it is empty'],
	['HTML', answerWith('<html>Log in</html>'), 'it is not JSON'],
	['JSON cut off', answerWith('{"errcode":0,"errm'), 'it is not JSON'],
	['a list', answerWith('[{"errcode":0}]'), 'it is not a JSON object'],
	['a word', answerWith('"ok"'), 'it is not a JSON object'],
	['deep lists', answerWith('['.repeat(MEGABYTE)), 'it is not JSON'],
	['deep objects', answerWith('{"a":'.repeat(1000) + '1' + '}'.repeat(1000)), 'it is not JSON'],
	['5 megabytes', answerWith(`{"errmsg":"${'x'.repeat(5 * MEGABYTE)}"}`), 'it is too long'],
	['endless spaces', endless(OK, ' '.repeat(64 * 1024)), 'it is too long'],
	['a gzip bomb', answerWith(bomb, ['Content-Encoding: gzip']), 'it is too long'],
	['wrong gzip', answerWith('no gzip', ['Content-Encoding: gzip']), 'cannot be read'],
	['a key twice', answerWith('{"errcode":0,"errcode":40001,"msgid":1}'), 'it is not JSON'],
	['a huge number', answerWith('{"errcode":1e999,"msgid":1}'), 'it is not JSON'],
	['errcode in words', answerWith('{"errcode":"none"}'), 'its errcode is not a number'],
	['errcode null', answerWith('{"errcode":null,"msgid":1}'), 'its errcode is not a number'],
	['no HTTP', answerWith('', ['HTTP/9 hello']), 'gave an answer that cannot be read'],
	[
		'endless headers',
		endless('HTTP/1.1 200 OK\r\n', `X-A: ${'x'.repeat(1000)}\r\n`),
		'cannot be read',
	],
	['fewer bytes than said', silentAfterEnd('{"errcode":0'), 'closed the connection'],
	['HTTP 401', answerWith('', ['HTTP/1.1 401 No']), 'answered HTTP 401'],
	['HTTP 204', answerWith('', ['HTTP/1.1 204 None']), 'answered HTTP 204'],
	['HTTP 404 without end', endless('HTTP/1.1 404 No\r\n\r\n', 'x'.repeat(9999)), 'it is too long'],
	['silence', silentAfter(''), 'did not answer in time'],
	['silence after the headers', silentAfter(OK), 'did not answer in time'],
	['silence in the body', silentAfter(`${OK}{"errcode":`), 'did not answer in time'],
	['dripping headers', endless('HTTP/1.1 200 OK\r\nX-A: ', 'x', 50), 'did not answer in time'],
	['a dripping body', endless(`${OK}{"errmsg":"`, 'x', 50), 'did not answer in time'],
	[
		'a dripping compressed body',
		endless('HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f', '', 50),
		'did not answer in time',
	],
];

/** An answer that promises a hundred bytes. */
function silentAfterEnd(body: string): RawAnswer {
	return (socket) => socket.end(`HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n${body}`);
}

const harness = useHarness({}, 'all');
const server = useStarted(async () => await RawServer.start(silentAfter('')), 'all');

beforeAll(() => {
	const { appId, appSecret } = harness.simulator.account;
	harness.engine.credentials.update(harness.credential.id, {
		appId,
		appSecret,
		baseUrl: server.url,
		issuer: 'centralServer',
		issuerUrl: harness.simulator.url + CENTRAL_SERVER_PATH,
	});
});
beforeEach(() => {
	server.requests = 0;
	server.written = 0;
});
afterEach(async () => await server.allClosed());

const send = (): INodeParameters => harness.sendParameters('x'.repeat(43), { timeout: 1 });

async function refusal(parameters: INodeParameters): Promise<IDataObject> {
	const input = [{ openId: harness.simulator.user('anna') }];
	const result = await harness.run(parameters, input, { onError: 'continueRegularOutput' });
	if (result.error) throw result.error;
	return result.items(NODE)[0].json;
}

describe('a send that is answered with', () => {
	test.each(answers)('%s', async (_case, answer, message) => {
		server.answer = answer;
		const { error, details } = await refusal(send());
		expect(error).toContain(`${new URL(server.url).host} `);
		expect(error).toContain(message);
		expect(details).toMatchObject({ outcome: 'unknown', touser: harness.simulator.user('anna') });
		expect(server.requests).toBe(1);
		// What is read has a limit; the rest is what the network holds.
		await server.allClosed();
		expect(server.written).toBeLessThan(20 * MEGABYTE);
	});

	test.each([
		['control characters', '{"errcode":0,"errmsg":"o\u0000k\u001f","msgid":1}', { errmsg: 'ok' }],
		[
			'a number beyond 2^53',
			'{"errcode":0,"msgid":99999999999999999999}',
			{ msgid: '9'.repeat(20) },
		],
		[
			'__proto__',
			'{"errcode":0,"__proto__":{"polluted":1},"constructor":{"a":1}}',
			{ errmsg: 'ok' },
		],
		['a byte order mark', '\ufeff{"errcode":0}', { errcode: 0 }],
	])('%s, and is done', async (_case, body, expected) => {
		server.answer = answerWith(body);
		expect(await refusal(send())).toMatchObject({ errcode: 0, ...expected });
		expect(({} as { polluted?: number }).polluted).toBeUndefined();
	});

	test('3 megabytes of errmsg keeps the error short', async () => {
		server.answer = answerWith(`{"errcode":47001,"errmsg":"${'long '.repeat(600_000)}"}`);
		const record = await refusal(send());
		expect(record.details).toMatchObject({ errcode: 47001 });
		expect(JSON.stringify(record).length).toBeLessThan(2000);
	});
});

describe('a redirect to another host is not followed', () => {
	const elsewhere = useStarted(
		async () => await RawServer.start(answerWith('{"errcode":0}')),
		'all',
	);

	test.each([301, 302, 303, 307, 308])('HTTP %i', async (status) => {
		server.answer = answerWith('', [`HTTP/1.1 ${status} Moved`, `Location: ${elsewhere.url}/`]);
		const { error } = await refusal(send());
		expect(error).toContain(`answered with a redirect (HTTP ${status})`);
		expect(elsewhere.requests).toBe(0);
	});

	test('with the App Secret neither', async () => {
		server.answer = answerWith('', ['HTTP/1.1 302 Moved', `Location: ${elsewhere.url}/`]);
		const { error } = await refusal({
			resource: 'user',
			operation: 'getByLoginCode',
			loginCode: 'a code',
		});
		expect(error).toContain('answered with a redirect (HTTP 302)');
		expect(elsewhere.requests).toBe(0);
	});

	test('nor by the call for a token', async () => {
		server.answer = answerWith('', ['HTTP/1.1 307 Moved', `Location: ${elsewhere.url}/`]);
		expect(await tokenRefusal('standard')).toContain('answered HTTP 307 instead of a token');
		expect(elsewhere.requests).toBe(0);
	});
});

/** A call with a credential of its own, whose token has to come from the hostile server. */
async function tokenRefusal(issuer: 'standard' | 'centralServer'): Promise<unknown> {
	const { appId, appSecret } = harness.simulator.account;
	const { credential, engine } = harness;
	const { data } = engine.credentials.read(credential.id);
	const own = { appId, appSecret, baseUrl: server.url, issuer, issuerUrl: `${server.url}/token` };
	engine.credentials.update(credential.id, own);
	try {
		return (await refusal(send())).error;
	} finally {
		engine.credentials.update(credential.id, data);
	}
}

describe('a call for a token that is answered with', () => {
	const inTime = answers.filter(([, , message]) => message !== 'did not answer in time');
	const issued = (json: object): RawAnswer => answerWith(JSON.stringify(json));

	test.each([
		...inTime.map(([name, answer]): [string, RawAnswer] => [name, answer]),
		['no token', issued({ expires_in: 7200 })],
		['an empty token', issued({ access_token: '', expires_in: 7200 })],
		['a token that is no text', issued({ access_token: { a: 1 }, expires_in: 7200 })],
		['no end', issued({ access_token: 'a token' })],
		['an end that is no number', issued({ access_token: 'a token', expires_in: 'soon' })],
		['an end that has come', issued({ access_token: 'a token', expires_in: 0 })],
		['an end before its beginning', issued({ access_token: 'a token', expires_in: -7200 })],
	] as Array<[string, RawAnswer]>)('%s', async (_case, answer) => {
		server.answer = answer;
		const host = new URL(server.url).host;
		const message = await tokenRefusal('centralServer');
		expect(message).toMatch(new RegExp(`^The token server ${host} (gave|answered|closed) `));
		await server.allClosed();
		expect(server.written).toBeLessThan(4 * 20 * MEGABYTE);
	});
});

describe('a login code that is answered with', () => {
	test.each(answers.filter(([, , message]) => message !== 'did not answer in time'))(
		'%s',
		async (_case, answer, message) => {
			server.answer = answer;
			const parameters = { resource: 'user', operation: 'getByLoginCode', loginCode: 'a code' };
			const { error, details } = await refusal(parameters);
			expect(error).toContain(message);
			expect(details).toMatchObject({ outcome: 'unknown' });
			expect(server.requests).toBe(1);
		},
	);
});
