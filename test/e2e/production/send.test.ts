import type { RestCredential, RestWorkflow } from '../../../playground/n8n/rest';
import { eventually } from '../support/eventually';
import { itemsOf, Scene } from '../support/scene';
import { chain, items, node, webhook, wechat, WECHAT } from '../support/workflows';

const ISSUER = '/cgi-bin/stable_token';
const TWO_HOURS = 2 * 60 * 60;

let scene: Scene;
let credential: RestCredential;
let templateId: string;
beforeAll(async () => {
	scene = await Scene.open();
	credential = await scene.createCredential();
	templateId = await scene.addTemplate(credential, '661', '1,2');
});
afterAll(async () => await scene.close());

/** A Send node that takes openid and goods from `source`. */
const send = (source: string) =>
	wechat(credential, {
		resource: 'message',
		operation: 'send',
		openId: `={{ ${source}.openId }}`,
		templateId: { __rl: true, mode: 'id', value: templateId },
		dataMode: 'json',
		templateDataJson: `={{ JSON.stringify({ thing1: ${source}.goods, amount2: '18.00元' }) }}`,
	});

async function whileActive(workflow: RestWorkflow, work: () => Promise<void>): Promise<void> {
	await scene.n8n.activate(workflow);
	try {
		await work();
	} finally {
		await scene.n8n.deactivate(workflow);
	}
}

/** Calls a production webhook with the body's JSON. */
async function post(path: string, body: object): Promise<unknown> {
	const response = await fetch(`${scene.n8n.url}/webhook/${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	return await response.json();
}

/** The token that WeChat gives every program of the account. */
async function currentToken(): Promise<string> {
	const { appId, appSecret } = scene.simulator.account;
	const response = await fetch(scene.simulator.url + ISSUER, {
		method: 'POST',
		body: JSON.stringify({ grant_type: 'client_credential', appid: appId, secret: appSecret }),
	});
	return ((await response.json()) as { access_token: string }).access_token;
}

test('a webhook sends on a published workflow, for twenty callers at a time, with one token', async () => {
	const workflow = await scene.createWorkflow(chain(webhook('orders'), send('$json.body')));
	const openIds = Array.from({ length: 20 }, (_, index) => scene.simulator.user(`user ${index}`));
	for (const openId of openIds) scene.simulator.subscribe(openId, templateId);

	await whileActive(workflow, async () => {
		const answers = await Promise.all(
			openIds.map(async (openId, index) => await post('orders', { openId, goods: `${index}` })),
		);
		expect(answers.map((answer) => (answer as { touser: string }).touser)).toEqual(openIds);
	});

	const executions = await scene.n8n.executions(workflow);
	expect(executions.map(({ status, mode }) => `${mode} ${status}`)).toEqual(
		openIds.map(() => 'webhook success'),
	);
	expect(scene.simulator.delivered.map(({ openId }) => openId).sort()).toEqual(openIds.sort());
	expect(scene.simulator.calledTimes(ISSUER)).toBe(1);
});

test('a schedule sends', async () => {
	const openId = scene.simulator.user('anna');
	scene.simulator.subscribe(openId, templateId, 100);
	const rule = { interval: [{ field: 'seconds', secondsInterval: 2 }] };
	const schedule = node('Schedule', 'n8n-nodes-base.scheduleTrigger', 1.2, { rule });
	const workflow = await scene.createWorkflow(
		chain(schedule, items({ openId, goods: '拿铁' }), send('$json')),
	);

	await whileActive(workflow, async () => {
		await eventually(async () => {
			const executions = await scene.n8n.executions(workflow);
			expect(executions.filter(({ status }) => status === 'success').length).toBeGreaterThan(1);
		});
	});

	const [{ id, mode }] = await scene.n8n.executions(workflow);
	expect(mode).toBe('trigger');
	const execution = await scene.n8n.finished(id);
	expect(itemsOf(execution, WECHAT)).toEqual([expect.objectContaining({ touser: openId })]);
});

describe('a token that WeChat no longer takes is renewed once, for the next execution too', () => {
	test.each<[string, () => void]>([
		['expired', () => scene.simulator.moveClock(TWO_HOURS)],
		['revoked', () => scene.simulator.revokeTokens()],
		['revoked and still handed out', () => scene.simulator.revokeTokens({ keepHandingOut: true })],
	])('%s', async (name, end) => {
		const path = `renewed-${name.replaceAll(' ', '-')}`;
		const workflow = await scene.createWorkflow(chain(webhook(path), send('$json.body')));
		const openId = scene.simulator.user(name);
		scene.simulator.subscribe(openId, templateId, 3);

		await whileActive(workflow, async () => {
			await post(path, { openId, goods: '前' });
			const before = scene.simulator.calledTimes(ISSUER);
			end();
			await post(path, { openId, goods: '中' });
			const renewed = scene.simulator.calledTimes(ISSUER);
			expect(renewed).toBeGreaterThan(before);
			await post(path, { openId, goods: '后' });
			expect(scene.simulator.calledTimes(ISSUER)).toBe(renewed);
		});

		const executions = await scene.n8n.executions(workflow);
		expect(executions.map(({ status }) => status)).toEqual(['success', 'success', 'success']);
		const goods = scene.simulator.delivered
			.filter((delivery) => delivery.openId === openId)
			.map(({ fields }) => fields[0].value);
		expect(goods).toEqual(['前', '中', '后']);
	});
});

test('an execution that WeChat refuses is stored as failed, without secret and token', async () => {
	const workflow = await scene.createWorkflow(chain(webhook('refused'), send('$json.body')));
	const openId = scene.simulator.user('not subscribed');
	await whileActive(workflow, async () => {
		await post('refused', { openId, goods: '拿铁' });
	});

	const [{ id, status }] = await scene.n8n.executions(workflow);
	expect(status).toBe('error');
	const { data } = await scene.n8n.execution(id);
	expect(data.resultData.error?.message).toBe(
		'The user has not subscribed, or the subscription is used up',
	);
	const stored = JSON.stringify(data);
	expect(stored).not.toContain(scene.simulator.account.appSecret);
	expect(stored).not.toContain(await currentToken());
});
