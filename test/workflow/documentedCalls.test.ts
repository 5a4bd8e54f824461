import { createEngine } from '../../engine';
import { useHarness } from '../support/harness';
import { readRepositoryFile } from '../support/paths';
import { commandsIn } from '../support/readme';
import { subscribers } from '../support/recipients';
import { Terminal } from '../support/terminal';
import { triggerNode, triggerPackage } from '../support/triggerNode';
import { WebhookServer } from '../support/webhookServer';
import { consoleSettings } from '../support/wechatPush';

const harness = useHarness();
let server: WebhookServer | undefined;
afterEach(async () => await server?.close());

/** The one call of a page that begins so. */
function callOf(page: string, beginning: string): string {
	const found = commandsIn(readRepositoryFile(page)).filter((one) => one.startsWith(beginning));
	expect(found).toHaveLength(1);
	return found[0];
}

/** Types a call into a shell, with the port of the test's simulator; gives the answer. */
async function type(call: string): Promise<object> {
	const terminal = new Terminal(call.replace('8765', new URL(harness.simulator.url).port));
	expect(await terminal.ended).toBe(0);
	return JSON.parse(terminal.output) as object;
}

test('an error on purpose, as the page of the playground orders it', async () => {
	const templateId = await harness.addSubscribeTemplate();
	const items = subscribers(harness, templateId, 1);
	await type(callOf('docs/playground.md', 'curl localhost:8765/_control/order'));

	const failed = await harness.run(harness.sendParameters(templateId), items);
	expect(failed.error).toMatchObject({ description: expect.stringContaining('45009') });
	const next = await harness.run(harness.sendParameters(templateId), items);
	expect(next.error).toBeUndefined();
});

test('pushes to a trigger, as the page of the playground sets them up', async () => {
	const { simulator } = harness;
	const { appId } = simulator.account;
	const engine = createEngine({ packages: [triggerPackage] });
	server = new WebhookServer(engine, triggerNode(engine, {}, { appId }));
	await server.listen();
	const { token, encodingAesKey } = consoleSettings;
	const call = callOf('docs/playground.md', 'curl localhost:8765/_control/setPush')
		.replace('http://localhost:5678/webhook/…/webhook', server.url)
		.replace('"token":"…"', `"token":"${token}"`)
		.replace('"encodingAesKey":"…"', `"encodingAesKey":"${encodingAesKey}"`);
	expect(call).not.toContain('…');
	await type(call);
	expect(
		await type(callOf('docs/playground.md', 'curl localhost:8765/_control/verifyPushUrl')),
	).toMatchObject({ verified: true });

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
