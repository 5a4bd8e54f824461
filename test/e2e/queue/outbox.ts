/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a command line program */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IWorkflowBase } from 'n8n-workflow';

import { PROJECT } from '../../../playground/n8n/commands';
import type { N8nRest, RestCredential } from '../../../playground/n8n/rest';
import type { Delivery } from '../../../simulator';
import { pooled } from '../../support/pooled';
import { subscribers } from '../../support/realWorkflow';
import { WORKER_CONCURRENCY } from './cluster';
import { enqueuedBy } from './ledger';
import { ALLOWED_MESSAGES, deliveries, none, tell } from './scene';
import type { Scene } from './scene';

const ORDERS = 1000;
/** Calls of the shop at a time. */
const CALLERS = 20;
/** Of so many orders one is paid for with two calls in the same moment, as payment providers do. */
const TWICE_EVERY = 10;
const KILL_AFTER = 500;
/** A shop that has no answer after this time calls again. */
const ANSWER_SECONDS = 30;
const MAX_CALLS = 20;
const TABLE = 'Order outbox';
const COLUMNS = 'orderNumber openId product amount state begunOrder begunAt msgid reason'.split(
	' ',
);
const HEADER = { name: 'X-Shop-Key', value: 'made-up-value-of-the-shop' };
/** Orders that a scheduled run of the example takes up at a time. */
const TAKEN_UP = 50;
/** The example waits ten minutes for an outcome. */
const GIVEN_UP = ['minutes: 10', 'minutes: 2'] as const;

/** A row of the outbox. */
interface Row {
	orderNumber: string;
	openId: string;
	state: string;
	msgid: string | null;
}

/** What became of an order. */
type Fate =
	| 'sent'
	| 'in doubt, delivered'
	| 'in doubt, not delivered'
	/** More than one message. */
	| 'doubled'
	/** No row that says sent, refused or in doubt. */
	| 'lost'
	/** A row that says anything but the truth. */
	| 'unexplained';

const GOOD: Fate[] = ['sent', 'in doubt, delivered', 'in doubt, not delivered'];

/** The example `outbox`, with the credentials and the template, and less patience. */
function outboxWorkflow(templateId: string, credentials: RestCredential[]): IWorkflowBase {
	const file = join(PROJECT, 'examples/outbox.workflow.json');
	const text = readFileSync(file, 'utf8');
	if (!text.includes(GIVEN_UP[0])) throw new Error('The example gives an order up at another time');
	const workflow = JSON.parse(text.replace(...GIVEN_UP)) as IWorkflowBase;
	for (const node of workflow.nodes) {
		for (const { type, id, name } of credentials) {
			if (node.credentials?.[type]) node.credentials[type] = { id, name };
		}
		if (node.parameters.templateId) {
			node.parameters.templateId = { __rl: true, mode: 'id', value: templateId };
		}
	}
	return workflow;
}

/** One call of the shop: whether n8n has answered that the order is written down. */
async function call(url: string, orderNumber: string, openId: string): Promise<boolean> {
	const response = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json', [HEADER.name]: HEADER.value },
		body: JSON.stringify({ orderNumber, openId, product: '咖啡', amount: '18.00' }),
		signal: AbortSignal.timeout(ANSWER_SECONDS * 1000),
	}).catch(() => undefined);
	await response?.text().catch(() => undefined);
	return response?.ok === true;
}

/** Calls for every order until each has an answer. Returns the calls made and the orders answered. */
async function shop(url: string, openIds: string[]): Promise<{ calls: number; answered: number }> {
	let calls = 0;
	const order = async ([index, openId]: [number, string]): Promise<boolean> => {
		for (let times = 0; times < MAX_CALLS; times += 1) {
			const together = times === 0 && index % TWICE_EVERY === 0 ? 2 : 1;
			calls += together;
			const answers = await Promise.all(
				Array.from({ length: together }, async () => await call(url, `order ${index}`, openId)),
			);
			if (answers.includes(true)) return true;
		}
		return false;
	};
	const answered = await pooled([...openIds.entries()], CALLERS, order);
	return { calls, answered: answered.filter(Boolean).length };
}

/** The orders that scheduled runs have listed as in doubt. */
async function listedDoubts(rest: N8nRest, executionIds: string[]): Promise<Set<string>> {
	const lists = await pooled(executionIds, 4, async (id) => {
		const { runData } = (await rest.execution(id)).data.resultData;
		const items = (runData['In Doubt'] ?? []).flatMap(({ data }) => data?.main[0] ?? []);
		return items.map(({ json }) => String(json.orderNumber));
	});
	return new Set(lists.flat());
}

function fateOf(rows: Row[], messages: Delivery[]): Fate {
	if (messages.length > 1) return 'doubled';
	const [row, ...others] = rows.filter(({ state }) => state !== 'repeated');
	if (row === undefined) return 'lost';
	if (others.length > 0) return 'unexplained';
	if (row.state === 'inDoubt') {
		return messages.length === 1 ? 'in doubt, delivered' : 'in doubt, not delivered';
	}
	if (row.state !== 'sent') return row.state === 'refused' ? 'unexplained' : 'lost';
	return row.msgid === messages[0]?.msgid ? 'sent' : 'unexplained';
}

/** Kills the worker before the newest one in the middle; another one takes its place. */
async function kill({ cluster, simulator }: Scene, before: number): Promise<void> {
	await deliveries(simulator, before + KILL_AFTER);
	await cluster.workers[cluster.workers.length - 2].stop('SIGKILL');
	const sent = simulator.delivered.length - before;
	tell(`        a worker killed after ${sent} messages; another one takes its place`);
	await cluster.addWorker();
}

/** Pays orders at a published outbox while a worker is killed, waits for the scheduled runs, and adds up. */
export async function runOutbox(scene: Scene): Promise<void> {
	const { account, cluster, findings, rest, simulator, templateId } = scene;
	tell(`The outbox: ${ORDERS} orders, every ${TWICE_EVERY}th called twice at once ...`);
	await rest.ensureDataTable(TABLE, COLUMNS);
	const header = { name: 'Shop', type: 'httpHeaderAuth', data: HEADER };
	const credentials = [account, await rest.createCredential(header)];
	await rest.activate(await rest.createWorkflow(outboxWorkflow(templateId, credentials)));
	const openIds = subscribers(simulator, templateId, ORDERS, ALLOWED_MESSAGES);
	const before = simulator.delivered.length;
	const known = new Set(enqueuedBy(cluster.main));
	const begun = Date.now();
	const seconds = () => `${Math.round((Date.now() - begun) / 1000)} s`;
	const url = `${cluster.webhook.url}/webhook/order-paid-outbox`;
	const [{ calls, answered }] = await Promise.all([shop(url, openIds), kill(scene, before)]);
	findings.check(`orders answered by n8n, after ${calls} calls`, answered, answered === ORDERS);
	tell(`        all answered after ${seconds()}`);
	await none('orders without an outcome', async () => {
		return (
			(await rest.countDataTableRows(TABLE, 'state', 'open')) +
			(await rest.countDataTableRows(TABLE, 'state', 'sending'))
		);
	});
	tell(`        all orders have an outcome after ${seconds()}`);

	const rows = (await rest.dataTableRows(TABLE)) as unknown as Row[];
	const fates = new Map<Fate, number>([
		['lost', 0],
		['doubled', 0],
		['unexplained', 0],
	]);
	for (const openId of openIds) {
		const fate = fateOf(
			rows.filter((row) => row.openId === openId),
			simulator.delivered.slice(before).filter((message) => message.openId === openId),
		);
		fates.set(fate, (fates.get(fate) ?? 0) + 1);
	}
	for (const [fate, count] of fates) {
		findings.check(`orders "${fate}"`, count, GOOD.includes(fate) || count === 0);
	}
	const repeated = rows.filter(({ state }) => state === 'repeated').length;
	findings.check('calls for an order that had a row already', repeated, repeated > 0);
	const doubts = rows.filter(({ state }) => state === 'inDoubt');
	const isFew = doubts.length <= WORKER_CONCURRENCY + TAKEN_UP;
	findings.check('doubts left by the killed worker', doubts.length, isFew);
	const scheduled = enqueuedBy(cluster.main).filter((id) => !known.has(id));
	const listed = await listedDoubts(rest, scheduled);
	const unlisted = doubts.filter(({ orderNumber }) => !listed.has(orderNumber)).length;
	findings.check('doubts that no scheduled run has listed', unlisted, unlisted === 0);
}
