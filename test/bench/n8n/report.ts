/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { cpus, loadavg, totalmem, type } from 'node:os';

import type { Installation } from '../../../playground/n8n/install';
import { WIDE } from './contestants';
import type { Measurement } from './measure';
import type { TimeByKind } from './profile';

/** What one round measured. The HTTP Request node always sends as many at a time as n8n lets it. */
export interface Round {
	atOnce: { send: Measurement; httpRequest: Measurement };
	delayed: { send: Measurement; wide: Measurement; httpRequest: Measurement };
}

/** What the benchmark has to say. */
export interface Findings {
	installation: Installation;
	messages: number;
	/** Milliseconds after which WeChat answers in the second part. */
	delay: number;
	rounds: Round[];
	profiles: { send: TimeByKind; httpRequest: TimeByKind };
}

/** At least so many times faster, and at most this share of the memory growth. */
const TARGET = { speed: 5, growth: 1 / 3 };

/** The results as Markdown. */
export function report({ installation, messages, delay, rounds, profiles }: Findings): string[] {
	const processor = cpus();
	const gibibytes = Math.round(totalmem() / 2 ** 30);
	const at = (part: 'atOnce' | 'delayed', what: keyof Measurement) => (label: string) => {
		const of = (name: 'send' | 'httpRequest') => rounds.map((round) => round[part][name][what]);
		return row(label, of('send'), of('httpRequest'));
	};
	const wide = rounds.map(({ delayed }) => delayed.wide.seconds);
	const stock = rounds.map(({ delayed }) => delayed.httpRequest.seconds);
	const speed = median(
		rounds.map(({ atOnce }) => atOnce.httpRequest.seconds / atOnce.send.seconds),
	);
	const growth = median(rounds.map(({ atOnce }) => atOnce.send.growth / atOnce.httpRequest.growth));
	return [
		'## Message > Send against the HTTP Request node, in a real n8n',
		'',
		`\`npm run bench:n8n\`: ${messages} messages in one execution, started by a webhook, with the same`,
		'credential and the same POST; SQLite, one process, a fresh n8n for every measurement after a warm-up of',
		`100 messages; ${rounds.length} rounds, the nodes in turn. Median (least to most).`,
		'',
		`n8n ${installation.version}, Node ${installation.nodeVersion}, ${type()}, ${processor.length} x ${processor[0].model}, ${gibibytes} GiB; load average at the end ${loadavg()[0].toFixed(1)}.`,
		'',
		'| | Send | HTTP Request | HTTP Request / Send |',
		'|---|---|---|---|',
		at('atOnce', 'seconds')('WeChat answers at once: seconds'),
		at('atOnce', 'cpu')('… processor seconds of n8n'),
		at('atOnce', 'growth')('… memory growth, MiB'),
		at('delayed', 'seconds')(`WeChat answers after ${delay} ms: seconds, 10 at a time (default)`),
		row(`… seconds, ${WIDE} at a time`, wide, stock),
		'',
		`Aim: ${TARGET.speed} times as fast: ${speed.toFixed(1)}, ${verdict(speed >= TARGET.speed)}. A third of the memory growth: ${growth.toFixed(2)}, ${verdict(growth <= TARGET.growth)}.`,
		'',
		"Where the time of n8n's main thread goes, in milliseconds of one profiled execution each:",
		'',
		'| | Send | HTTP Request |',
		'|---|---|---|',
		...profileRows(profiles),
	];
}

const verdict = (isReached: boolean): string => (isReached ? 'reached' : 'not reached');

function profileRows({ send, httpRequest }: Findings['profiles']): string[] {
	const kinds = [...new Set([...httpRequest.keys(), ...send.keys()])].sort(
		(a, b) => (httpRequest.get(b) ?? 0) - (httpRequest.get(a) ?? 0),
	);
	const cell = (times: TimeByKind, kind: string) => Math.round(times.get(kind) ?? 0);
	return kinds.map((kind) => `| ${kind} | ${cell(send, kind)} | ${cell(httpRequest, kind)} |`);
}

function row(label: string, send: number[], httpRequest: number[]): string {
	const ratios = httpRequest.map((value, round) => value / send[round]);
	return `| ${label} | ${spread(send)} | ${spread(httpRequest)} | ${spread(ratios)} |`;
}

function spread(values: number[]): string {
	const short = (value: number) => value.toFixed(value < 20 ? 1 : 0);
	const [least, most] = [Math.min(...values), Math.max(...values)];
	return `${short(median(values))} (${short(least)} to ${short(most)})`;
}

function median(values: number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length / 2;
	return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle) - 1]) / 2;
}
