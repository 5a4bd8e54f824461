import { Chats } from './chats';
import type { Delivery, FailedAttempt } from './deliveries';
import { Desk } from './desk';
import type { Fault } from './faults';
import { isAllowedHost } from './loopback';
import type { PushSettings } from './push/envelope';
import type { PushEvent } from './push/message';
import { pushCardFailures } from './push/cardFailures';
import { Pusher } from './push/pusher';
import type { PushAttempt, PushRecord } from './push/pusher';
import type { Quirks, Quota, SimulatorOptions } from './settings';
import type { Account } from './state/account';
import type { CallRecord } from './state/calls';
import type { ShownCard } from './state/serviceCards';
import { SimulatorState } from './state/simulatorState';
import { Users } from './users';
import { Waits } from './waits';

/** Where a simulator is reached, and how that ends. */
export interface Door {
	/** Base URL, such as http://127.0.0.1:8765. */
	url: string;
	close(): Promise<void>;
}

/** A WeChat in memory, every id from a seed. It knows nothing of a server: startSimulator opens one before it. */
export class Simulator {
	/** Everything that it knows and remembers; a reset replaces it. */
	state: SimulatorState;
	readonly waits = new Waits();
	/** What people do on their phones; the usual steps stand below as well. */
	readonly users = new Users(this);
	readonly user: Users['user'] = this.users.user.bind(this.users);
	readonly messagesLeft: Users['messagesLeft'] = this.users.messagesLeft.bind(this.users);
	readonly subscribe: Users['subscribe'] = this.users.subscribe.bind(this.users);
	readonly refuse: Users['refuse'] = this.users.refuse.bind(this.users);
	readonly answerDialog: Users['answerDialog'] = this.users.answerDialog.bind(this.users);
	readonly unsubscribe: Users['unsubscribe'] = this.users.unsubscribe.bind(this.users);
	readonly submitForm: Users['submitForm'] = this.users.submitForm.bind(this.users);
	readonly pay: Users['pay'] = this.users.pay.bind(this.users);
	readonly payOrder: Users['payOrder'] = this.users.payOrder.bind(this.users);
	readonly touchButton: Users['touchButton'] = this.users.touchButton.bind(this.users);
	readonly refuseCard: Users['refuseCard'] = this.users.refuseCard.bind(this.users);
	readonly logIn: Users['logIn'] = this.users.logIn.bind(this.users);
	readonly givePhoneNumber: Users['givePhoneNumber'] = this.users.givePhoneNumber.bind(this.users);
	/** What people write to customer service, and what they read there. */
	readonly chats = new Chats(this);
	/** The people at WeChat's own service tool. */
	readonly desk = new Desk(this);
	private pusher: Pusher;
	private door?: Door;

	/** Use startSimulator for one that answers HTTP. */
	constructor(private readonly options: SimulatorOptions = {}) {
		this.state = new SimulatorState(options);
		this.pusher = this.openPusher();
	}

	/** Base URL, such as http://127.0.0.1:8765; empty before a door is opened. */
	get url(): string {
		return this.door?.url ?? '';
	}

	/** The first account: appId, appSecret, settings ... */
	get account(): Account {
		return this.state.accounts[0];
	}

	/** Messages that landed on phones, oldest first. */
	get delivered(): Delivery[] {
		return this.state.deliveries;
	}

	/** Service cards on the phones, the oldest code first. */
	get cards(): ShownCard[] {
		return this.state.accounts.flatMap(({ serviceCards }) => serviceCards.shown());
	}

	/** The latest sends that were refused, oldest first. */
	get attempts(): FailedAttempt[] {
		return this.state.attempts;
	}

	/** All requests, oldest first, without tokens and secrets. */
	get calls(): CallRecord[] {
		return this.state.calls.records;
	}

	/** Most requests that were open at one moment. */
	get maxConcurrent(): number {
		return this.state.calls.maxConcurrent;
	}

	/** Ways of answering; changes take effect at once. */
	get quirks(): Quirks {
		return this.state.quirks;
	}

	/** How many requests a path had. */
	calledTimes(path: string): number {
		return this.state.calls.times(path);
	}

	/** Orders a fault for requests to come. Throws on a kind that does not exist. */
	order(fault: Fault): void {
		this.state.faults.order(fault);
	}

	/** WeChat bans the code of a card (85436). Throws on a code that is not the user's. */
	banCardCode(openId: string, code: string, account = this.account): void {
		account.serviceCards.mark(openId, code, { banned: true });
	}

	/** Sets the limits of a path. */
	setQuota(path: string, quota: Quota, account = this.account): void {
		account.quotas.set(path, quota);
	}

	/** Milliseconds that every answer takes from now on. */
	setLatency(milliseconds: number): void {
		this.state.latency = milliseconds;
	}

	/** Moves the simulator's clock. */
	moveClock(seconds: number): void {
		this.state.clock.move(seconds);
	}

	/**
	 * Every token of every account dies. keepHandingOut: stable_token goes on answering with the dead
	 * one until it is forced.
	 */
	revokeTokens({ keepHandingOut = false } = {}): void {
		for (const { tokens } of this.state.accounts) tokens.revoke(keepHandingOut);
	}

	/**
	 * Sets or (undefined) ends the message push of the console. Throws on a bad token or key, and on a
	 * URL that leads away from this machine, unless SimulatorOptions.pushHosts allows it.
	 */
	setPush(settings: PushSettings | undefined): void {
		if (settings) checkPushUrl(settings.url, this.options.pushHosts);
		this.pusher.set(settings);
		this.state.callbackUrl = settings?.url;
	}

	/** Asks the callback URL for its echostr, as the console does. Throws where no push is configured. */
	async verifyPushUrl(): Promise<{ verified: boolean } & PushAttempt> {
		return await this.pusher.verifyUrl();
	}

	/** Pushes any event; nothing happens where no push is configured. */
	push(event: PushEvent, account = this.account): void {
		this.pusher.push(event, account);
	}

	/** Whether a message push is configured. */
	get isPushing(): boolean {
		return this.pusher.isOn;
	}

	/** All pushes with their attempts, oldest first. */
	get pushes(): PushRecord[] {
		return this.pusher.records;
	}

	/** Resolves when every push so far has been accepted or given up. */
	async pushesSettled(): Promise<void> {
		await this.pusher.settled();
	}

	/** Everything as just started: same ids again, nothing delivered, no faults, no push, clock back. */
	reset(): void {
		this.state.events.emit('reset');
		void this.pusher.close();
		this.waits.endAll();
		this.state = new SimulatorState(this.options);
		this.pusher = this.openPusher();
	}

	private openPusher(): Pusher {
		const pusher = new Pusher(this.state, this.waits);
		pushCardFailures(this.state, (event, account) => pusher.push(event, account));
		return pusher;
	}

	/** A server was opened before the simulator; `stop` closes it. */
	openedAt(door: Door): void {
		this.door = door;
	}

	/** Ends pushes, pauses and the server; open requests are cut off. */
	async stop(): Promise<void> {
		const closed = [this.pusher.close(), this.door?.close()];
		this.waits.endAll();
		await Promise.all(closed);
	}
}

/** Whoever reaches the control API could else make this machine call others, in networks only it reaches. */
function checkPushUrl(text: string, others: readonly string[] = []): void {
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (!url || !['http:', 'https:'].includes(url.protocol)) {
		throw new Error('The push URL must begin with http:// or https://');
	}
	if (!isAllowedHost(url.hostname, others)) {
		throw new Error(
			`The push URL must lead to this machine, not to "${url.hostname}"; the option pushHosts allows more`,
		);
	}
}
