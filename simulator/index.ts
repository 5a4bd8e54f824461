/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import type { AddressInfo } from 'node:net';

import type { FastifyInstance } from 'fastify';

import type { Delivery, FailedAttempt } from './deliveries';
import type { Fault } from './faults';
import { Pusher } from './push/pusher';
import type { PushAttempt, PushRecord } from './push/pusher';
import type { PushSettings } from './push/envelope';
import type { PushEvent } from './push/message';
import { addControlRoutes } from './routes/control';
import { addInboxRoutes } from './routes/inbox';
import { createServer } from './server';
import type { Quirks, Quota, SimulatorOptions } from './settings';
import type { CallRecord } from './state/calls';
import { SimulatorState } from './state/simulatorState';
import { Users } from './users';
import { Waits } from './waits';

export type { Delivery, DeliveredField, FailedAttempt } from './deliveries';
export type { Fault, FaultEffect } from './faults';
export type { PushSettings } from './push/envelope';
export type { PushEvent } from './push/message';
export type { PushAttempt, PushRecord } from './push/pusher';
export { CENTRAL_SERVER_PATH } from './routes/centralServer';
export type { AccountSettings, Quirks, Quota, RetiredApi, SimulatorOptions } from './settings';
export type { Account } from './state/account';
export type { CallRecord } from './state/calls';
export type { SimulatorState } from './state/simulatorState';

const HOST = '127.0.0.1';

/** A WeChat on this machine: real HTTP, everything in memory, every id from a seed. */
export class Simulator extends Users {
	/** Base URL, such as http://127.0.0.1:8765. */
	url = '';
	/** Direct access; a reset replaces it. */
	state: SimulatorState;
	readonly waits = new Waits();
	private readonly app: FastifyInstance;
	private pusher: Pusher;

	/** Use startSimulator. */
	constructor(private readonly options: SimulatorOptions) {
		super();
		this.state = new SimulatorState(options);
		this.pusher = new Pusher(this.state, this.waits);
		this.app = createServer(this);
		addControlRoutes(this.app, this);
		addInboxRoutes(this.app, this);
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

	/** Sets or (undefined) ends the message push of the console. Throws on a bad token or key. */
	setPush(settings: PushSettings | undefined): void {
		this.pusher.set(settings);
	}

	/** Asks the callback URL for its echostr, as the console does. Throws where no push is configured. */
	async verifyPushUrl(): Promise<{ verified: boolean } & PushAttempt> {
		return await this.pusher.verifyUrl();
	}

	/** Pushes any event; nothing happens where no push is configured. */
	push(event: PushEvent, account = this.account): void {
		this.pusher.push(event, account);
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
		this.pusher = new Pusher(this.state, this.waits);
	}

	/** Starts listening. Throws where the port is taken. */
	async start(): Promise<void> {
		await this.app.listen({ host: HOST, port: this.options.port ?? 0 });
		const { port } = this.app.server.address() as AddressInfo;
		this.url = `http://${HOST}:${port}`;
	}

	/** Stops the server; open requests are cut off. */
	async stop(): Promise<void> {
		const closed = [this.pusher.close(), this.app.close()];
		this.waits.endAll();
		await Promise.all(closed);
	}
}

/** Starts a simulator. Throws where the port is taken. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
	const simulator = new Simulator(options);
	await simulator.start();
	return simulator;
}
