import type { IDataObject, IWebhookFunctions, WorkflowExecuteMode } from 'n8n-workflow';

import { hasArrivedBefore } from '../../nodes/WeChatMiniProgramTrigger/recentPushes';

let workflows = 0;

/** What the memory of pushes sees of n8n; with empty static data it has only the process's memory. */
function contextOf(place: { workflow: string; node: string; mode?: WorkflowExecuteMode }) {
	const context = {
		getMode: () => place.mode ?? 'webhook',
		getWorkflowStaticData: (): IDataObject => ({}),
		getWorkflow: () => ({ id: place.workflow }),
		getNode: () => ({ id: place.node }),
	};
	return context as unknown as IWebhookFunctions;
}

const newWorkflow = () => `workflow ${(workflows += 1)}`;

it('keeps the nodes and workflows apart', () => {
	const [one, other] = [newWorkflow(), newWorkflow()];
	const places = [
		{ workflow: one, node: 'a' },
		{ workflow: one, node: 'b' },
		{ workflow: other, node: 'a' },
	];
	expect(places.map((place) => hasArrivedBefore(contextOf(place), 'push'))).toEqual([
		false,
		false,
		false,
	]);
	expect(places.map((place) => hasArrivedBefore(contextOf(place), 'push'))).toEqual([
		true,
		true,
		true,
	]);
});

it('lets every push to a test URL through, and remembers none', () => {
	const place = { workflow: newWorkflow(), node: 'a' };
	const testing = contextOf({ ...place, mode: 'manual' });
	expect(hasArrivedBefore(testing, 'push')).toBe(false);
	expect(hasArrivedBefore(testing, 'push')).toBe(false);
	expect(hasArrivedBefore(contextOf(place), 'push')).toBe(false);
});

it('remembers 10,000 pushes and no more', () => {
	const context = contextOf({ workflow: newWorkflow(), node: 'a' });
	for (let id = 0; id < 10_001; id++) {
		expect(hasArrivedBefore(context, `push ${id}`)).toBe(false);
	}
	expect(hasArrivedBefore(context, 'push 1')).toBe(true);
	expect(hasArrivedBefore(context, 'push 0')).toBe(false);
});
