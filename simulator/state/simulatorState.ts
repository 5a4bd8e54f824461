/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { EventEmitter } from 'node:events';

import type { DeliveredField, Delivery, FailedAttempt } from '../deliveries';
import { Faults } from '../faults';
import type { Quirks, RetiredApi, SimulatorOptions } from '../settings';
import { USUAL_QUIRKS } from '../settings';
import type { CardKind } from '../library/cardKinds';
import { Account } from './account';
import { Calls } from './calls';
import { Clock } from './clock';
import type { ChatLine, DeskState } from './conversations';
import { openIdOf, Random } from './random';
import { Requests } from './requests';
import type { CardCode, ShownCard } from './serviceCards';
import type { Template } from './templates';

const OPEN_ID = /^o[\w-]{27}$/;
const SESSION_KEY_BYTES = 16;
/** Msgids have 19 digits and lie far above what a JavaScript number can hold. */
const FIRST_MSGID = 3_395_159_288_267_931_652n;
const MSGID_STEP = 1_048_577n;
const KEPT_ATTEMPTS = 1000;

/** Someone with an openid towards an account. */
export interface Person {
	account: Account;
	name?: string;
}

/**
 * What wx.requestSubscribeMessage says of one template: accepted (also with sound, in the list of chats, or
 * forced through), refused, banned by WeChat, or left out because another one has the same title.
 */
export type DialogAnswer =
	| 'accept'
	| 'acceptWithAudio'
	| 'acceptWithAlert'
	| 'acceptWithForcePush'
	| 'reject'
	| 'ban'
	| 'filter';

/** What a user answered to one template. */
export interface PermissionItem {
	templateId: string;
	status: DialogAnswer;
}

/** A user answered the permission dialog (popup) or changed the notification settings (change). */
export interface PermissionChange {
	account: Account;
	openId: string;
	where: 'popup' | 'change';
	items: PermissionItem[];
}

/** A card that WeChat took, but that did not reach the phone. */
export interface CardFailure {
	account: Account;
	code: CardCode;
	kind: CardKind;
	/** The state it was to show. */
	status: number;
	/** fail_ret. */
	ret: number;
	/** fail_msg. */
	message: string;
}

/** What happened, for those who watch (the inbox, the pusher). */
export interface StateEvents {
	delivery: [Delivery];
	attempt: [FailedAttempt];
	/** WeChat took a message and could not bring it to the phone. */
	undelivered: [{ appId: string; openId: string; templateId: string; msgid: bigint }];
	permission: [PermissionChange];
	/** A service card appeared on a phone, or changed. */
	card: [ShownCard];
	cardFailed: [CardFailure];
	/** Somebody new appeared, or got a name. */
	person: [{ openId: string; name?: string }];
	/** A message of a chat with customer service is new, or went to the service desk. */
	chat: [ChatLine];
	/** "Is typing" shows on a user's phone for so many seconds, 0: no longer. */
	typing: [{ openId: string; seconds: number }];
	/** Where a user stands with the service desk has changed. */
	desk: [{ openId: string; desk: DeskState }];
	/** An account's templates changed. */
	templates: [];
	/** This state is thrown away. */
	reset: [];
}

/** Everything that the simulator knows and remembers. */
export class SimulatorState {
	readonly quirks: Quirks;
	readonly clock: Clock;
	readonly accounts: Account[];
	readonly calls = new Calls();
	readonly faults = new Faults();
	readonly requests = new Requests();
	readonly deliveries: Delivery[] = [];
	/** The latest refused sends. */
	readonly attempts: FailedAttempt[] = [];
	readonly events = new EventEmitter<StateEvents>();
	/** Where pushes go; undefined where none is configured. */
	callbackUrl?: string;
	retiredApi: RetiredApi;
	/** Milliseconds that every answer takes. */
	latency: number;
	readonly centralServerSecret?: string;
	readonly seed: number;
	/** Every session_key that was handed out. */
	readonly sessionKeys: string[] = [];
	private readonly rids: Random;
	private readonly sessionKeyRandom: Random;
	/** Who has an openid, in order of appearance. */
	readonly people = new Map<string, Person>();
	private msgid: bigint;

	constructor(options: SimulatorOptions) {
		this.seed = options.seed ?? 1;
		this.quirks = { ...USUAL_QUIRKS, ...options.quirks };
		this.clock = new Clock(options.now ?? (() => Date.now()));
		this.retiredApi = options.retiredApi ?? 'retired';
		this.latency = options.latency ?? 0;
		this.centralServerSecret = options.centralServerSecret;
		const accounts = options.accounts ?? [{}];
		const watcher = {
			templatesChanged: () => this.events.emit('templates'),
			said: (line: ChatLine) => this.events.emit('chat', line),
		};
		this.accounts = accounts.map(
			(one, index) => new Account(one, index, this.seed, this.clock, watcher),
		);
		this.rids = new Random(this.seed, 'rid');
		this.sessionKeyRandom = new Random(this.seed, 'session key');
		this.msgid = FIRST_MSGID + BigInt(this.seed);
		this.events.setMaxListeners(0);
	}

	/** The account of an App ID. */
	accountOf(appId: string): Account | undefined {
		return this.accounts.find((account) => account.appId === appId);
	}

	/** The account that owns a template id. Throws where none does. */
	accountOfTemplate(templateId: string): Account {
		const owner = this.accounts.find(({ subscribeTemplates }) =>
			subscribeTemplates.get(templateId),
		);
		if (!owner) throw new Error(`No account has a subscribe message template ${templateId}`);
		return owner;
	}

	/**
	 * A user does something in a Mini Program: the openid now belongs to it. Throws on a malformed
	 * openid.
	 */
	meet(account: Account, openId: string, name?: string): void {
		if (!OPEN_ID.test(openId)) {
			throw new Error(`Not an openid ("o" and 27 of A-Za-z0-9_-): ${openId}`);
		}
		const known = this.people.get(openId);
		if (known?.account === account && (name === undefined || known.name === name)) return;
		this.people.set(openId, { account, name: name ?? known?.name });
		this.events.emit('person', { openId, name });
	}

	/** Whether this can be the openid of a user of the account. */
	isUserOf(account: Account, openId: unknown): openId is string {
		if (typeof openId !== 'string' || !OPEN_ID.test(openId)) return false;
		const person = this.people.get(openId);
		return !person || person.account === account;
	}

	/** Whether a message may link to this page; no page is fine. */
	isPageOf(account: Account, page: unknown): boolean {
		if (page === undefined || page === '') return true;
		if (typeof page !== 'string' || page.startsWith('/')) return false;
		const { pages } = account.settings;
		return !pages || pages.includes(page.split('?')[0]);
	}

	/** Puts a message on a user's phone. */
	deliver(
		account: Account,
		message: {
			openId: string;
			template: Template;
			fields: DeliveredField[];
			page?: string;
			msgid?: bigint;
		},
	): void {
		const { openId, template, fields, page, msgid } = message;
		const delivery: Delivery = {
			appId: account.appId,
			openId,
			templateId: template.id,
			title: template.title,
			fields,
			...(page ? { page } : {}),
			...(msgid === undefined ? {} : { msgid: msgid.toString() }),
			time: this.clock.milliseconds(),
		};
		this.meet(account, openId);
		this.deliveries.push(delivery);
		this.events.emit('delivery', delivery);
	}

	/** "Is typing" shows or ends on a user's phone. */
	setTyping(account: Account, openId: string, typing: boolean): void {
		const conversation = account.conversations.of(openId);
		conversation.type(typing);
		this.events.emit('typing', { openId, seconds: conversation.typingSeconds });
	}

	/**
	 * A message of a user goes to the people at the service desk. The user waits for one of them, or is
	 * served at once (quirk deskQueue).
	 */
	handOver(account: Account, openId: string, msgId: string): void {
		const conversation = account.conversations.of(openId);
		const line = conversation.lines.find((one) => one.msgId === msgId);
		if (line) account.conversations.showAtDesk(line);
		if (conversation.desk === 'serving') return;
		if (this.quirks.deskQueue) conversation.queue();
		else conversation.serve();
		this.events.emit('desk', { openId, desk: conversation.desk });
	}

	/** Nobody took a message of a user, who reads that in the chat. */
	tellUnavailable(account: Account, openId: string): void {
		const text = '该小程序客服暂时无法提供服务，请稍后再试';
		account.conversations.say(openId, 'wechat', { type: 'text', text });
	}

	/** Notes a refused send. */
	noteAttempt(attempt: FailedAttempt): void {
		this.attempts.push(attempt);
		if (this.attempts.length > KEPT_ATTEMPTS) this.attempts.shift();
		this.events.emit('attempt', attempt);
	}

	/** A new request id: unix seconds in hex, then two groups of hex. */
	newRid(): string {
		const random = this.rids.hex(16);
		const time = this.clock.seconds().toString(16).padStart(8, '0');
		return `${time}-${random.slice(0, 8)}-${random.slice(8)}`;
	}

	/** A new hint, as errors had before there were rids: 14 characters. */
	newHint(): string {
		return this.rids.hex(14);
	}

	/** The next 64-bit message id. */
	nextMsgId(): bigint {
		this.msgid += MSGID_STEP;
		return this.msgid;
	}

	/** A new session_key: base64 of 16 bytes. */
	newSessionKey(): string {
		const key = this.sessionKeyRandom.base64(SESSION_KEY_BYTES);
		this.sessionKeys.push(key);
		return key;
	}

	/** The unionid of a user. */
	unionIdOf(openId: string): string {
		return openIdOf(this.seed, 'open platform', openId);
	}

	/** The mobile number of a user. */
	phoneNumberOf(openId: string): string {
		return `138${String(new Random(this.seed, `phone ${openId}`).below(1e8)).padStart(8, '0')}`;
	}
}
