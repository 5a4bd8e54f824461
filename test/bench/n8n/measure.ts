/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on Node, outside n8n */
import { readFileSync } from 'node:fs';

import { pause } from '../../../playground/n8n/commands';
import type { N8n } from '../../../playground/n8n/instance';

/** One execution as seen from outside. */
export interface Measurement {
	/** From the webhook's call to its answer. */
	seconds: number;
	/** Processor time of the n8n process, all its threads, in seconds. */
	cpu: number;
	/** Most memory that n8n held during the execution, over what it held before, in MiB. */
	growth: number;
	/** 99 of 100 looks at the event loop of n8n's main process came after at most so many milliseconds. */
	loopDelay: number;
}

/** An n8n that was started with loopDelay.mjs, and the port where that answers. */
export interface WatchedN8n {
	n8n: N8n;
	loopPort: number;
}

const SAMPLE_EVERY_MS = 20;

/** Linux counts processor time in hundredths of a second (proc(5), USER_HZ). */
const TICKS_PER_SECOND = 100;

/** Runs the workflow behind a webhook once for these recipients. Throws where the execution failed. */
export async function measure(
	{ n8n, loopPort }: WatchedN8n,
	path: string,
	openIds: string[],
): Promise<Measurement> {
	const held = residentMebibytes(n8n.pid);
	const used = processorSeconds(n8n.pid);
	let most = held;
	const sampler = setInterval(() => {
		most = Math.max(most, residentMebibytes(n8n.pid));
	}, SAMPLE_EVERY_MS);
	await loopDelay(loopPort);
	const begun = performance.now();
	try {
		const response = await callWebhook(n8n, path, openIds);
		if (!response.ok) throw new Error(`${path}: HTTP ${response.status}`);
	} finally {
		clearInterval(sampler);
	}
	return {
		seconds: (performance.now() - begun) / 1000,
		cpu: processorSeconds(n8n.pid) - used,
		growth: most - held,
		loopDelay: await loopDelay(loopPort),
	};
}

/** Lets a workflow send to these recipients unmeasured, once its webhook listens. */
export async function warmUp({ n8n }: WatchedN8n, path: string, openIds: string[]): Promise<void> {
	for (let waited = 0; waited < 200; waited += 1) {
		const { ok } = await callWebhook(n8n, path, openIds);
		if (ok) return;
		await pause(100);
	}
	throw new Error(`${path}: its webhook does not listen`);
}

async function callWebhook(n8n: N8n, path: string, openIds: string[]): Promise<Response> {
	const response = await fetch(`${n8n.url}/webhook/${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ recipients: openIds.map((openId) => ({ openId })) }),
	});
	await response.arrayBuffer();
	return response;
}

/** The delay since the last question. */
async function loopDelay(port: number): Promise<number> {
	const response = await fetch(`http://127.0.0.1:${port}`);
	return Number(await response.text());
}

function residentMebibytes(pid: number): number {
	const status = readFileSync(`/proc/${pid}/status`, 'utf8');
	return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

function processorSeconds(pid: number): number {
	const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
	// The command's name, in parentheses, may hold spaces; the first field after it is the third.
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}
