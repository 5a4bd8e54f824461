import { sleep } from 'n8n-workflow';
import {
	digest,
	isUsable,
	settingsFingerprint,
	settingsProblem,
} from '../../../wechat/accessTokens';
import type { Account } from '../../../wechat/accessTokens';
import { refusalIn, UnexpectedAnswer } from '../../../wechat/answer';
import { REPEAT_DELAYS_MS } from '../../../wechat/connection';
import type { Endpoint, WeChatRequest } from '../../../wechat/endpoint';
import { errorCodes, mayRepeatSend, tokenRejected } from '../../../wechat/errorCodes';
import type { WeChatRefusal } from '../../../wechat/errorCodes';
import { Deadline } from './deadline';
import { CREDENTIAL, exchange, unreadable } from './exchange';
import type { CallContext, Exchanged } from './exchange';
import { CallFailure } from './outcome';
import type { Outcome } from './outcome';

/** WeChat's per-minute limit; together these pauses are longer than a minute. */
const MINUTE_LIMIT = 45011;
const MINUTE_LIMIT_DELAYS_MS: readonly number[] = [2000, 4000, 8000, 16_000, 32_000];

/** How often a pause looks whether the execution was cancelled, in milliseconds. */
const LOOK_EVERY_MS = 250;

/** How a session behaves; the defaults suit an execution. */
export interface SessionOptions {
	/** Seconds that one call may take. */
	timeout?: number;
	/** Pauses while WeChat's per-minute limit holds, in milliseconds. A person at a drop-down waits less. */
	minuteLimitDelays?: readonly number[];
}

/**
 * The calls of one execution. They share one account object, one renewal of its token, one pause when
 * WeChat asks to slow down, and one end when WeChat can take no more.
 */
export class Session {
	/** The call that has the token renewed; the others wait for its end. */
	private leader?: Promise<Exchanged>;

	private replacement?: Promise<void>;

	/** While WeChat's per-minute limit holds, nobody calls. */
	private pause?: Promise<void>;

	/** Why no further call of this session can succeed. */
	private end?: Outcome;

	private constructor(
		private readonly context: CallContext,
		private readonly account: Account,
		private readonly deadline: Deadline,
		private readonly minuteLimitDelays: readonly number[],
	) {}

	/** Reads the node's credential, once for all calls. Throws {@link CallFailure} when it cannot be used. */
	static async open(context: CallContext, options: SessionOptions = {}): Promise<Session> {
		const { timeout = 30, minuteLimitDelays = MINUTE_LIMIT_DELAYS_MS } = options;
		const account = await context.getCredentials<Account>(CREDENTIAL);
		const problem = settingsProblem(account);
		if (problem) throw new CallFailure({ kind: 'noToken', cause: problem }, true);
		const cancelled =
			'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
		const deadline = new Deadline(timeout * 1000, cancelled);
		return new Session(context, account, deadline, minuteLimitDelays);
	}

	/** Tells accounts apart without naming them. */
	get accountKey(): string {
		return settingsFingerprint(this.account);
	}

	/** The host that is called, for messages. */
	get host(): string {
		return new URL(this.account.baseUrl).host;
	}

	/**
	 * Calls an endpoint. Repeats the call where that cannot do anything twice, and once with a new token
	 * when WeChat rejects the one in use. Throws {@link CallFailure}, and nothing else.
	 */
	async call<Input, Output>(endpoint: Endpoint<Input, Output>, input: Input): Promise<Output> {
		const request = endpoint.request(input);
		let repeats = 0;
		let pauses = 0;
		// A call with the App Secret has no token that another one could replace.
		let renewed = request.identifiedBy === 'appSecret';
		for (;;) {
			while (this.pause ?? this.leader) await (this.pause ?? this.leader);
			const exchanged = await this.exchange(request);
			const result = resultOf(endpoint, input, exchanged);
			if ('output' in result) return result.output;

			const { outcome } = result;
			if (!renewed && 'token' in exchanged && isRejection(outcome)) {
				renewed = true;
				await this.replaceToken(exchanged.token);
				continue;
			}
			const limited = codeOf(outcome) === MINUTE_LIMIT;
			const delay = limited
				? this.minuteLimitDelays[pauses++]
				: delays(outcome, request)[repeats++];
			if (delay === undefined || this.isCancelled) throw this.failure(outcome, request);
			await (limited ? this.pauseAll(delay) : this.rest(delay));
		}
	}

	/** Makes the call, unless nothing may be called any more. One that has the token renewed leads. */
	private exchange(request: WeChatRequest): Promise<Exchanged> {
		if (this.isCancelled) return Promise.resolve({ outcome: { kind: 'notTried' } });
		if (this.end) return Promise.resolve({ outcome: { kind: 'stopped', by: this.end } });

		const exchanged = exchange(this.context, this.account, request, this.deadline);
		if (request.identifiedBy === 'appSecret' || isUsable(this.account)) return exchanged;
		this.leader = exchanged.then((result) => {
			if ('outcome' in result && result.outcome.kind === 'noToken') this.end = result.outcome;
			this.leader = undefined;
			return result;
		});
		return this.leader;
	}

	/** Holds back all calls of the session; of pauses that overlap the longest counts. */
	private async pauseAll(milliseconds: number): Promise<void> {
		const pause = Promise.all([this.pause, this.rest(milliseconds)]).then(() => {
			if (this.pause === pause) this.pause = undefined;
		});
		this.pause = pause;
		await pause;
	}

	/** Waits; the end of a cancelled execution ends it. */
	private async rest(milliseconds: number): Promise<void> {
		for (let left = milliseconds; left > 0 && !this.isCancelled; left -= LOOK_EVERY_MS) {
			await sleep(Math.min(left, LOOK_EVERY_MS));
		}
	}

	/** Makes the next call use another token than the rejected one. */
	private async replaceToken(rejected: string): Promise<void> {
		this.replacement ??= this.replace(rejected).finally(() => {
			this.replacement = undefined;
		});
		await this.replacement;
	}

	private async replace(rejected: string): Promise<void> {
		if (this.account.accessToken !== rejected) return;
		const stored = await this.context.getCredentials<Account>(CREDENTIAL);
		if (stored.accessToken !== rejected && isUsable(stored)) {
			// Another process of this n8n has renewed it already.
			Object.assign(this.account, stored);
			return;
		}
		this.account.rejected = digest(rejected);
		this.account.accessToken = '';
	}

	private failure(outcome: Outcome, request: WeChatRequest): CallFailure {
		const code = codeOf(outcome);
		const kind = code === undefined ? undefined : errorCodes[code]?.kind;
		if (kind === 'quota' || kind === 'retired') this.end = outcome;
		return new CallFailure(outcome, request.repeatable);
	}

	private get isCancelled(): boolean {
		return this.deadline.cancelled?.aborted === true;
	}
}

/** What the endpoint reads in the answer when WeChat did what was asked. */
function resultOf<Input, Output>(
	endpoint: Endpoint<Input, Output>,
	input: Input,
	exchanged: Exchanged,
): { output: Output } | { outcome: Outcome } {
	if ('outcome' in exchanged) return exchanged;
	let refusal: WeChatRefusal | undefined;
	try {
		refusal = refusalIn(exchanged.body);
		if (refusal && !endpoint.alsoSuccess?.includes(refusal.errcode)) {
			return { outcome: { kind: 'refused', refusal } };
		}
		if (!endpoint.read) throw new UnexpectedAnswer('it is not a file');
		return { output: endpoint.read(exchanged.body, input) };
	} catch (error) {
		// What counts as a success only with its record is else what WeChat calls it.
		return { outcome: refusal ? { kind: 'refused', refusal } : unreadable(error) };
	}
}

/** The pauses after which a call may be made again, because the failed one did nothing or only reads. */
function delays(outcome: Outcome, request: WeChatRequest): readonly number[] {
	const again =
		outcome.kind === 'refused'
			? mayRepeatSend(outcome.refusal.errcode) && !isRejection(outcome)
			: (outcome.kind === 'notSent' || (outcome.kind === 'unknown' && request.repeatable)) &&
				outcome.passing;
	return again ? REPEAT_DELAYS_MS : [];
}

const codeOf = (outcome: Outcome): number | undefined =>
	outcome.kind === 'refused' ? outcome.refusal.errcode : undefined;

const isRejection = (outcome: Outcome): boolean => {
	const code = codeOf(outcome);
	return code !== undefined && tokenRejected(code);
};
