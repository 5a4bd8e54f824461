import { pooled } from '../../support/pooled';
import { sendNode, subscribers, webhookNode, workflowOf } from '../../support/realWorkflow';
import { WORKER_CONCURRENCY } from './cluster';
import { enqueuedBy, outcomes, readEntries, startedBy, unfinished } from './ledger';
import type { Entry, Outcome } from './ledger';
import { ALLOWED_MESSAGES, deliveries, isOnly, none, tell } from './scene';
import type { Scene } from './scene';

const RECIPIENTS = 2000;
/** Callers of the webhook at a time. */
const CALLERS = 20;
/** Deliveries after which something happens to the running cluster. */
const REVOKE_AFTER = 500;
const KILL_AFTER = 1000;
const STABLE = '/cgi-bin/stable_token';

/** Calls the webhook once for each recipient. Returns how many calls n8n took. */
async function callWebhook({ cluster }: Scene, openIds: string[]): Promise<number> {
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

function addUp(scene: Scene, openIds: string[], entries: Entry[]): void {
	const { cluster, findings, simulator } = scene;
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

/** Sends by a webhook without an outbox, while the token is revoked and a worker is killed; adds up what n8n lost. */
export async function runNotify(scene: Scene): Promise<void> {
	const { account, cluster, findings, rest, simulator, templateId } = scene;
	const send = sendNode(templateId, '={{ $json.body.openId }}', account);
	const nodes = [webhookNode('notify', 'onReceived'), send];
	const workflow = await rest.createWorkflow(workflowOf('Notify', nodes));
	await rest.activate(workflow);
	const openIds = subscribers(simulator, templateId, RECIPIENTS, ALLOWED_MESSAGES);
	tell(`Sending ${RECIPIENTS} messages by as many webhook calls ...`);
	const begun = Date.now();
	const [taken] = await Promise.all([callWebhook(scene, openIds), disturb(scene)]);
	findings.check('webhook calls taken by n8n', taken, taken === RECIPIENTS);
	await none('unfinished executions', async () => await unfinished(rest, workflow));
	tell(`        all executions ended after ${Math.round((Date.now() - begun) / 1000)} s`);
	addUp(scene, openIds, await readEntries(rest, enqueuedBy(cluster.webhook)));
}
