import type { ICredentialType } from 'n8n-workflow';

import type { Engine } from '../../engine';
import { createEngine, packageOf } from '../../engine';
import { WeChatMiniProgram } from '../../nodes/WeChatMiniProgram/WeChatMiniProgram.node';
import { messagesPer, subscribers } from '../support/recipients';
import { sweptEngine } from '../support/secrets';
import { jsonsOf, useTappedHarness } from '../support/tappedHarness';
import { together } from '../support/wire';

const STABLE = '/cgi-bin/stable_token';
const SEND = '/cgi-bin/message/subscribe/send';

const harness = useTappedHarness();
let templateId: string;
let workers: Engine[];

/** The credential with modules of its own, as another process has them. */
async function loadCredential(): Promise<new () => ICredentialType> {
	let loaded: (new () => ICredentialType) | undefined;
	await jest.isolateModulesAsync(async () => {
		const exported = await import('../../credentials/WeChatMiniProgramApi.credentials');
		loaded = exported.WeChatMiniProgramApi;
	});
	return loaded!;
}

let credentials: Array<new () => ICredentialType>;
beforeAll(async () => {
	credentials = [await loadCredential(), await loadCredential()];
});

beforeEach(async () => {
	templateId = await harness.addSubscribeTemplate();
	workers = credentials.map((credential) => {
		const engine = createEngine({
			packages: [packageOf('n8n-nodes-wechat-miniprogram', [WeChatMiniProgram], [credential])],
			credentials: harness.engine.credentials,
		});
		return sweptEngine(engine, harness.simulator);
	});
});

const tokenCalls = (): number => harness.simulator.calledTimes(STABLE);

const stored = () => harness.engine.credentials.read(harness.credential.id).data;

const send = async (worker: Engine, items: Array<{ openId: string }>) =>
	jsonsOf(await worker.run(harness.workflow(harness.sendParameters(templateId)), { input: items }));

test('two workers that start cold make two token calls at most, and agree on the token', async () => {
	harness.engine.credentials.update(harness.credential.id, { ...stored(), accessToken: '' });
	harness.wire.forget();
	harness.wire.answer = together(harness.wire.answer, STABLE, 2);
	const items = subscribers(harness, templateId, 20);

	const sent = await Promise.all([
		send(workers[0], items.slice(0, 10)),
		send(workers[1], items.slice(10)),
	]);

	expect(sent.flat()).toHaveLength(20);
	expect(harness.wire.to(STABLE)).toHaveLength(2);
	const tokens = new Set(harness.wire.to(SEND).map(({ query }) => query.access_token));
	expect([...tokens]).toEqual([stored().accessToken]);
	expect(messagesPer(harness, items)).toEqual(Array.from({ length: 20 }, () => 1));
});

test('a worker uses the token that another one has stored', async () => {
	const items = subscribers(harness, templateId, 2);
	harness.simulator.revokeTokens();
	await send(workers[0], items.slice(0, 1));
	await send(workers[1], items.slice(1));
	expect(tokenCalls()).toBe(2);
});

test('a run whose token another worker has replaced meanwhile asks for no further one', async () => {
	const [item, other] = subscribers(harness, templateId, 2, 2);
	const passing = harness.wire.answer;
	// Before the second message of the run goes out, the token ends and another worker renews it.
	harness.wire.answer = async (request) => {
		const isSecond = request.path === SEND && harness.wire.to(SEND).length === 2;
		if (isSecond) {
			harness.simulator.revokeTokens();
			await send(workers[1], [other]);
		}
		return await passing(request);
	};

	const sent = await send(workers[0], [item, item]);

	expect(sent).toHaveLength(2);
	expect(tokenCalls()).toBe(2);
	expect(messagesPer(harness, [item, other])).toEqual([2, 1]);
});

test('a token that two workers see rejected at once costs each one call at most', async () => {
	const items = subscribers(harness, templateId, 10);
	harness.simulator.revokeTokens();
	harness.wire.answer = together(harness.wire.answer, SEND, 10);
	const before = tokenCalls();

	await Promise.all([send(workers[0], items.slice(0, 5)), send(workers[1], items.slice(5))]);

	expect(tokenCalls() - before).toBeLessThanOrEqual(2);
	expect(messagesPer(harness, items)).toEqual(Array.from({ length: 10 }, () => 1));
});
