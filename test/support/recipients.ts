import type { IDataObject } from 'n8n-workflow';

import type { Harness } from './harness';

/** Input items for Message > Send, each for a user who has accepted the template. */
export function subscribers(
	{ simulator }: Harness,
	templateId: string,
	count = 1,
	times = 1,
): Array<IDataObject & { openId: string }> {
	return Array.from({ length: count }, (_, index) => {
		const openId = simulator.user(`user ${index}`);
		simulator.subscribe(openId, templateId, times);
		return { openId };
	});
}

/** How many messages each recipient got, in the order of the items. */
export const messagesPer = ({ simulator }: Harness, items: IDataObject[]): number[] =>
	items.map(
		({ openId }) => simulator.delivered.filter((delivery) => delivery.openId === openId).length,
	);
