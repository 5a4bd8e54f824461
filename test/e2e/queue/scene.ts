/* eslint-disable @n8n/community-nodes/no-restricted-globals -- a command line program */
import { pause } from '../../../playground/n8n/commands';
import type { N8nRest, RestCredential } from '../../../playground/n8n/rest';
import type { Simulator } from '../../../simulator';
import type { Cluster } from './cluster';

/** n8n gives a silent worker's jobs up after its lock (60 s) and the next look (30 s). */
export const END_SECONDS = 600;

/** One message would hide a second one: WeChat refuses it where nothing is allowed any more. */
export const ALLOWED_MESSAGES = 3;

/** Prints a line. */
export const tell = (line: string) => process.stdout.write(`${line}\n`);

/** Tells what was measured and remembers whether everything was as it should be. */
export class Findings {
	passed = true;

	check(what: string, measured: string | number, isRight: boolean): void {
		this.passed &&= isRight;
		tell(`${isRight ? 'ok    ' : 'FAILED'}  ${what}: ${measured}`);
	}
}

/** What every part of the test works on. */
export interface Scene {
	simulator: Simulator;
	cluster: Cluster;
	rest: N8nRest;
	account: RestCredential;
	templateId: string;
	findings: Findings;
}

/** Waits until so many messages have been delivered in all. */
export async function deliveries(simulator: Simulator, count: number): Promise<void> {
	for (let waited = 0; waited < END_SECONDS * 20; waited += 1) {
		if (simulator.delivered.length >= count) return;
		await pause(50);
	}
	throw new Error(`${simulator.delivered.length} of ${count} messages after ${END_SECONDS} s`);
}

/** Waits until `count` gives 0. what: of what it counts. */
export async function none(what: string, count: () => Promise<number>): Promise<void> {
	for (let waited = 0; waited < END_SECONDS; waited += 1) {
		if ((await count()) === 0) return;
		await pause(1000);
	}
	throw new Error(`There were ${what} after ${END_SECONDS} s`);
}

/** Whether a set holds this value and no other one. */
export const isOnly = <Value>(values: Set<Value>, value: Value): boolean =>
	values.size === 1 && values.has(value);
