import type { IWebhookFunctions } from 'n8n-workflow';

const maxInProcess = 10_000;
const maxStored = 200;

/** What this process has let through, oldest first, for all trigger nodes. */
const letThrough = new Set<string>();

/**
 * Notes that a push has arrived, and tells whether it had arrived at this node before.
 *
 * Best effort: n8n stores static data only after the webhook has answered, and each process of a
 * queue-mode n8n has its own memory. A repeat that reaches another process at the same moment starts
 * a second execution, and so does one that comes after the 200 stored and 10,000 remembered pushes.
 */
export function hasArrivedBefore(context: IWebhookFunctions, identity: string): boolean {
	// A test webhook takes one push and is gone; whoever tests may push the same thing again.
	if (context.getMode() === 'manual') return false;
	const staticData = context.getWorkflowStaticData('node');
	const stored = Array.isArray(staticData.recentPushes) ? staticData.recentPushes : [];
	const key = `${context.getWorkflow().id}/${context.getNode().id}/${identity}`;
	if (letThrough.has(key) || stored.includes(identity)) return true;
	letThrough.add(key);
	if (letThrough.size > maxInProcess) letThrough.delete(letThrough.values().next().value as string);
	staticData.recentPushes = [...stored, identity].slice(-maxStored);
	return false;
}
