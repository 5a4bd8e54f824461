/** How {@link runInLanes} goes through the items. */
export interface LaneOptions {
	/** Key of the item's lane: items of one lane run one after another, in their order. */
	laneOf(index: number): string | number;
	/** How many lanes run at a time, from 1. */
	concurrency: number;
	/** Asked before each item; once false, no further item starts. */
	mayGoOn(): boolean;
}

/**
 * Runs `work` once for each of the items, by index, several lanes at a time. Resolves when every started
 * item is done; `work` must not reject.
 */
export async function runInLanes(
	indexes: readonly number[],
	{ laneOf, concurrency, mayGoOn }: LaneOptions,
	work: (index: number) => Promise<void>,
): Promise<void> {
	const lanes = new Map<string | number, number[]>();
	for (const index of indexes) {
		const key = laneOf(index);
		const lane = lanes.get(key);
		if (lane) lane.push(index);
		else lanes.set(key, [index]);
	}
	// One iterator for all runners: each takes the next lane that nobody has begun.
	const waiting = lanes.values();
	const runner = async () => {
		for (const lane of waiting) {
			for (const index of lane) {
				if (!mayGoOn()) return;
				await work(index);
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(concurrency, lanes.size) }, runner));
}
