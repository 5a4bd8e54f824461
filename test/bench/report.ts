import { median, ratioRow, ratios, secondsOf, speeds, spread } from './figures';
import { ONE_WAY_MS } from './far/farServer';
import { conditions, withVersion } from './machine';
import type { Timing } from './measure';
import { FAST, LATENCY_MS } from './rounds';
import type { Series, TokenCalls } from './rounds';

/** What the benchmark has to say. */
export interface Findings {
	/** Of the contestants' processes. */
	nodeVersion: string;
	sends: number;
	concurrency: number;
	/** Over TLS, far away: Message > Send with its defaults and at the concurrency, the loop, the pool. */
	far: Series<'send' | 'wide' | 'bare' | 'pool', Timing>;
	/** Plain and at once. */
	floor: Series<'send' | 'bare' | 'reading' | 'pool', Timing>;
	library: { titles: number; times: Series<'send' | 'bare', Timing> };
	sizes: {
		few: number;
		many: number;
		time: Series<'few' | 'many', Timing>;
		memory: Series<'few' | 'many', number>;
	};
	tokens: TokenCalls;
}

/** The results as Markdown. */
export const report = (findings: Findings): string[] => [
	"## The node on n8n's engine",
	'',
	...introduction(findings),
	'',
	...farTable(findings),
	'',
	...floorTable(findings),
	'',
	...sizeTable(findings),
	'',
	...tokenTable(findings),
];

function introduction({ sends, concurrency, far, floor, nodeVersion }: Findings): string[] {
	return [
		`\`npm run bench\`: ${sends} sends, ${concurrency} at a time; each contestant in a process of its own, with the`,
		'Node that n8n 2 needs; the simulator in another. The loop is a node that does nothing but call',
		'`helpers.httpRequest` with its items as bodies; the reading loop takes the two values of each body from',
		'parameters, as the node does and nearly every node has to. The pool is undici with kept connections and',
		`without n8n. ${far.send.length} rounds after one that does not count, the contestants in turn; where WeChat answers at once,`,
		`${floor.send.length} rounds in ${FAST.starts} processes of each contestant, after ${FAST.unmeasured} in each that do not count. Median (least to`,
		'most). Event loop delay: 99 of 100 looks, a millisecond apart, came after at most so many milliseconds.',
		'',
		conditions([...['n8n-core', 'undici'].map(withVersion), `Node ${nodeVersion}`]),
	];
}

const rate = (sends: number, timings: Timing[]): string =>
	`${Math.round(sends / median(secondsOf(timings)))}/s`;

function farTable({ sends, concurrency, far }: Findings): string[] {
	const contestants: Array<[string, Timing[]]> = [
		['Send with its defaults', far.send],
		[`Send, ${concurrency} at a time`, far.wide],
		['loop', far.bare],
		['pool', far.pool],
	];
	const delays = (timings: Timing[]) =>
		spread(
			timings.map(({ loopDelay }) => loopDelay),
			0,
		);
	return [
		`### WeChat as it is: TLS 1.3, ${ONE_WAY_MS} ms each way, a new connection per message`,
		'',
		`A proxy delays every byte by ${ONE_WAY_MS} ms each way, those of the handshakes too; the certificate is one of a chain`,
		'of three. There is no name to look up.',
		'',
		'| | Sends per second | Seconds | Event loop delay, ms |',
		'|---|---|---|---|',
		...contestants.map(
			([name, timings]) =>
				`| ${name} | ${rate(sends, timings)} | ${spread(secondsOf(timings))} | ${delays(timings)} |`,
		),
		'',
		'| Compared | Ratio | Aim | |',
		'|---|---|---|---|',
		ratioRow('Send with its defaults : loop', speeds(far.send, far.bare), { least: 0.95 }),
		ratioRow(`Send, ${concurrency} at a time : loop`, speeds(far.wide, far.bare), { least: 0.95 }),
		ratioRow('Send with its defaults : pool', speeds(far.send, far.pool), {}),
	];
}

function floorTable({ sends, floor, library }: Findings): string[] {
	const { titles, times } = library;
	const [send, bare] = [times.send, times.bare].map((series) => median(secondsOf(series)));
	const rates = [
		`Send ${rate(sends, floor.send)}, loop ${rate(sends, floor.bare)}`,
		`reading loop ${rate(sends, floor.reading)}, pool ${rate(sends, floor.pool)}`,
	].join(', ');
	return [
		'### The floor: plain HTTP, answered at once',
		'',
		'| Compared | Ratio | Aim | Median of each |',
		'|---|---|---|---|',
		ratioRow(
			'Sends per second, Send : loop',
			speeds(floor.send, floor.bare),
			{ least: 0.85 },
			rates,
		),
		ratioRow('… Send : reading loop', speeds(floor.send, floor.reading), { least: 0.85 }),
		ratioRow('… Send : pool', speeds(floor.send, floor.pool), {}),
		ratioRow(
			`Return All of ${titles} titles after ${LATENCY_MS} ms each page : page after page`,
			speeds(times.send, times.bare),
			{ least: 5 },
			`Return All ${send.toFixed(2)} s, page after page ${bare.toFixed(2)} s`,
		),
	];
}

function sizeTable({ sizes: { few, many, time, memory } }: Findings): string[] {
	const perItem = (much: number[], little: number[]) =>
		ratios(much, little).map((ratio) => (ratio * few) / many);
	const each = (values: number[], count: number, unit: number) =>
		((median(values) / count) * unit).toFixed(2);
	const [littleTime, muchTime] = [time.few, time.many].map(secondsOf);
	return [
		`### ${many} items against ${few}`,
		'',
		`Plain HTTP, answered at once; ${time.many.length} rounds for the time and as many for the memory.`,
		'',
		'| Compared | Ratio | Aim | Median of each |',
		'|---|---|---|---|',
		ratioRow(
			`Time per item, ${many} : ${few} items`,
			perItem(muchTime, littleTime),
			{ most: 1.2 },
			`${each(muchTime, many, 1000)} and ${each(littleTime, few, 1000)} ms`,
		),
		ratioRow(
			`Memory per item, ${many} : ${few} items`,
			perItem(memory.many, memory.few),
			{ most: 1.2 },
			`${each(memory.many, many, 1 / 1024)} and ${each(memory.few, few, 1 / 1024)} KiB`,
		),
	];
}

const tokenTable = ({ sends, tokens }: Findings): string[] => [
	'### Token calls',
	'',
	'| | Calls | Aim |',
	'|---|---|---|',
	`| ${sends} sends without a stored token | ${tokens.manySends} | 1 |`,
	`| 20 sends whose token WeChat rejects at the same time | ${tokens.rejectedAtOnce} | 1 |`,
	`| 2 processes that start without a token | ${tokens.coldWorkers} | at most 2 |`,
];
