import { openServer } from './server/server';
import type { SimulatorOptions } from './settings';
import { Simulator } from './simulator';

export type { Delivery, DeliveredField, FailedAttempt } from './deliveries';
export type { Fault, FaultEffect } from './faults';
export type { PushSettings } from './push/envelope';
export type { PushEvent } from './push/message';
export type { PushAttempt, PushRecord } from './push/pusher';
export { CENTRAL_SERVER_PATH } from './routes/centralServer';
export type { AccountSettings, Quirks, Quota, RetiredApi, SimulatorOptions } from './settings';
export { Simulator } from './simulator';
export type { Account } from './state/account';
export type { CallRecord } from './state/calls';
export type { DialogAnswer, SimulatorState } from './state/simulatorState';

/** Starts a simulator that answers on 127.0.0.1. Throws where the port is taken. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
	const simulator = new Simulator(options);
	simulator.openedAt(await openServer(simulator, options));
	return simulator;
}
