/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a command line program */
import { pause } from '../../../playground/n8n/commands';
import { installN8n } from '../../../playground/n8n/install';
import { newOwner } from '../../../playground/n8n/owner';
import { N8nRest } from '../../../playground/n8n/rest';
import type { RestWorkflow } from '../../../playground/n8n/rest';
import { startSimulator } from '../../../simulator';
import type { Simulator } from '../../../simulator';
import { pooled } from '../../support/pooled';
import { program } from '../../support/program';
import type { Started } from '../../support/program';
import {
	addTemplate,
	sendNode,
	storeAccount,
	subscribers,
	webhookNode,
	workflowOf,
} from '../../support/realWorkflow';
import { startCluster, WORKER_CONCURRENCY } from './cluster';
import type { Cluster } from './cluster';
import { enqueuedBy, outcomes, readEntries, startedBy, unfinished } from './ledger';
import type { Entry, Outcome } from './ledger';
import { installServices } from './services';

const RECIPIENTS = 2000;
/** Callers of the webhook at a time. */
const CALLERS = 20;
/** Deliveries after which something happens to the running cluster. */
const REVOKE_AFTER = 500;
const KILL_AFTER = 1000;
/** A WeChat as far away as the real one, so that the kill meets calls under way. */
const LATENCY_MS = 40;
/** One message would hide a second one: WeChat refuses it where nothing is allowed any more. */
const ALLOWED_MESSAGES = 3;
const STABLE = '/cgi-bin/stable_token';
/** n8n gives a silent worker's jobs up after its lock (60 s) and the next look (30 s). */
const END_SECONDS = 600;

const tell = (line: string) => process.stdout.write(`${line}\n`);

/** Tells what was measured and remembers whether everything was as it should be. */
class Findings {
	passed = true;

	check(what: string, measured: string | number, isRight: boolean): void {
		this.passed &&= isRight;
		tell(`${isRight ? 'ok    ' : 'FAILED'}  ${what}: ${measured}`);
	}
}

interface Scene {
	simulator: Simulator;
	cluster: Cluster;
	rest: N8nRest;
	workflow: RestWorkflow;
	openIds: string[];
	findings: Findings;
}

async function setUp(started: Started): Promise<Scene> {
	await installServices();
	const installation = await installN8n(tell);
	const simulator = await started.start(async () => await startSimulator({ latency: LATENCY_MS }));
	tell('Starting Redis, PostgreSQL, main, webhook process and two workers ...');
	const cluster = await startCluster(installation, 2, started);
	tell(cluster.description);
	const rest = new N8nRest(cluster.main.url);
	await rest.signIn(newOwner());
	const templateId = addTemplate(simulator);
	const account = await storeAccount(rest, simulator);
	const send = sendNode(templateId, '={{ $json.body.openId }}', account);
	const nodes = [webhookNode('notify', 'onReceived'), send];
	const workflow = await rest.createWorkflow(workflowOf('Notify', nodes));
	await rest.activate(workflow);
	const openIds = subscribers(simulator, templateId, RECIPIENTS, ALLOWED_MESSAGES);
	return { simulator, cluster, rest, workflow, openIds, findings: new Findings() };
}

/** Calls the webhook once for each recipient. Returns how many calls n8n took. */
async function callWebhook({ cluster, openIds }: Scene): Promise<number> {
	const taken = await pooled(openIds, CALLERS, async (openId) => {
		const response = await fetch(`${cluster.webhook.url}/webhook/notify`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ openId }),
		});
		await response.text();
		return response.ok;
	});
	return taken.filter(Boolean).length;
}

async function deliveries(simulator: Simulator, count: number): Promise<void> {
	for (let waited = 0; waited < END_SECONDS * 20; waited += 1) {
		if (simulator.delivered.length >= count) return;
		await pause(50);
	}
	throw new Error(`${simulator.delivered.length} of ${count} messages after ${END_SECONDS} s`);
}

/** What happens to the cluster while it sends. */
async function disturb({ simulator, cluster, findings }: Scene): Promise<void> {
	const tokenCalls = () => simulator.calledTimes(STABLE);
	await deliveries(simulator, REVOKE_AFTER);
	const cold = tokenCalls();
	findings.check('token calls of two workers that start cold', cold, cold <= 2);
	simulator.revokeTokens();
	await deliveries(simulator, KILL_AFTER);
	const renewed = tokenCalls() - cold;
	findings.check('token calls after the token was revoked', renewed, renewed >= 1 && renewed <= 2);
	await cluster.workers[0].stop('SIGKILL');
	tell(
		`        worker 1 killed after ${simulator.delivered.length} messages; worker 3 takes its place`,
	);
	await cluster.addWorker();
	await deliveries(simulator, REVOKE_AFTER);
	const fresh = tokenCalls() - cold - renewed;
	findings.check('token calls of the worker that starts later', fresh, fresh === 0);
}

async function allEnded({ rest, workflow }: Scene): Promise<void> {
	for (let waited = 0; waited < END_SECONDS; waited += 1) {
		if ((await unfinished(rest, workflow)) === 0) return;
		await pause(1000);
	}
	throw new Error(`Executions were unfinished after ${END_SECONDS} s`);
}

/** The executions that ended with the killed worker; nothing else may have failed. */
function lostExecutions({ cluster, findings }: Scene, entries: Entry[]): Entry[] {
	const [killed, ...others] = cluster.workers;
	const startedElsewhere = new Set(others.flatMap(startedBy));
	const again = startedBy(killed).filter((id) => startedElsewhere.has(id));
	tell(`        executions of the killed worker that n8n started again: ${again.length}`);
	const failed = entries.filter(({ status }) => status !== 'success');
	const lost = failed.filter(({ executionId }) => !startedElsewhere.has(executionId));
	const isFew = lost.length > 0 && lost.length <= WORKER_CONCURRENCY;
	findings.check('executions lost with the killed worker', lost.length, isFew);
	for (const error of new Set(lost.map((entry) => entry.error))) tell(`        "${error}"`);
	const kept = lost.filter(({ openId }) => openId !== undefined).length;
	tell(`        of these n8n has kept the webhook's item of ${kept}`);
	const rest = failed.length - lost.length;
	findings.check('other executions that failed', rest, rest === 0);
	return lost;
}

function account(scene: Scene, entries: Entry[]): void {
	const { cluster, findings, openIds, simulator } = scene;
	findings.check('executions', entries.length, entries.length === RECIPIENTS);
	const shares = cluster.workers.map((worker) => startedBy(worker).length);
	const isSpread = shares.slice(0, 2).every((share) => share >= KILL_AFTER / 4);
	findings.check('executions started by each worker', shares.join(', '), isSpread);
	const lost = lostExecutions(scene, entries);
	const counts = outcomes(openIds, entries, simulator);
	for (const [outcome, count] of counts) {
		const isBad = outcome === 'delivered twice' || outcome === 'unexplained';
		findings.check(`recipients "${outcome}"`, count, !isBad || count === 0);
	}
	const count = (outcome: Outcome) => counts.get(outcome) ?? 0;
	const unknown = count('delivered, execution lost') + count('not delivered, execution lost');
	findings.check('recipients of lost executions', unknown, unknown === lost.length);
	const refusals = new Set(simulator.attempts.map(({ errcode }) => errcode));
	findings.check('refusals by WeChat', [...refusals].join(', '), isOnly(refusals, 40001));
}

const isOnly = <Value>(values: Set<Value>, value: Value): boolean =>
	values.size === 1 && values.has(value);

program(async (started) => {
	const scene = await setUp(started);
	tell(`Sending ${RECIPIENTS} messages by as many webhook calls ...`);
	const begun = Date.now();
	const [taken] = await Promise.all([callWebhook(scene), disturb(scene)]);
	scene.findings.check('webhook calls taken by n8n', taken, taken === RECIPIENTS);
	await allEnded(scene);
	tell(`        all executions ended after ${Math.round((Date.now() - begun) / 1000)} s`);
	account(scene, await readEntries(scene.rest, enqueuedBy(scene.cluster.webhook)));
	return scene.findings.passed;
});
