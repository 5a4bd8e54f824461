import type { INode } from 'n8n-workflow';

import { storeTables } from '../../../playground/n8n/furnish';
import type { RestWorkflow } from '../../../playground/n8n/rest';
import { fillExamples } from '../../../playground/n8n/samples';
import type { PlaygroundExample } from '../../../playground/n8n/samples';
import type { Editor } from '../support/editor';
import { eventually } from '../support/eventually';
import { Scene } from '../support/scene';

const HEADER = { name: 'X-Shop-Key', value: 'an e2e shop' };
const LINK = '/wxa/generate_urllink';
const push = { token: 'PushToken1', encodingAesKey: 'k'.repeat(43) };

let scene: Scene;
let editor: Editor;
let example: PlaygroundExample;
let workflow: RestWorkflow;

/** The example with credentials of this n8n. Nobody is written to: the mail ends where it would leave. */
async function createLedger(): Promise<RestWorkflow> {
	const { id, name } = await scene.createCredential();
	const pushes = await scene.n8n.createCredential({
		name: 'WeChat Mini Program Push account',
		type: 'weChatMiniProgramPushApi',
		data: { appId: scene.simulator.account.appId, ...push },
	});
	const callers = await scene.n8n.createCredential({
		name: 'Shop',
		type: 'httpHeaderAuth',
		data: { ...HEADER },
	});
	const ours: Record<string, { id: string; name: string }> = {
		weChatMiniProgramApi: { id, name },
		weChatMiniProgramPushApi: { id: pushes.id, name: pushes.name },
		httpHeaderAuth: { id: callers.id, name: callers.name },
	};
	const nodes = example.nodes.map((node): INode => {
		if (node.type === 'n8n-nodes-base.emailSend') {
			return { ...node, type: 'n8n-nodes-base.noOp', typeVersion: 1, credentials: {} };
		}
		const [type] = Object.keys(node.credentials ?? {});
		return type === undefined ? node : { ...node, credentials: { [type]: ours[type] } };
	});
	await storeTables(scene.n8n, [{ nodes }]);
	return await scene.n8n.createWorkflow({ ...example, nodes });
}

beforeAll(async () => {
	scene = await Scene.open({ retiredApi: 'working' });
	[example] = fillExamples(scene.simulator).filter(({ nodes }) =>
		nodes.some(({ name }) => name === 'Ask the Ledger'),
	);
	workflow = await createLedger();
	await scene.n8n.activate(workflow);
	const trigger = example.nodes.find(({ name }) => name === 'User Decided');
	scene.simulator.setPush({
		url: `${scene.n8n.url}/webhook/${trigger?.webhookId}/webhook`,
		...push,
		mode: 'secure',
		format: 'json',
	});
	editor = await scene.openEditor();
});
afterAll(async () => {
	await scene.n8n.deactivate(workflow);
	await scene.close();
});

/** Waits for so many executions of the workflow, and until each has ended. */
async function executed(count: number): Promise<string> {
	await eventually(async () =>
		expect((await scene.n8n.executions(workflow)).length).toBeGreaterThanOrEqual(count),
	);
	const executions = await scene.n8n.executions(workflow);
	for (const { id } of executions) {
		expect((await scene.n8n.finished(id)).status).toBe('success');
	}
	return executions[0].id;
}

test('who allows twice gets two of three messages, and a link instead of the third', async () => {
	const openId = scene.simulator.user('Dora');
	const send = example.nodes.find(({ name }) => name === 'Send Message');
	const { value: templateId } = send?.parameters.templateId as { value: string };
	const links = scene.simulator.calledTimes(LINK);
	for (let dialog = 0; dialog < 2; dialog++) {
		scene.simulator.subscribe(openId, templateId);
		await scene.simulator.pushesSettled();
		// WeChat tells times in seconds: nobody answers two dialogs within one.
		scene.simulator.moveClock(2);
	}
	await executed(2);

	const mine = () => scene.simulator.delivered.filter((one) => one.openId === openId);
	for (const [order, messages] of [1, 2, 2].entries()) {
		const before = (await scene.n8n.executions(workflow)).length;
		const { status } = await fetch(`${scene.n8n.url}/webhook/${example.webhook?.path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', [HEADER.name]: HEADER.value },
			body: JSON.stringify({ ...example.webhook?.body, openId, orderNumber: `A${order}` }),
		});
		expect(status).toBe(200);
		await executed(before + 1);
		await eventually(async () => expect(mine()).toHaveLength(messages));
		// The receipt of a message is an event of its own.
		await scene.simulator.pushesSettled();
		scene.simulator.moveClock(2);
	}
	await eventually(async () => expect(scene.simulator.calledTimes(LINK)).toBe(links + 1));

	const executions = await scene.n8n.executions(workflow);
	const finished = await Promise.all(
		executions.map(async ({ id }) => await scene.n8n.finished(id)),
	);
	const mailed = finished.filter(({ data }) => 'Mail Link' in data.resultData.runData);
	expect(mailed).toHaveLength(1);
	await editor.goto(`/workflow/${workflow.id}/executions/${mailed[0].id}`);
	await editor.page.getByText('Mail Link').first().waitFor();
	await editor.picture('consentLedger');
});
