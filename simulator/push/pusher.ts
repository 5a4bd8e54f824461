import { Agent, request } from 'undici';

import type { Account } from '../state/account';
import { Random } from '../state/random';
import type { PermissionChange, SimulatorState } from '../state/simulatorState';
import type { Waits } from '../waits';
import { isPaymentEvent, readAnswer } from './answer';
import { checkSettings, seal, signedQuery, write } from './envelope';
import type { PushSettings, SignedQuery } from './envelope';
import { messageOf } from './message';
import type { PushEvent, PushMessage } from './message';

/** One attempt to bring a push to the callback URL. */
export interface PushAttempt {
	/** HTTP status; undefined where no answer came. */
	status?: number;
	/** The beginning of the answer, or why there was none. */
	answer: string;
	/** Why WeChat does not take the answer. */
	refusal?: string;
}

/** One push and what became of it. */
export interface PushRecord {
	openId: string;
	/** Event name, or "text". */
	event: string;
	/** The message before encryption. */
	message: string;
	attempts: PushAttempt[];
	/** Answered with HTTP 200 and what WeChat takes: `success`, nothing, or a reply that it knows. */
	accepted: boolean;
	/** The answer handed the message over to the service desk. */
	handedOver: boolean;
	/** No further attempt follows. */
	settled: boolean;
}

const SENT_EVENT = 'subscribe_msg_sent_event';
const TIMEOUT = 5000;
const RETRY_AFTER = [500, 1000, 2000];
const DELAY = 50;
/** The documentation of virtual payment: up to 15 times. */
const PAYMENT_REPEATS = 15;
const SHOWN_ANSWER = 200;
const PARALLEL = 100;
/** WeChat's nonces look like random numbers below this; the widest in public logs have 10 digits. */
const NONCE_BOUND = 2 ** 31;
const RANDOM_LENGTH = 16;

/** Pushes what happens in the simulator to the callback URL, as WeChat does. */
export class Pusher {
	readonly records: PushRecord[] = [];
	private settings?: PushSettings;
	private readonly agent = new Agent();
	private readonly random: Random;
	private readonly queue: Array<() => Promise<void>> = [];
	private running = 0;
	private closed = false;
	private whenSettled: Array<() => void> = [];

	constructor(
		private readonly state: SimulatorState,
		private readonly waits: Waits,
	) {
		this.random = new Random(state.seed, 'push');
		state.events.on('delivery', ({ appId, openId, templateId, msgid }) => {
			if (msgid === undefined) return;
			const item = { TemplateId: templateId, MsgID: msgid, ErrorCode: '0', ErrorStatus: 'success' };
			const event = { openId, event: SENT_EVENT, list: [item] };
			this.push(event, state.accountOf(appId)!);
		});
		// WeChat lists neither the codes nor the words of messages that did not arrive: these are made up.
		state.events.on('undelivered', ({ appId, openId, templateId, msgid }) => {
			const result = { ErrorCode: '1', ErrorStatus: 'failed' };
			const item = { TemplateId: templateId, MsgID: String(msgid), ...result };
			this.push({ openId, event: SENT_EVENT, list: [item] }, state.accountOf(appId)!);
		});
		state.events.on('permission', (change) => this.pushPermission(change));
	}

	/** Configures the callback; undefined switches pushes off. Throws on settings that the console refuses. */
	set(settings: PushSettings | undefined): void {
		if (settings) checkSettings(settings);
		this.settings = settings;
	}

	/** Whether a callback is configured. */
	get isOn(): boolean {
		return this.settings !== undefined;
	}

	/** Asks the callback URL for the echostr, as saving the settings in the console does. Returns whether it came back. */
	async verifyUrl(): Promise<{ verified: boolean } & PushAttempt> {
		if (!this.settings) throw new Error('No push is configured');
		const echostr = String(this.random.below(NONCE_BOUND));
		const query = new URLSearchParams({ ...this.signature(this.settings), echostr });
		const [account] = this.state.accounts;
		const { body, ...attempt } = await this.call(this.settings, 'GET', account, { query });
		return { verified: attempt.status === 200 && body === echostr, ...attempt };
	}

	/** Pushes an event of a user of the account; nothing where no push is configured. */
	push(event: PushEvent, account: Account): void {
		const { settings } = this;
		if (!settings || this.closed) return;
		const now = this.state.clock.seconds();
		const message = messageOf(
			event,
			account.originalId,
			this.state.quirks.createTimeAsText ? String(now) : now,
			() => this.state.nextMsgId(),
		);
		const record: PushRecord = {
			openId: event.openId,
			event: event.event ?? 'text',
			message: write(settings.format, message),
			attempts: [],
			accepted: false,
			handedOver: false,
			settled: false,
		};
		this.records.push(record);
		this.queue.push(async () => await this.bring(settings, record, message, account));
		this.work();
	}

	/** Resolves when every push so far has been accepted or given up. */
	async settled(): Promise<void> {
		if (this.running === 0) return;
		await new Promise<void>((resolve) => this.whenSettled.push(resolve));
	}

	/** Ends all work: open attempts are cut off, nothing is repeated. */
	async close(): Promise<void> {
		this.closed = true;
		this.queue.length = 0;
		await this.agent.destroy();
	}

	private pushPermission({ account, openId, where, items }: PermissionChange): void {
		const list = items.map(({ templateId, status }) => ({
			TemplateId: templateId,
			SubscribeStatusString:
				this.state.quirks.acceptKindInEvents || !status.startsWith('accept') ? status : 'accept',
			...(where === 'popup' ? { PopupScene: '0' } : {}),
		}));
		this.push({ openId, event: `subscribe_msg_${where}_event`, list }, account);
	}

	private work(): void {
		while (this.running < PARALLEL && this.queue.length > 0) {
			this.running++;
			void this.queue.shift()!().finally(() => {
				this.running--;
				this.work();
				if (this.running === 0) for (const done of this.whenSettled.splice(0)) done();
			});
		}
	}

	private async bring(
		settings: PushSettings,
		record: PushRecord,
		message: PushMessage,
		account: Account,
	): Promise<void> {
		const isPayment = isPaymentEvent(message);
		let sealed = this.sealed(settings, record.openId, message, account);
		for (const [times, pause] of pausesOf(settings, isPayment).entries()) {
			await this.waits.pause(pause);
			if (this.closed) return;
			if (times > 0 && (isPayment || settings.freshRepeats)) {
				const repeated = isPayment ? this.repeated(message, times, settings) : message;
				sealed = this.sealed(settings, record.openId, repeated, account);
			}
			const { body, ...attempt } = await this.call(settings, 'POST', account, sealed);
			record.attempts.push(attempt);
			if (body === undefined || attempt.status !== 200) continue;
			const verdict = readAnswer(body, message, settings, account);
			if (verdict.kind === 'refused') attempt.refusal = verdict.reason;
			record.accepted = verdict.kind !== 'refused';
			if (!record.accepted) continue;
			record.handedOver = verdict.kind === 'handOver';
			break;
		}
		record.settled = true;
		if (record.handedOver) {
			this.state.handOver(account, record.openId, String(message.head.MsgId));
		} else if (!record.accepted && message.head.MsgType !== 'event') {
			this.state.tellUnavailable(account, record.openId);
		}
	}

	/** Events of payment count their repetitions. */
	private repeated(
		message: PushMessage,
		times: number,
		{ freshRepeats }: PushSettings,
	): PushMessage {
		const { head } = message;
		const CreateTime = freshRepeats ? this.state.clock.seconds() : head.CreateTime;
		return { ...message, head: { ...head, CreateTime, RetryTimes: times } };
	}

	private sealed(
		settings: PushSettings,
		openId: string,
		message: PushMessage,
		account: Account,
	): { query: URLSearchParams; body: string } {
		const query = { ...this.signature(settings), openid: openId };
		const random = this.random.hex(RANDOM_LENGTH);
		const { body, extra } = seal(settings, query, message, account, random);
		return { query: new URLSearchParams({ ...query, ...extra }), body };
	}

	private signature({ token }: PushSettings): SignedQuery {
		const timestamp = String(this.state.clock.seconds());
		return signedQuery(token, timestamp, String(this.random.below(NONCE_BOUND)));
	}

	private async call(
		settings: PushSettings,
		method: 'GET' | 'POST',
		account: Account,
		{ query, body }: { query: URLSearchParams; body?: string },
	): Promise<PushAttempt & { body?: string }> {
		const url = new URL(settings.url.replaceAll('$APPID$', account.appId));
		for (const [name, value] of query) url.searchParams.append(name, value);
		try {
			const response = await request(url, {
				method,
				body,
				dispatcher: this.agent,
				headers: body === undefined ? {} : { 'content-type': settings.contentType ?? 'text/xml' },
				signal: AbortSignal.timeout(settings.timeout ?? TIMEOUT),
			});
			const answer = await response.body.text();
			return { status: response.statusCode, answer: answer.slice(0, SHOWN_ANSWER), body: answer };
		} catch (error) {
			return { answer: (error as Error).message };
		}
	}
}

/** Milliseconds before each attempt. */
function pausesOf(
	{ delay = DELAY, retryAfter = RETRY_AFTER }: PushSettings,
	isPayment: boolean,
): number[] {
	if (!isPayment) return [delay, ...retryAfter];
	const last = retryAfter[retryAfter.length - 1] ?? 0;
	const pauses = Array.from({ length: PAYMENT_REPEATS }, (_, at) => retryAfter[at] ?? last);
	return [delay, ...(retryAfter.length === 0 ? [] : pauses)];
}
