import { startSimulator } from '../../simulator';
import type { Simulator } from '../../simulator';
import { shapeDifferences, standIn } from './shape';
import { Side } from './side';
import type { LiveRequest, Observation } from './side';
import { stepsFor, TOKEN_STEP } from './steps';
import type { Step } from './steps';

/** The account that is asked, and how far the check may go. */
export interface LiveOptions {
	baseUrl: string;
	appId: string;
	appSecret: string;
	/** Who gets the message of `send`. */
	openId?: string;
	/** What may be changed: `add` adds a template and deletes it again, `send` sends with it in between. */
	changes: 'nothing' | 'add' | 'send';
}

/** What came of one call. */
export interface Finding {
	name: string;
	method: string;
	path: string;
	asks?: string;
	/** WeChat's answer; undefined where the call could not be made. */
	real?: Observation;
	/** What differs from the simulator's answer to the same call, one line each. */
	differences: string[];
}

/** Makes every call to WeChat and to a simulator of its own. Throws where WeChat gives no token or no answer. */
export async function check(options: LiveOptions): Promise<Finding[]> {
	const { baseUrl, appId, appSecret, openId } = options;
	const simulator = await startSimulator();
	const real = new Side(baseUrl, { appId, appSecret, openId });
	const played = new Side(simulator.url, {
		appId: simulator.account.appId,
		appSecret: simulator.account.appSecret,
		openId: simulator.user('live'),
	});
	try {
		const token = await compare(TOKEN_STEP, real, played, simulator);
		if (real.values.token === undefined) throw new Error(withoutToken(token.real));
		const findings = [token];
		for (const step of stepsFor(options.changes)) {
			findings.push(await compare(step, real, played, simulator));
		}
		return findings;
	} finally {
		await real.close();
		await played.close();
		await simulator.stop();
	}
}

function withoutToken(answer: Observation | undefined): string {
	const reasons: Record<number, string> = {
		40013: 'there is no such App ID',
		40125: 'the App Secret is another one',
		40164: "this machine's IP is not on the account's list (console: Development Management)",
	};
	const reason = reasons[answer?.errcode ?? 0] ?? 'see the list of error codes';
	return `WeChat gave no token: ${answer?.errcode ?? `HTTP ${answer?.status}`}, ${reason}`;
}

async function compare(
	step: Step,
	real: Side,
	played: Side,
	simulator: Simulator,
): Promise<Finding> {
	const request = step.request(real.values);
	const { name, asks } = step;
	if (!request) return { name, asks, method: '', path: '', differences: [] };
	const answer = await real.call(request, step.keep);
	step.prepare?.(simulator, played.values, answer);
	const same = step.request(played.values);
	const mine = same && (await played.call(same, step.keep));
	const { method, path } = request;
	return { name, asks, method, path, real: answer, differences: differences(answer, mine) };
}

function differences(real: Observation, played: Observation | undefined): string[] {
	if (!played) return ['the simulator has not got what this call needs'];
	const lines: string[] = [];
	const fields = ['status', 'contentType', 'errcode', 'ending'] as const;
	for (const field of fields) {
		const [theirs, mine] = [real[field] ?? 'none', played[field] ?? 'none'];
		if (theirs !== mine)
			lines.push(`${NAMES[field]}: ${theirs} with WeChat, ${mine} in the simulator`);
	}
	// Answers with different codes have different shapes: the code says it all.
	if (real.errcode !== played.errcode) return lines;
	if (!real.shape || !played.shape) {
		return real.shape === played.shape ? lines : [...lines, 'only one of the two answers is JSON'];
	}
	return [...lines, ...shapeDifferences(real.shape, played.shape)];
}

const NAMES = {
	status: 'HTTP status',
	contentType: 'Content-Type',
	errcode: 'errcode',
	ending: 'errmsg ends with',
};

/** The report: a line for each call, and below it what differs. */
export function reportOf(findings: Finding[]): string {
	const lines = findings.flatMap(({ name, method, path, asks, real, differences: found }) => {
		if (!real) return [`not asked  ${name}: the account has not got what the call needs`];
		const word = found.length > 0 ? 'DIFFERS  ' : 'same     ';
		const code = real.errcode === undefined ? 'no errcode' : `errcode ${real.errcode}`;
		return [
			`${word}  ${name} (${method} ${path}): ${code}`,
			...(asks ? [`             answers an open question: ${asks}`] : []),
			...found.map((line) => `             ${line}`),
		];
	});
	const differing = findings.filter(({ differences: found }) => found.length > 0).length;
	return [...lines, '', `${findings.length} calls, ${differing} differ from the simulator.`].join(
		'\n',
	);
}

/** A fixture of each answer, by file name: its shape with stand-ins for every text, id and number but the code. */
export function fixturesOf(findings: Finding[]): Map<string, string> {
	const asked = findings.filter(({ real }) => real?.shape);
	return new Map(
		asked.map(({ name, method, path, real }) => {
			const known: Record<string, number> =
				real!.errcode === undefined ? {} : { errcode: real!.errcode };
			const request: Pick<LiveRequest, 'method' | 'path'> = { method: method as 'GET', path };
			const { status, contentType } = real!;
			const answer = { status, contentType, body: standIn(real!.shape!, known) };
			const file = `${name.replace(/[^A-Za-z]+/g, '-').toLowerCase()}.json`;
			return [file, `${JSON.stringify({ request, answer }, null, 2)}\n`];
		}),
	);
}
