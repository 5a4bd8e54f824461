import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';

import type { RunResult } from '../../engine';
import { messagesPer, subscribers } from '../support/recipients';
import { useTappedHarness } from '../support/tappedHarness';
import { Wire } from '../support/wire';

const STABLE = '/cgi-bin/stable_token';
const QUOTA = '/cgi-bin/openapi/quota/get';
const SEND = '/cgi-bin/message/subscribe/send';

const harness = useTappedHarness();

/** Runs n8n's HTTP Request node with the credential under test as its predefined one. */
async function request(
	parameters: INodeParameters,
	items: IDataObject[] = [{}],
): Promise<RunResult> {
	const { nodes, connections } = harness.workflow({});
	const node: INode = {
		...nodes[1],
		type: 'n8n-nodes-base.httpRequest',
		parameters: {
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'weChatMiniProgramApi',
			...parameters,
		},
	};
	return await harness.engine.run({ nodes: [nodes[0], node], connections }, { input: items });
}

const jsons = (result: RunResult): IDataObject[] => {
	if (result.error) throw result.error;
	return result.items('WeChat Mini Program').map(({ json }) => json);
};

/** Asks WeChat for a quota, which this package has no operation for. */
const quotaRequest = (): INodeParameters => ({
	method: 'POST',
	url: `${harness.wire.url}${QUOTA}`,
	sendBody: true,
	specifyBody: 'json',
	jsonBody: '{ "cgi_path": "/cgi-bin/message/subscribe/send" }',
});

const stored = () => harness.engine.credentials.read(harness.credential.id).data;

const change = (data: Record<string, string>): void =>
	harness.engine.credentials.update(harness.credential.id, { ...stored(), ...data });

test('calls any API of WeChat with a token, which is asked for once', async () => {
	for (let run = 0; run < 2; run++) {
		expect(jsons(await request(quotaRequest(), [{}, {}]))).toEqual([
			expect.objectContaining({ errcode: 0, quota: expect.any(Object) }),
			expect.objectContaining({ errcode: 0, quota: expect.any(Object) }),
		]);
	}
	expect(harness.wire.to(STABLE)).toHaveLength(1);
	expect(JSON.parse(harness.wire.to(QUOTA)[0].body)).toEqual({
		cgi_path: '/cgi-bin/message/subscribe/send',
	});
});

test('keeps the query that the node was given', async () => {
	const parameters: INodeParameters = {
		url: `${harness.wire.url}/wxaapi/newtmpl/getpubtemplatetitles`,
		sendQuery: true,
		queryParameters: {
			parameters: [
				{ name: 'ids', value: '2,616' },
				{ name: 'start', value: '0' },
				{ name: 'limit', value: '1' },
			],
		},
	};
	expect(jsons(await request(parameters))).toEqual([expect.objectContaining({ count: 55 })]);
	expect(harness.wire.only('/wxaapi/newtmpl/getpubtemplatetitles').query).toEqual({
		ids: '2,616',
		start: '0',
		limit: '1',
		access_token: stored().accessToken,
	});
});

test.each<[string, () => Record<string, string>]>([
	['has ended', () => ({ n8n_expires_at: String(Date.now() - 1) })],
	['is about to end', () => ({ n8n_expires_at: String(Date.now() + 4 * 60_000) })],
	['was issued for other settings', () => ({ issuer: 'standard' })],
])('renews a token that %s before the call', async (_case, data) => {
	jsons(await request(quotaRequest()));
	change(data());
	expect(jsons(await request(quotaRequest()))).toEqual([expect.objectContaining({ errcode: 0 })]);
	const tokenCalls = harness.wire.requests.filter(({ path }) => /token$/.test(path));
	expect(tokenCalls).toHaveLength(2);
	expect(harness.wire.to(QUOTA)).toHaveLength(2);
});

test('a message whose answer is lost is not sent a second time', async () => {
	const templateId = await harness.addSubscribeTemplate();
	const [{ openId }] = subscribers(harness, templateId, 1, 5);
	const send = {
		...quotaRequest(),
		url: `${harness.wire.url}${SEND}`,
		jsonBody: JSON.stringify({
			touser: openId,
			template_id: templateId,
			data: { thing1: { value: 'a' }, amount2: { value: '18' } },
		}),
	};
	harness.simulator.order({ kind: 'cutAfter', path: SEND, openId });
	const { error } = await request(send);
	expect(error).toBeDefined();
	expect(messagesPer(harness, [{ openId }])).toEqual([1]);
	expect(harness.wire.to(STABLE)).toHaveLength(1);
});

test('shares its token with the node of this package', async () => {
	await harness.addSubscribeTemplate();
	jsons(await request(quotaRequest()));
	expect(harness.wire.to(STABLE)).toHaveLength(1);
});

test('says why no token can be had', async () => {
	change({ appSecret: '0'.repeat(32) });
	const { error } = await request(quotaRequest());
	expect(error?.message).toMatch(/does not accept the App ?Secret/);
	expect(harness.wire.to(QUOTA)).toEqual([]);
});

test('does not send the token over http to a foreign host', async () => {
	jsons(await request(quotaRequest()));
	const { error, serialized } = await request({ ...quotaRequest(), url: 'http://example.com/api' });
	expect(error?.message).toMatch(/http:\/\/ URL, over which the token could be read by others/);
	expect(serialized()).not.toContain(String(stored().accessToken));
});

test('does not send the token where the URL holds a password or is none', async () => {
	const server = await Wire.start(() => ({ body: '{}' }));
	const { host } = new URL(server.url);
	for (const url of [`http://user:pass@${host}/`, 'file:///etc/hosts', 'nowhere']) {
		const { error } = await request({ ...quotaRequest(), url });
		expect(error?.message).toMatch(/^The request URL /);
	}
	expect(server.requests).toEqual([]);
	await server.stop();
});
