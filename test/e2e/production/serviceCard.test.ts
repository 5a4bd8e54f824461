import type { IWorkflowBase } from 'n8n-workflow';
import type { Page } from 'playwright-core';

import type { RestWorkflow } from '../../../playground/n8n/rest';
import { readExample } from '../../support/examples';
import type { Editor } from '../support/editor';
import { eventually } from '../support/eventually';
import { Scene } from '../support/scene';

const HEADER = { name: 'X-Shop-Key', value: 'an e2e shop' };
/** The webhook of the example. */
const PATH = 'order-changed';

let scene: Scene;
let editor: Editor;
let inbox: Page;
let workflow: RestWorkflow;

beforeAll(async () => {
	// The order is known at once: nobody waits a minute for the picture.
	scene = await Scene.open({ quirks: { payCodeKnownAfter: 0 } });
	scene.simulator.account.addTemplate(10000001, []);
	scene.simulator.user('anna');
	const account = await scene.createCredential();
	const callers = await scene.n8n.createCredential({
		name: 'Shop',
		type: 'httpHeaderAuth',
		data: { ...HEADER },
	});
	const example = readExample('cardFollowsOrder') as unknown as IWorkflowBase;
	const nodes = example.nodes.map((node) => ({
		...node,
		...(node.credentials?.weChatMiniProgramApi && {
			credentials: { weChatMiniProgramApi: { id: account.id, name: account.name } },
		}),
		...(node.credentials?.httpHeaderAuth && {
			credentials: { httpHeaderAuth: { id: callers.id, name: callers.name } },
		}),
	}));
	workflow = await scene.n8n.createWorkflow({ ...example, nodes });
	await scene.n8n.activate(workflow);
	editor = await scene.openEditor();
	inbox = await editor.openPage(scene.simulator.url, { width: 480, height: 900 });
});
afterAll(async () => {
	await scene.n8n.deactivate(workflow);
	await scene.close();
});

/** What the shop tells of an order; gives n8n's HTTP status. */
async function tell(body: object, headers: Record<string, string>): Promise<number> {
	const { status } = await fetch(`${scene.n8n.url}/webhook/${PATH}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headers },
		body: JSON.stringify(body),
	});
	return status;
}

/** Pays in the inbox as a person does, and gives what the shop then knows. */
async function payInInbox() {
	const phone = inbox.locator('.phone', { hasText: 'anna' });
	await phone.locator('summary', { hasText: 'Act as this user' }).click();
	await phone.locator('.amount').fill('58');
	await phone.locator('.pay-order').click();
	const result = phone.locator('.result span');
	await result.filter({ hasText: 'Transaction ID' }).waitFor();
	const [, paidAt, transactionId] =
		/^Paid ￥58\.00 at (\S+)\. Transaction ID: (420\d{25})$/.exec(await result.innerText()) ?? [];
	await phone.locator('summary', { hasText: 'Act as this user' }).click();
	return { openId: scene.simulator.user('anna'), transactionId, paidAt, amount: 58 };
}

test('an order paid in the inbox gets a card, which then changes twice in its place', async () => {
	const order = {
		...(await payInInbox()),
		orderNumber: 'A17',
		products: [{ name: '哥伦比亚手冲咖啡豆', count: 2, unitPrice: 29 }],
	};
	const card = inbox.locator('.card.service');
	const changes: Array<[event: string, state: string, steps: string[]]> = [
		['paid', '已支付', ['已支付']],
		['shipped', '已发货', ['已支付', '已发货']],
		['signed', '已签收', ['已支付', '已发货', '已签收']],
	];
	for (const [event, state, steps] of changes) {
		expect(await tell({ ...order, event }, { [HEADER.name]: HEADER.value })).toBe(200);
		await eventually(async () => expect(await card.locator('.state').innerText()).toBe(state));
		expect(await card.locator('.steps span').allInnerTexts()).toEqual(steps);
		expect(await card.count()).toBe(1);
		await editor.picture(`serviceCard-${event}`, inbox);
	}
	expect(await card.innerText()).toMatch(/商品物流[^]*哥伦比亚手冲咖啡豆\s*×2 ￥29\.00/);
	expect(await card.innerText()).toContain('Opens pages/order/detail?orderNumber=A17');
});

test('a call without the header of the shop changes nothing', async () => {
	const before = scene.simulator.calledTimes('/wxa/set_user_notify');
	expect(await tell({ event: 'refunded' }, {})).toBe(403);
	expect(scene.simulator.calledTimes('/wxa/set_user_notify')).toBe(before);
});
