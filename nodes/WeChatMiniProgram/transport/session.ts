import { sleep } from 'n8n-workflow';
import {
	CREDENTIAL,
	isTokenDue,
	openAccount,
	rejectToken,
	settingsFingerprint,
	settingsIssue,
} from '../../../shared/account';
import type { Account } from '../../../shared/account';
import { repeating } from '../../../shared/repeat';
import { refusalIn, UnexpectedAnswer } from '../../../wechat/answer';
import type { Endpoint, WeChatRequest } from '../../../wechat/endpoint';
import { endsAll, pausesAll, repeats, tokenRejected } from '../../../wechat/errorCodes';
import type { WeChatRefusal } from '../../../wechat/errorCodes';
import { Deadlines } from './deadline';
import { exchange, unreadable } from './exchange';
import type { Answer, CallContext, Exchanged } from './exchange';
import { CallFailure, errcodeOf, isRefusal } from './outcome';
import type { Outcome } from './outcome';
import { Pace } from './pace';
import type { Experience } from './pace';

/** Pauses while a limit per minute holds, in milliseconds; together they are longer than a minute. */
const LIMIT_DELAYS_MS: readonly number[] = [2000, 4000, 8000, 16_000, 32_000];

/** How often a pause looks whether the execution was cancelled, in milliseconds. */
const LOOK_EVERY_MS = 250;

/** Seconds that one call may take, unless an operation says otherwise. */
export const DEFAULT_TIMEOUT = 30;

/** How many calls may be under way at a time, unless the user says otherwise. */
export const DEFAULT_CONCURRENCY = 50;

/** How a session behaves; the defaults suit an execution. */
export interface SessionOptions {
	/** Seconds that one call may take. */
	timeout?: number;
	/** Pauses while WeChat's limit per minute holds, in milliseconds. A person at a drop-down waits less. */
	limitDelays?: readonly number[];
	/** How many calls may be under way at a time at most, from 1; fewer after WeChat asks to slow down. */
	concurrency?: number;
}

/** What came of one call: what the endpoint read, or what stood in the way. */
type Result<Output> = { output: Output } | { outcome: Outcome };

/**
 * The calls of one execution. They share one account object, one renewal of its token, one pause when
 * WeChat asks to slow down, and one end when WeChat can take no more.
 */
export class Session {
	/** The call that has the token renewed; the others wait for its end. */
	private renewing?: Promise<Exchanged>;

	private replacement?: Promise<void>;

	/** While a limit of the account holds, nobody calls. */
	private pause?: Promise<void>;

	/** Why no further call of this session can succeed. */
	private end?: Outcome;

	private readonly pace: Pace;

	private readonly made = new Map<string, Promise<unknown>>();

	private constructor(
		private readonly context: CallContext,
		private readonly account: Account,
		private readonly deadlines: Deadlines,
		private readonly options: SessionOptions,
	) {
		this.pace = new Pace(options.concurrency ?? DEFAULT_CONCURRENCY, (limit) =>
			this.tell('Calls to WeChat at a time from now on', { limit }),
		);
	}

	/** Reads the node's credential, once for all calls. Throws {@link CallFailure} when it cannot be used. */
	static async open(context: CallContext, options: SessionOptions = {}): Promise<Session> {
		const account = openAccount(await context.getCredentials(CREDENTIAL));
		const issue = settingsIssue(account);
		if (issue) throw new CallFailure({ kind: 'noToken', issue }, true);
		const cancelled =
			'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
		const timeout = (options.timeout ?? DEFAULT_TIMEOUT) * 1000;
		return new Session(context, account, new Deadlines(timeout, cancelled), options);
	}

	/** Tells accounts apart without naming them. */
	get accountKey(): string {
		return settingsFingerprint(this.account);
	}

	/** The host that is called, for messages. */
	get host(): string {
		return new URL(this.account.baseUrl).host;
	}

	/** Whether the execution was cancelled: nothing may be called any more. */
	get isCancelled(): boolean {
		return this.deadlines.cancelled?.aborted === true;
	}

	/**
	 * Calls an endpoint. Makes the call again where that cannot do anything twice, and once with a new
	 * token if WeChat rejects the one in use. Throws {@link CallFailure}, and nothing else.
	 */
	async call<Input, Output>(endpoint: Endpoint<Input, Output>, input: Input): Promise<Output> {
		const request = endpoint.request(input);
		const result = await repeating(
			() => this.callWithoutLimit(endpoint, input, request),
			(one) => this.mayRepeat(one, request),
			async (milliseconds) => {
				this.tell('A call to WeChat is repeated', { path: request.path, milliseconds });
				await this.rest(milliseconds);
			},
		);
		if ('output' in result) return result.output;
		throw this.failure(result.outcome, request);
	}

	/** Makes something once in this execution; whoever asks for the same `key` gets the same. Failures are not kept. */
	async once<T>(key: string, make: () => Promise<T>): Promise<T> {
		const known = this.made.get(key) as Promise<T> | undefined;
		if (known) return await known;
		const made = make();
		this.made.set(key, made);
		made.catch(() => this.made.delete(key));
		return await made;
	}

	/** Waits; the end of a cancelled execution ends it. */
	async rest(milliseconds: number): Promise<void> {
		for (let left = milliseconds; left > 0 && !this.isCancelled; left -= LOOK_EVERY_MS) {
			await sleep(Math.min(left, LOOK_EVERY_MS));
		}
	}

	/** Calls until no limit of the account stands in the way, or the pauses are used up. */
	private async callWithoutLimit<Input, Output>(
		endpoint: Endpoint<Input, Output>,
		input: Input,
		request: WeChatRequest,
	): Promise<Result<Output>> {
		for (const delay of this.options.limitDelays ?? LIMIT_DELAYS_MS) {
			const result = await this.callWithToken(endpoint, input, request, delay);
			if (this.isCancelled || experienceOf(result) !== 'tooFast') return result;
		}
		return await this.callWithToken(endpoint, input, request);
	}

	/** Calls, and once more with another token if WeChat rejects the one in use. */
	private async callWithToken<Input, Output>(
		endpoint: Endpoint<Input, Output>,
		input: Input,
		request: WeChatRequest,
		pause?: number,
	): Promise<Result<Output>> {
		const { exchanged, result } = await this.callInTurn(endpoint, input, request, pause);
		const isRejected =
			'outcome' in result && 'token' in exchanged && isRefusal(result.outcome, tokenRejected);
		// A call with the App Secret has no token that another one could replace.
		if (!isRejected || request.identifiedBy === 'appSecret') return result;
		await this.replaceToken(exchanged.token);
		return (await this.callInTurn(endpoint, input, request, pause)).result;
	}

	/**
	 * Calls when no pause and no renewal holds calls back, and not too many others are under way. If WeChat
	 * asks to slow down, all calls pause for so many milliseconds.
	 */
	private async callInTurn<Input, Output>(
		endpoint: Endpoint<Input, Output>,
		input: Input,
		request: WeChatRequest,
		pause?: number,
	): Promise<{ exchanged: Exchanged; result: Result<Output> }> {
		let round = await this.pace.enter();
		while (this.pause ?? this.renewing) {
			// A call that waits for something else takes no other call's place.
			this.pace.leave(round, 'other');
			await (this.pause ?? this.renewing);
			round = await this.pace.enter();
		}
		// From here to the start of the call nothing may be waited for: one call alone renews the token.
		const exchanged = await this.exchange(request, endpoint.readFile !== undefined);
		const result = resultOf(endpoint, input, exchanged);
		const experience = experienceOf(result);
		// Before the place is free, so that the next call waits for the end of the pause.
		if (experience === 'tooFast' && pause !== undefined) this.pauseAll(pause);
		this.pace.leave(round, experience);
		return { exchanged, result };
	}

	/** Makes the call. If the token is due for renewal, this call renews it. */
	private exchange(request: WeChatRequest, wantsFile: boolean): Exchanged | Promise<Exchanged> {
		if (this.isCancelled) return { outcome: { kind: 'notTried' } };
		if (this.end) return { outcome: { kind: 'stopped', by: this.end } };

		const exchanged = exchange(this.context, this.account, request, wantsFile, this.deadlines);
		if (request.identifiedBy === 'appSecret' || !isTokenDue(this.account)) return exchanged;
		this.tell('The access token of WeChat is renewed');
		this.renewing = exchanged.then((result) => {
			if ('outcome' in result && result.outcome.kind === 'noToken') this.end = result.outcome;
			this.renewing = undefined;
			return result;
		});
		return this.renewing;
	}

	/** Holds back all calls of the session; of pauses that overlap the longest counts. */
	private pauseAll(milliseconds: number): void {
		this.tell('All calls to WeChat pause', { milliseconds });
		const pause = Promise.all([this.pause, this.rest(milliseconds)]).then(() => {
			if (this.pause === pause) this.pause = undefined;
		});
		this.pause = pause;
	}

	private async replaceToken(rejected: string): Promise<void> {
		this.replacement ??= rejectToken(
			this.account,
			rejected,
			async () => await this.context.getCredentials(CREDENTIAL),
		).finally(() => {
			this.replacement = undefined;
		});
		await this.replacement;
	}

	/** Whether the call did nothing, or only reads, and may go through a moment later. */
	private mayRepeat(result: Result<unknown>, request: WeChatRequest): boolean {
		if ('output' in result || this.isCancelled) return false;
		const { outcome } = result;
		switch (outcome.kind) {
			case 'refused':
				return isRefusal(outcome, repeats) && !isRefusal(outcome, pausesAll);
			case 'unreachable':
				return outcome.passing;
			case 'unknown':
				return request.repeatable && outcome.passing;
			default:
				return false;
		}
	}

	private failure(outcome: Outcome, request: WeChatRequest): CallFailure {
		const errcode = errcodeOf(outcome);
		if (errcode !== undefined && endsAll(errcode)) this.end = outcome;
		return new CallFailure(outcome, request.repeatable);
	}

	/** A debug line, without contents. */
	private tell(message: string, details: Record<string, string | number> = {}): void {
		this.context.logger.debug(message, { node: this.context.getNode().name, ...details });
	}
}

/** What a call tells of the pace. */
function experienceOf(result: Result<unknown>): Experience {
	if ('output' in result) return 'success';
	return isRefusal(result.outcome, pausesAll) ? 'tooFast' : 'other';
}

/** What the endpoint reads in the answer when WeChat did what was asked. */
function resultOf<Input, Output>(
	endpoint: Endpoint<Input, Output>,
	input: Input,
	exchanged: Exchanged,
): Result<Output> {
	if ('outcome' in exchanged) return exchanged;
	let refusal: WeChatRefusal | undefined;
	try {
		refusal = 'body' in exchanged.answer ? refusalIn(exchanged.answer.body) : undefined;
		if (refusal && !endpoint.alsoSuccess?.includes(refusal.errcode)) {
			return { outcome: { kind: 'refused', refusal } };
		}
		return { output: read(endpoint, input, exchanged.answer) };
	} catch (error) {
		// A code of `alsoSuccess` counts as a success only with the record that the endpoint needs.
		return { outcome: refusal ? { kind: 'refused', refusal } : unreadable(error) };
	}
}

function read<Input, Output>(
	endpoint: Endpoint<Input, Output>,
	input: Input,
	answer: Answer,
): Output {
	if (endpoint.read) {
		if ('body' in answer) return endpoint.read(answer.body, input);
	} else if ('file' in answer) {
		return endpoint.readFile(answer.file, input);
	}
	throw new UnexpectedAnswer('it is not a file');
}
