import type { INodeParameters } from 'n8n-workflow';

import { CENTRAL_SERVER_PATH } from '../../simulator';
import { useStarted } from '../../simulator/test/useSimulator';
import { NODE, useHarness } from '../support/harness';
import { endless, RawServer, silentAfter } from '../support/rawServer';
import type { RawAnswer } from '../support/rawServer';

/** By how much time runs out faster here: the calls below have 15 and 30 seconds, and a user cannot change that. */
const FACTOR = 25;

const OK = 'HTTP/1.1 200 OK\r\n';

const slowAnswers: Array<[string, RawAnswer]> = [
	['silence', silentAfter('')],
	['silence after the headers', silentAfter(`${OK}\r\n`)],
	['dripping headers', endless(`${OK}X-A: `, 'x', 20)],
	['a dripping body', endless(`${OK}\r\n{"errmsg":"`, 'x', 20)],
	['a dripping compressed body', endless(`${OK}Content-Encoding: gzip\r\n\r\n\x1f`, '', 20)],
];

const harness = useHarness({}, 'all');
const server = useStarted(async () => await RawServer.start(silentAfter('')), 'all');

beforeAll(() => {
	const begin = AbortSignal.timeout.bind(AbortSignal);
	jest.spyOn(AbortSignal, 'timeout').mockImplementation((time) => begin(time / FACTOR));
});
afterEach(async () => await server.allClosed());
afterAll(() => jest.restoreAllMocks());

/** Runs with a credential whose API or token server is the slow one; gives the error's message. */
async function refusal(
	parameters: INodeParameters,
	servers: { baseUrl: string; issuerUrl: string },
): Promise<unknown> {
	const { credential, engine, simulator } = harness;
	const { appId, appSecret } = simulator.account;
	engine.credentials.update(credential.id, {
		appId,
		appSecret,
		issuer: 'centralServer',
		...servers,
	});
	const result = await harness.run(parameters, [{}], { onError: 'continueRegularOutput' });
	return result.items(NODE)[0].json.error;
}

describe.each(slowAnswers)('%s', (_case, answer) => {
	beforeEach(() => {
		server.answer = answer;
		server.requests = 0;
	});

	test('ends the exchange of a login code', async () => {
		const parameters = { resource: 'user', operation: 'getByLoginCode', loginCode: 'a code' };
		const issuerUrl = harness.simulator.url + CENTRAL_SERVER_PATH;
		const message = await refusal(parameters, { baseUrl: server.url, issuerUrl });
		expect(message).toBe(`${new URL(server.url).host} did not answer in time`);
		expect(server.requests).toBe(1);
	});

	test('ends the call for a token, which is not repeated', async () => {
		const parameters = { resource: 'category', operation: 'getAll' };
		const issuerUrl = `${server.url}/token`;
		const message = await refusal(parameters, { baseUrl: harness.simulator.url, issuerUrl });
		expect(message).toBe(`The token server ${new URL(server.url).host} did not answer in time`);
		expect(server.requests).toBe(1);
	});
});
