/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on Node, outside n8n */
import { readFileSync } from 'node:fs';
import { cpus, loadavg, totalmem, type } from 'node:os';
import { join } from 'node:path';

import { median, ratios, spread } from './figures';
import { LATENCY_MS } from './rounds';
import type { TokenCalls } from './rounds';

type Series = Record<string, number[]>;

/** What the benchmark has to say. */
export interface Findings {
	/** Of the contestants' processes. */
	nodeVersion: string;
	sends: number;
	concurrency: number;
	atOnce: Series;
	delayed: Series;
	titles: number;
	library: Series;
	tokens: TokenCalls;
	sizes: { few: number; many: number; time: Series; memory: Series };
}

const versionOf = (name: string): string => {
	const file = join(__dirname, '../../node_modules', name, 'package.json');
	return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
};

function machine(nodeVersion: string): string {
	const processors = cpus();
	const gibibytes = Math.round(totalmem() / 2 ** 30);
	const versions = ['n8n-core', 'undici'].map((name) => `${name} ${versionOf(name)}`).join(', ');
	return (
		`${versions}, Node ${nodeVersion}, ${type()}, ${processors.length} x ` +
		`${processors[0].model}, ${gibibytes} GiB; load average at the end ${loadavg()[0].toFixed(1)}.`
	);
}

/** A row: what is compared, the ratio, what was aimed at, the measurements behind it. */
function row(
	what: string,
	values: number[],
	aim: [min: number, max: number],
	behind: string,
): string {
	const reached = median(values) >= aim[0] && median(values) <= aim[1];
	const aims = [
		aim[0] > 0 ? `at least ${aim[0]}` : '',
		aim[1] < Infinity ? `at most ${aim[1]}` : '',
	];
	const told = aims.filter(Boolean).join(', ');
	const verdict = told === '' ? '' : `${told}: ${reached ? 'reached' : '**not reached**'}`;
	return `| ${what} | ${spread(values)} | ${verdict} | ${behind} |`;
}

/** The results as Markdown. */
export function report(findings: Findings): string[] {
	const { sends, concurrency, atOnce, delayed, titles, library, tokens, sizes } = findings;
	const rate = (series: number[]) => `${Math.round(sends / median(series))}/s`;
	const rates = (series: Series) =>
		`node ${rate(series.node)}, loop ${rate(series.bare)}, reading loop ${rate(series.reading)}, pool ${rate(series.pool)}`;
	const perItem = (series: Series) =>
		ratios(series.many, series.few).map((ratio) => (ratio * sizes.few) / sizes.many);
	const each = (series: number[], count: number, unit: number) =>
		((median(series) / count) * unit).toFixed(2);
	const milliseconds = `${each(sizes.time.few, sizes.few, 1000)} and ${each(sizes.time.many, sizes.many, 1000)} ms`;
	const kibibytes = `${each(sizes.memory.few, sizes.few, 1 / 1024)} and ${each(sizes.memory.many, sizes.many, 1 / 1024)} KiB`;
	return [
		"## The node on n8n's engine",
		'',
		`\`npm run bench\`: ${sends} sends, ${concurrency} at a time; each contestant in a process of its own,`,
		'with the Node that n8n 2 needs; the simulator in another.',
		'The loop is a node that does nothing but call `helpers.httpRequest` with its items as bodies; the reading',
		'loop takes the two values of each body from parameters, as the node does and nearly every node has to. The',
		`pool is undici with kept connections and without n8n. ${atOnce.node.length} rounds after some that do not count (${delayed.node.length}`,
		'where WeChat takes its time, and of sizes), the contestants in turn. Median (least to most).',
		'',
		machine(findings.nodeVersion),
		'',
		'| Compared | Ratio | Aim | Median of each |',
		'|---|---|---|---|',
		row(
			'Sends per second, node : loop',
			ratios(atOnce.bare, atOnce.node),
			[0.85, Infinity],
			rates(atOnce),
		),
		row('… node : reading loop', ratios(atOnce.reading, atOnce.node), [0.85, Infinity], ''),
		row('… node : pool', ratios(atOnce.pool, atOnce.node), [0, Infinity], ''),
		row(
			`… WeChat answers after ${LATENCY_MS} ms, node : loop`,
			ratios(delayed.bare, delayed.node),
			[0, Infinity],
			rates(delayed),
		),
		row('… node : pool', ratios(delayed.pool, delayed.node), [0, Infinity], ''),
		row(
			`Return All of ${titles} titles after ${LATENCY_MS} ms each page, page after page : node`,
			ratios(library.bare, library.node),
			[5, Infinity],
			`node ${median(library.node).toFixed(2)} s, page after page ${median(library.bare).toFixed(2)} s`,
		),
		row(
			`Time per item, ${sizes.many} : ${sizes.few} items`,
			perItem(sizes.time),
			[0, 1.2],
			milliseconds,
		),
		row(
			`Memory per item, ${sizes.many} : ${sizes.few} items`,
			perItem(sizes.memory),
			[0, 1.2],
			kibibytes,
		),
		'',
		'| Token calls | | Aim |',
		'|---|---|---|',
		`| ${sends} sends without a stored token | ${tokens.manySends} | 1 |`,
		`| 20 sends whose token WeChat rejects at the same time | ${tokens.rejectedAtOnce} | 1 |`,
		`| 2 processes that start without a token | ${tokens.coldWorkers} | at most 2 |`,
	];
}
