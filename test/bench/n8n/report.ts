import type { Installation } from '../../../playground/n8n/install';
import { ONE_WAY_MS } from '../far/farServer';
import { median, spread, verdict } from '../figures';
import type { Aim } from '../figures';
import { conditions } from '../machine';
import type { Contestant, Place } from './contestants';
import type { Measurement } from './measure';
import { OWN, WAITING } from './profile';
import type { TimeByKind } from './profile';

/** What one round measured. */
export type Round = Record<Contestant, Record<Place, Measurement>>;

/** What the benchmark has to say. */
export interface Findings {
	installation: Installation;
	messages: number;
	rounds: Round[];
	/** Where the time goes, far away. */
	profiles: Record<Contestant, TimeByKind>;
}

/** The results as Markdown. */
export const report = (findings: Findings): string[] => [
	'## Message > Send against the HTTP Request node, in a real n8n',
	'',
	...introduction(findings),
	'',
	...measurements(findings),
	'',
	...whereTheTimeGoes(findings),
];

function introduction({ installation, messages, rounds }: Findings): string[] {
	return [
		`\`npm run bench:n8n\`: ${messages} messages in one execution, started by a webhook, by both nodes with their`,
		'defaults, the same credential and the same POST; SQLite, one process, a fresh n8n for every measurement',
		`after a warm-up; ${rounds.length} rounds, the nodes in turn. Far: TLS 1.3, a chain of three certificates,`,
		`${ONE_WAY_MS} ms each way, handshakes included. Median (least to most). Event loop delay: 99 of 100 looks at`,
		"n8n's main process, a millisecond apart, came after at most so many milliseconds.",
		'',
		conditions([`n8n ${installation.version}`, `Node ${installation.nodeVersion}`]),
	];
}

/** Rows of the table: what is measured, its unit and digits, and the aim for HTTP Request / Send. */
const ROWS: Array<
	[place: Place, what: keyof Measurement, label: string, digits: number, aim: Aim]
> = [
	['far', 'seconds', 'WeChat is far away: seconds', 1, { least: 2 }],
	['far', 'cpu', '… processor seconds of n8n', 1, {}],
	['far', 'growth', '… memory growth, MiB', 0, {}],
	['far', 'loopDelay', '… event loop delay, ms', 0, { least: 1 }],
	['near', 'seconds', 'WeChat answers at once, plain: seconds', 1, { least: 5 }],
	['near', 'cpu', '… processor seconds of n8n', 1, {}],
	['near', 'growth', '… memory growth, MiB', 0, { least: 4 }],
	['near', 'loopDelay', '… event loop delay, ms', 0, {}],
];

const measurements = ({ rounds }: Findings): string[] => [
	'| | Send | HTTP Request | HTTP Request / Send | Aim |',
	'|---|---|---|---|---|',
	...ROWS.map(([place, what, label, digits, aim]) => {
		const send = rounds.map((round) => round.send[place][what]);
		const httpRequest = rounds.map((round) => round.httpRequest[place][what]);
		const ratios = httpRequest.map((value, round) => value / send[round]);
		const cells = [spread(send, digits), spread(httpRequest, digits), spread(ratios, 1)];
		return `| ${label} | ${cells.join(' | ')} | ${verdict(ratios, aim)} |`;
	}),
];

function whereTheTimeGoes({ profiles, messages, rounds }: Findings): string[] {
	const seconds = median(rounds.map((round) => round.send.far.seconds));
	return [
		"Where the time of n8n's main thread goes, WeChat far away, in milliseconds of one profiled execution each:",
		'',
		'| | Send | HTTP Request |',
		'|---|---|---|',
		...profileRows(profiles),
		'',
		`Of what Send keeps the main thread busy with, ${ownShare(profiles.send)} % is code of this package; the rest is n8n's work`,
		'for one HTTP request on a new connection per message. What the HTTP Request node does beyond that is',
		'above all to read and decrypt the credential, and to evaluate its body, for every message.',
		`Send takes ${((seconds / messages) * 1000).toFixed(1)} ms per message.`,
	];
}

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
