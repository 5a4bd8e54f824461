/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on Node, outside n8n */

/** How often the live memory is looked at, in milliseconds. */
const LOOK_EVERY_MS = 200;

/** Seconds that `work` takes. */
export async function seconds(work: () => Promise<unknown>): Promise<number> {
	collect();
	const begin = performance.now();
	await work();
	return (performance.now() - begin) / 1000;
}

/** The most memory in use at a time during `work`, over that before it, in bytes; garbage does not count. */
export async function memory(work: () => Promise<unknown>): Promise<number> {
	const before = inUse();
	let most = 0;
	const timer = setInterval(() => (most = Math.max(most, inUse())), LOOK_EVERY_MS);
	const result = await work();
	clearInterval(timer);
	most = Math.max(most, inUse());
	// Here, so that what the work put out counts.
	return result === undefined ? 0 : most - before;
}

function inUse(): number {
	collect();
	return process.memoryUsage().heapUsed;
}

function collect(): void {
	if (!globalThis.gc) throw new Error('Run with --expose-gc');
	globalThis.gc();
}
