import type { IDataObject } from 'n8n-workflow';

import { CENTRAL_SERVER_PATH } from '../../simulator';
import { NODE, useHarness } from '../support/harness';
import { RawServer } from '../support/rawServer';

jest.mock('n8n-workflow', () =>
	jest
		.requireActual<typeof import('../support/shortWaits')>('../support/shortWaits')
		.withShortWaits(),
);

const SECRET = 'the right bearer of the tests';
const CATEGORIES = '/wxaapi/newtmpl/getcategory';

/** Two users of one n8n: Ann's credential is right, Bob's differs from it in one field. */
const harness = useHarness({ centralServerSecret: SECRET, credential: { issuerSecret: SECRET } });

const central = (): IDataObject => ({
	appId: harness.simulator.account.appId,
	appSecret: harness.simulator.account.appSecret,
	baseUrl: harness.simulator.url,
	issuer: 'centralServer',
	issuerUrl: harness.simulator.url + CENTRAL_SERVER_PATH,
	issuerSecret: SECRET,
});

const credentialOf = (data: IDataObject) =>
	harness.engine.credentials.add({
		name: 'One',
		type: 'weChatMiniProgramApi',
		data: data as never,
	});

type Credential = ReturnType<typeof credentialOf>;

const nodeWith = (credential: Credential) => ({
	...harness.node({ resource: 'category', operation: 'getAll' }),
	credentials: { weChatMiniProgramApi: credential },
});

const run = async (credential: Credential) => {
	const workflow = harness.workflow({});
	const result = await harness.engine.run(
		{ ...workflow, nodes: [workflow.nodes[0], nodeWith(credential)] },
		{ input: [{}] },
	);
	return result.error ? result.error.message : result.items(NODE).map(({ json }) => json.name);
};

const list = async (credential: Credential) =>
	await harness.engine.loadOptions(nodeWith(credential), 'getCategories');

const storedToken = (credential: Credential) =>
	harness.engine.credentials.read(credential.id).data.accessToken ?? '';

/** Each setting of the credential, and a wrong value for it. */
const wrong: Array<[string, () => string]> = [
	['appId', () => 'wx0000000000000000'],
	['appSecret', () => 'another secret'],
	['issuer', () => 'stable'],
	['issuerUrl', () => `${harness.simulator.url}${CENTRAL_SERVER_PATH}?appid=unknown`],
	['issuerSecret', () => 'a wrong bearer'],
	['baseUrl', () => `${harness.simulator.url}/gateway`],
];

describe.each(wrong)('a neighbour whose %s differs', (field, value) => {
	const pair = () => [credentialOf(central()), credentialOf({ ...central(), [field]: value() })];
	const calls = () => harness.simulator.calledTimes(CENTRAL_SERVER_PATH);

	test('gets no token from a renewal that was not its own', async () => {
		const [ann, bob] = pair();
		expect(await run(ann)).toContain('公交');
		const before = calls();
		const isOwnCall = field !== 'issuer';
		await run(bob);
		expect(calls() - before).toBe(isOwnCall ? 1 : 0);
		const hasRight = field === 'appId' || field === 'appSecret' || field === 'baseUrl';
		if (isOwnCall && !hasRight) expect(storedToken(bob)).toBe('');
	});

	test('sees nothing of the lists that the editor has kept', async () => {
		const [ann, bob] = pair();
		await list(ann);
		const before = harness.simulator.calls.length;
		await list(bob).catch(() => undefined);
		expect(harness.simulator.calls.length).toBeGreaterThan(before);
	});
});

test("a renewal that fails for a neighbour does not fail one's own at the same moment", async () => {
	const ann = credentialOf(central());
	const bob = credentialOf({ ...central(), issuerSecret: 'a wrong bearer' });
	const [bobs, anns] = await Promise.all([run(bob), run(ann)]);
	expect(bobs).toContain('answered HTTP 401 instead of a token');
	expect(anns).toContain('公交');
	expect(storedToken(bob)).toBe('');
});

test("a forced renewal of a neighbour does not use up one's own", async () => {
	const stable = { ...central(), issuer: 'stable' };
	const [ann, bob] = [
		credentialOf(stable),
		credentialOf({ ...stable, baseUrl: `${harness.simulator.url}/` }),
	];
	await run(ann);
	await run(bob);
	harness.simulator.revokeTokens({ keepHandingOut: true });
	expect(await run(bob)).toContain('公交');
	expect(await run(ann)).toContain('公交');
	harness.simulator.moveClock(31);
	harness.simulator.revokeTokens({ keepHandingOut: true });
	expect(await run(ann)).toContain('公交');
});

describe('Allowed HTTP Request Domains', () => {
	let elsewhere: RawServer;
	beforeAll(async () => {
		elsewhere = await RawServer.start((socket) => socket.resetAndDestroy());
	});
	afterAll(async () => await elsewhere.stop());

	const login = async (data: IDataObject) => {
		const credential = credentialOf({ ...central(), ...data });
		const workflow = harness.workflow({});
		const node = {
			...nodeWith(credential),
			parameters: { resource: 'user', operation: 'getByLoginCode', loginCode: 'a code' },
		};
		return await harness.engine.run(
			{ ...workflow, nodes: [workflow.nodes[0], node] },
			{ input: [{}] },
		);
	};

	test('hold for the call that sends the App Secret', async () => {
		const restricted = {
			allowedHttpRequestDomains: 'domains',
			allowedDomains: 'api.weixin.qq.com',
		};
		const { error } = await login({ ...restricted, baseUrl: elsewhere.url });
		expect(error?.message).toMatch(/^127\.0\.0\.1:\d+ is not among the allowed domains/);
		expect(elsewhere.requests).toBe(0);
	});

	test.each<[string, IDataObject, boolean]>([
		['all hosts', { allowedHttpRequestDomains: 'all', allowedDomains: 'a.example' }, true],
		['an empty list', { allowedHttpRequestDomains: 'domains', allowedDomains: ' ' }, true],
		[
			'the host',
			{ allowedHttpRequestDomains: 'domains', allowedDomains: 'x.example, 127.0.0.1' },
			true,
		],
		['subdomains', { allowedHttpRequestDomains: 'domains', allowedDomains: '*.0.0.1' }, true],
		['another host', { allowedHttpRequestDomains: 'domains', allowedDomains: '0.0.1' }, false],
		['no HTTP Request node', { allowedHttpRequestDomains: 'none' }, true],
	])('with %s', async (_case, data, isCalled) => {
		expect(Array.isArray(await run(credentialOf({ ...central(), ...data })))).toBe(isCalled);
	});

	test('hold for the token server', async () => {
		const restricted = { allowedHttpRequestDomains: 'domains', allowedDomains: '127.0.0.1' };
		const issuerUrl = 'https://tokens.example.com/';
		expect(await run(credentialOf({ ...central(), ...restricted, issuerUrl }))).toContain(
			'tokens.example.com is not among the allowed domains of the credential',
		);
	});
});

test('the calls that a run makes are those of its own account', async () => {
	await run(credentialOf(central()));
	expect(harness.simulator.calledTimes(CATEGORIES)).toBe(1);
});
