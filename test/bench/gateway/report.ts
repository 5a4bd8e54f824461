import { ratioRow, secondsOf, median, speeds, spread } from '../figures';
import { ONE_WAY_MS } from '../far/farServer';
import { conditions, withVersion } from '../machine';
import type { Timing } from '../measure';
import type { Series } from '../rounds';
import type { FaultResult } from './faults';

/** What the benchmark has to say. */
export interface Findings {
	/** Of the contestants' processes. */
	nodeVersion: string;
	nginxVersion: string;
	/** Milliseconds that the name server takes. */
	lookUp: number;
	sends: number;
	concurrency: number;
	/** Direct, direct with 64 threads, through the gateway, and that with 100 at a time. */
	times: Series<'direct' | 'threads' | 'gateway' | 'gatewayWide', Timing>;
	faults: FaultResult[];
}

/** The results as Markdown. */
export function report(findings: Findings): string[] {
	const { nodeVersion, nginxVersion, lookUp, sends, concurrency, times, faults } = findings;
	const rows: Array<[string, Timing[]]> = [
		['direct', times.direct],
		['direct, `UV_THREADPOOL_SIZE=64`', times.threads],
		['through the gateway', times.gateway],
		['through the gateway, 100 at a time', times.gatewayWide],
	];
	const rate = (timings: Timing[]) => `${Math.round(sends / median(secondsOf(timings)))}/s`;
	const delays = (timings: Timing[]) =>
		spread(
			timings.map(({ loopDelay }) => loopDelay),
			0,
		);
	return [
		'## Message > Send through a local gateway',
		'',
		`\`npm run bench:gateway\`: ${sends} sends on n8n's engine, ${concurrency} at a time, to a WeChat that is ${ONE_WAY_MS} ms away each way, speaks`,
		`TLS 1.3 and whose name the name server knows after ${lookUp} ms; once direct, once through nginx with the`,
		'configuration of docs/performance.md, word for word. A network namespace keeps all this from the rest of the',
		`machine. ${times.direct.length} rounds after one that does not count, in turn. Median (least to most).`,
		'',
		conditions([withVersion('n8n-core'), `Node ${nodeVersion}`, nginxVersion]),
		'',
		'| | Sends per second | Seconds | Event loop delay, ms |',
		'|---|---|---|---|',
		...rows.map(
			([name, timings]) =>
				`| ${name} | ${rate(timings)} | ${spread(secondsOf(timings))} | ${delays(timings)} |`,
		),
		'',
		'| Compared | Ratio | Aim | |',
		'|---|---|---|---|',
		ratioRow('Through the gateway : direct', speeds(times.gateway, times.direct), { least: 2.5 }),
		ratioRow(
			`Through the gateway, 100 at a time : direct, ${concurrency} at a time`,
			speeds(times.gatewayWide, times.direct),
			{
				least: 2.5,
			},
		),
		ratioRow('Direct with 64 threads : direct', speeds(times.threads, times.direct), {}),
		'',
		'### Faults on the way',
		'',
		'What the node says of each message, and what the phones got. A message that the node calls done is on',
		'the phone, one that it calls failed or not tried is not, and none is there twice; the run ends with a',
		'failure where that does not hold.',
		'',
		'| | Messages | Done | Unknown, of these arrived | Refused or not sent | Twice |',
		'|---|---|---|---|---|---|',
		...faults.map(
			({ what, messages, done, unknown, arrived, failed }) =>
				`| ${what} | ${messages} | ${done} | ${unknown}, ${arrived} | ${failed} | 0 |`,
		),
	];
}
