/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import type { AddressInfo } from 'node:net';

import type { FastifyInstance } from 'fastify';

import type { Delivery, FailedAttempt } from './deliveries';
import type { Fault } from './faults';
import { addControlRoutes } from './routes/control';
import { createServer } from './server';
import type { Quirks, Quota, SimulatorOptions } from './settings';
import type { Account } from './state/account';
import type { CallRecord } from './state/calls';
import { SimulatorState } from './state/simulatorState';
import { Waits } from './waits';

export type { Delivery, DeliveredField, FailedAttempt } from './deliveries';
export type { Fault, FaultEffect } from './faults';
export { CENTRAL_SERVER_PATH } from './routes/centralServer';
export type { AccountSettings, Quirks, Quota, RetiredApi, SimulatorOptions } from './settings';
export type { Account } from './state/account';
export type { CallRecord } from './state/calls';
export type { SimulatorState } from './state/simulatorState';

const HOST = '127.0.0.1';

/**
 * A WeChat on this machine: real HTTP, everything in memory, every id from a seed. People's doings take
 * the account last; left out, it is the first one (for templates: the one that owns the template).
 */
export class Simulator {
	/** Base URL, such as http://127.0.0.1:8765. */
	url = '';
	/** Direct access; a reset replaces it. */
	state: SimulatorState;
	readonly waits = new Waits();
	private readonly app: FastifyInstance;

	/** Use startSimulator. */
	constructor(private readonly options: SimulatorOptions) {
		this.state = new SimulatorState(options);
		this.app = createServer(this);
		addControlRoutes(this.app, this);
	}

	/** The first account: appId, appSecret, settings ... */
	get account(): Account {
		return this.state.accounts[0];
	}

	/** Messages that landed on phones, oldest first. */
	get delivered(): Delivery[] {
		return this.state.deliveries;
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

	/** The openid of a person, named as one likes: the same name gives the same openid. */
	user(name: string, account = this.account): string {
		return account.openIdOf(name);
	}

	/** The user accepts a subscribe message template, so many times (long-term templates: for good). */
	subscribe(openId: string, templateId: string, times = 1): void {
		const account = this.state.accountOfTemplate(templateId);
		const longTerm = account.subscribeTemplates.get(templateId)!.type === 3;
		this.state.meet(account, openId);
		account.permissions.accept(openId, templateId, longTerm ? Infinity : times);
	}

	/** The user switches a template off in the notification settings. */
	unsubscribe(openId: string, templateId: string): void {
		const account = this.state.accountOfTemplate(templateId);
		this.state.meet(account, openId);
		account.permissions.withdraw(openId, templateId);
	}

	/** The user submits a form. Returns its form_id: one template message within seven days. */
	submitForm(openId: string, account = this.account): string {
		this.state.meet(account, openId);
		return account.permissions.submitForm(openId);
	}

	/** The user pays. Returns the prepay_id: three template messages within seven days. */
	pay(openId: string, account = this.account): string {
		this.state.meet(account, openId);
		return account.permissions.pay(openId);
	}

	/** The user logs in. Returns the login code: five minutes, one use. */
	logIn(openId: string, account = this.account): string {
		this.state.meet(account, openId);
		return account.loginCodes.issue(openId);
	}

	/** The user shares the phone number. Returns the phone code: five minutes, one use. */
	givePhoneNumber(openId: string, account = this.account): string {
		this.state.meet(account, openId);
		return account.phoneCodes.issue(openId);
	}

	/** Orders a fault for requests to come. */
	order(fault: Fault): void {
		this.state.faults.order(fault);
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

	/** Everything as just started: same ids again, nothing delivered, no faults, clock back. */
	reset(): void {
		this.waits.endAll();
		this.state = new SimulatorState(this.options);
	}

	/** Starts listening. Throws where the port is taken. */
	async start(): Promise<void> {
		await this.app.listen({ host: HOST, port: this.options.port ?? 0 });
		const { port } = this.app.server.address() as AddressInfo;
		this.url = `http://${HOST}:${port}`;
	}

	/** Stops the server; open requests are cut off. */
	async stop(): Promise<void> {
		const closed = this.app.close();
		this.waits.endAll();
		await closed;
	}
}

/** Starts a simulator. Throws where the port is taken. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
	const simulator = new Simulator(options);
	await simulator.start();
	return simulator;
}
