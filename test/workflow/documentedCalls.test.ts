import type { INodeParameters } from 'n8n-workflow';

import { createEngine } from '../../engine';
import { makeCall } from '../support/curl';
import { useHarness } from '../support/harness';
import { readRepositoryFile } from '../support/paths';
import { commandsIn, pages } from '../support/readme';
import { subscribers } from '../support/recipients';
import { jsonsOf } from '../support/tappedHarness';
import { triggerNode, triggerPackage } from '../support/triggerNode';
import { WebhookServer } from '../support/webhookServer';
import { consoleSettings } from '../support/wechatPush';

const harness = useHarness();
let server: WebhookServer | undefined;
afterEach(async () => await server?.close());

const PAGE = 'docs/playground.md';

/** The calls that the tests of this file have taken from the pages. */
const typed = new Set<string>();

/** The one call of a page that begins so and has this in it. */
function callOf(page: string, beginning: string, part = ''): string {
	const found = commandsIn(readRepositoryFile(page)).filter(
		(one) => one.startsWith(beginning) && one.includes(part),
	);
	expect(found).toHaveLength(1);
	typed.add(found[0]);
	return found[0];
}

/** Makes a call, with the port of the test's simulator; gives the answer. */
const type = async (call: string): Promise<object> =>
	await makeCall(call.replace('8765', new URL(harness.simulator.url).port));

describe('an error on purpose, as the page of the playground tells, and what gets past it', () => {
	const SET_ACCOUNT = 'curl localhost:8765/_control/setAccount';
	let templateId: string;

	beforeEach(async () => {
		templateId = await harness.addSubscribeTemplate();
		jsonsOf(await send());
	});

	const send = async (options: INodeParameters = {}) =>
		await harness.run(
			harness.sendParameters(templateId, options),
			subscribers(harness, templateId, 1),
		);

	const expectRefused = async (errcode: string, options?: INodeParameters) =>
		expect((await send(options)).error).toMatchObject({ httpCode: errcode });

	test('40164', async () => {
		await type(callOf(PAGE, SET_ACCOUNT, '192.0.2.1'));
		await type(callOf(PAGE, 'curl localhost:8765/_control/revokeTokens'));
		await expectRefused('40164');
		await type(callOf(PAGE, SET_ACCOUNT, '127.0.0.1'));
		jsonsOf(await send());
	});

	test('40125', async () => {
		const { id } = harness.credential;
		const { credentials } = harness.engine;
		const change = (data: Record<string, string>) =>
			credentials.update(id, { ...credentials.read(id).data, ...data });
		change({ appSecret: '0'.repeat(32) });
		await expectRefused('40125');
		const { appSecret } = (await type(callOf(PAGE, 'curl localhost:8765/_control/account'))) as {
			appSecret: string;
		};
		change({ appSecret });
		jsonsOf(await send());
	});

	test('40001', async () => {
		await type(callOf(PAGE, 'curl localhost:8765/_control/order'));
		await expectRefused('40001');
		jsonsOf(await send());
	});

	test('41030', async () => {
		await type(callOf(PAGE, SET_ACCOUNT, 'pages'));
		await expectRefused('41030', { page: 'pages/nowhere/index' });
		jsonsOf(await send({ page: 'pages/index/index?id=1' }));
	});

	test('45009', async () => {
		await type(callOf(PAGE, 'curl localhost:8765/_control/setQuota', 'perDay'));
		await expectRefused('45009');
		await type(callOf(PAGE, 'curl localhost:8765/_control/setQuota', '"quota":{}'));
		jsonsOf(await send());
	});
});

test('pushes to a trigger, as the page of the playground sets them up', async () => {
	const { simulator } = harness;
	const { appId } = simulator.account;
	const engine = createEngine({ packages: [triggerPackage] });
	server = new WebhookServer(engine, triggerNode(engine, {}, { appId }));
	await server.listen();
	const { token, encodingAesKey } = consoleSettings;
	const call = callOf(PAGE, 'curl localhost:8765/_control/setPush')
		.replace('http://localhost:5678/webhook/…/webhook', server.url)
		.replace('"token":"…"', `"token":"${token}"`)
		.replace('"encodingAesKey":"…"', `"encodingAesKey":"${encodingAesKey}"`);
	expect(call).not.toContain('…');
	await type(call);
	expect(await type(callOf(PAGE, 'curl localhost:8765/_control/verifyPushUrl'))).toMatchObject({
		verified: true,
	});

	const openId = simulator.user('reader');
	const templateId = await harness.addSubscribeTemplate();
	simulator.subscribe(openId, templateId);
	await simulator.pushesSettled();
	expect(server.executions).toMatchObject([
		[{ event: 'subscribe_msg_popup_event', openId, templateId }],
	]);
});

test("a user of the simulator's README", async () => {
	const answer = await type(callOf('simulator/README.md', 'curl localhost:8765/_control/user'));
	expect(answer).toEqual({ openId: harness.simulator.user('alice') });
});

test('no call of the documentation is left out', () => {
	const commands = pages.flatMap((page) => commandsIn(readRepositoryFile(page)));
	const calls = commands.filter((command) => command.startsWith('curl '));
	expect([...typed].sort()).toEqual([...new Set(calls)].sort());
});
