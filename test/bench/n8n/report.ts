/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { cpus, loadavg, totalmem, type } from 'node:os';

import type { Installation } from '../../../playground/n8n/install';
import { WIDE } from './contestants';
import type { Measurement } from './measure';
import { OWN, WAITING } from './profile';
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
export const report = (findings: Findings): string[] => [
	'## Message > Send against the HTTP Request node, in a real n8n',
	'',
	...conditions(findings),
	'',
	...measurements(findings),
	'',
	...whereTheTimeGoes(findings),
];

function conditions({ installation, messages, rounds }: Findings): string[] {
	const processors = cpus();
	const gibibytes = Math.round(totalmem() / 2 ** 30);
	return [
		`\`npm run bench:n8n\`: ${messages} messages in one execution, started by a webhook, with the same`,
		'credential and the same POST; SQLite, one process, a fresh n8n for every measurement after a warm-up of',
		`100 messages; ${rounds.length} rounds, the nodes in turn. Median (least to most).`,
		'',
		`n8n ${installation.version}, Node ${installation.nodeVersion}, ${type()}, ${processors.length} x ${processors[0].model}, ${gibibytes} GiB; load average at the end ${loadavg()[0].toFixed(1)}.`,
	];
}

function measurements({ rounds, delay }: Findings): string[] {
	const atOnce = (label: string, what: keyof Measurement) =>
		row(
			label,
			rounds.map((round) => round.atOnce.send[what]),
			rounds.map((round) => round.atOnce.httpRequest[what]),
		);
	const delayed = (label: string, how: 'send' | 'wide') =>
		row(
			label,
			rounds.map((round) => round.delayed[how].seconds),
			rounds.map((round) => round.delayed.httpRequest.seconds),
		);
	const ratio = (what: 'seconds' | 'growth') =>
		median(rounds.map((round) => round.atOnce.httpRequest[what] / round.atOnce.send[what]));
	const [speed, growth] = [ratio('seconds'), 1 / ratio('growth')];
	return [
		'| | Send | HTTP Request | HTTP Request / Send |',
		'|---|---|---|---|',
		atOnce('WeChat answers at once: seconds', 'seconds'),
		atOnce('… processor seconds of n8n', 'cpu'),
		atOnce('… memory growth, MiB', 'growth'),
		delayed(`WeChat answers after ${delay} ms: seconds, 10 at a time (default)`, 'send'),
		delayed(`… seconds, ${WIDE} at a time`, 'wide'),
		'',
		`Aim: ${TARGET.speed} times as fast: ${speed.toFixed(1)}, ${verdict(speed >= TARGET.speed)}. A third of the memory growth: ${growth.toFixed(2)}, ${verdict(growth <= TARGET.growth)}.`,
	];
}

function whereTheTimeGoes({ messages, delay, profiles }: Findings): string[] {
	return [
		"Where the time of n8n's main thread goes, in milliseconds of one profiled execution each:",
		'',
		'| | Send | HTTP Request |',
		'|---|---|---|',
		...profileRows(profiles),
		'',
		`Of what Send keeps the main thread busy with, ${ownShare(profiles.send)} % is code of this package; the rest is n8n's work`,
		'for one HTTP request on a new connection per message. What the HTTP Request node does beyond that is',
		'above all to read and decrypt the credential, and to evaluate its body, for every message.',
		`Ten messages at a time, each answered after ${delay} ms, take ${(messages * delay) / 10 / 1000} s at least, whatever the node`,
		'does; the HTTP Request node starts all at once. The option Concurrency decides.',
	];
}

const verdict = (isReached: boolean): string => (isReached ? 'reached' : 'not reached');

function ownShare(times: TimeByKind): number {
	const busy = [...times].filter(([kind]) => kind !== WAITING);
	const total = busy.reduce((sum, [, milliseconds]) => sum + milliseconds, 0);
	return Math.round((100 * (times.get(OWN) ?? 0)) / total);
}

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
