/* eslint-disable @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How often the live memory is looked at, in milliseconds; a look may take a tenth of the time. */
const LOOK_EVERY_MS = 200;
const REST_PER_LOOK = 9;

/** How often the event loop is looked at, in milliseconds; delays are told with it. */
const RESOLUTION_MS = 1;

/** How long something took, and how it kept the event loop from everything else. */
export interface Timing {
	seconds: number;
	/** 99 of 100 looks at the event loop came after at most so many milliseconds. */
	loopDelay: number;
}

/** Times `work`. */
export async function timed(work: () => Promise<unknown>): Promise<Timing> {
	collect();
	const delays = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
	delays.enable();
	const begin = performance.now();
	await work();
	const seconds = (performance.now() - begin) / 1000;
	delays.disable();
	return { seconds, loopDelay: delays.percentile(99) / 1e6 };
}

/** The most memory in use at a time during `work`, over that before it, in bytes; garbage does not count. */
export async function memory(work: () => Promise<unknown>): Promise<number> {
	const before = inUse();
	let most = 0;
	let timer: NodeJS.Timeout;
	const look = () => {
		const begin = performance.now();
		most = Math.max(most, inUse());
		const rest = REST_PER_LOOK * (performance.now() - begin);
		timer = setTimeout(look, Math.max(LOOK_EVERY_MS, rest));
	};
	look();
	const result = await work();
	clearTimeout(timer!);
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
