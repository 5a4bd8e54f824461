import type { FastifyInstance } from 'fastify';

import type { Fault } from '../faults';
import type { PushEvent, PushSettings, Simulator } from '../index';
import type { Quirks, Quota, RetiredApi } from '../settings';

type Input = Record<string, unknown>;
type Action = (simulator: Simulator, input: Input) => unknown;

/** What can be read: GET /_control/<name>. */
const VIEWS: Record<string, (simulator: Simulator) => unknown> = {
	account: ({ url, account: { appId, appSecret, originalId } }) => ({
		url,
		appId,
		appSecret,
		originalId,
	}),
	deliveries: ({ delivered }) => delivered,
	attempts: ({ attempts }) => attempts,
	pushes: ({ pushes }) => pushes,
	calls: ({ calls, maxConcurrent }) => ({ calls, maxConcurrent }),
};

/** What can be done: POST /_control/<name> with a JSON object. */
const ACTIONS: Record<string, Action> = {
	user: (simulator, input) => ({ openId: simulator.user(text(input, 'name')) }),
	subscribe: (simulator, input) => {
		const times = input.times === undefined ? 1 : Number(input.times);
		const [openId, templateId] = [text(input, 'openId'), text(input, 'templateId')];
		simulator.subscribe(openId, templateId, times);
		const left = simulator.messagesLeft(openId, templateId);
		// A long-term permission has no number.
		return { left: Number.isFinite(left) ? left : undefined };
	},
	unsubscribe: (simulator, input) =>
		simulator.unsubscribe(text(input, 'openId'), text(input, 'templateId')),
	refuse: (simulator, input) => simulator.refuse(text(input, 'openId'), text(input, 'templateId')),
	answerDialog: (simulator, input) =>
		simulator.answerDialog(
			text(input, 'openId'),
			input.answers as Record<string, 'accept' | 'reject'>,
		),
	submitForm: (simulator, input) => ({ formId: simulator.submitForm(text(input, 'openId')) }),
	pay: (simulator, input) => ({ prepayId: simulator.pay(text(input, 'openId')) }),
	logIn: (simulator, input) => ({ code: simulator.logIn(text(input, 'openId')) }),
	givePhoneNumber: (simulator, input) => ({
		code: simulator.givePhoneNumber(text(input, 'openId')),
	}),
	order: (simulator, input) => simulator.order(input as Fault),
	clearFaults: (simulator) => simulator.state.faults.clear(),
	setQuota: (simulator, input) => simulator.setQuota(text(input, 'path'), input.quota as Quota),
	setQuirks: (simulator, input) => {
		Object.assign(simulator.quirks, input as Partial<Quirks>);
	},
	setRetiredApi: (simulator, input) => {
		simulator.state.retiredApi = text(input, 'retiredApi') as RetiredApi;
	},
	setLatency: (simulator, input) => simulator.setLatency(Number(input.milliseconds)),
	moveClock: (simulator, input) => simulator.moveClock(Number(input.seconds)),
	revokeTokens: (simulator, input) =>
		simulator.revokeTokens({ keepHandingOut: input.keepHandingOut === true }),
	setPush: (simulator, input) => simulator.setPush(input as unknown as PushSettings),
	endPush: (simulator) => simulator.setPush(undefined),
	verifyPushUrl: async (simulator) => await simulator.verifyPushUrl(),
	push: (simulator, input) => simulator.push(input as unknown as PushEvent),
	pushesSettled: async (simulator) => await simulator.pushesSettled(),
	reset: (simulator) => simulator.reset(),
};

/** The control API: what Simulator offers in-process, for other processes. Errors answer 400 with a reason. */
export function addControlRoutes(app: FastifyInstance, simulator: Simulator): void {
	for (const [name, view] of Object.entries(VIEWS)) {
		app.get(`/_control/${name}`, async () => view(simulator));
	}
	for (const [name, act] of Object.entries(ACTIONS)) {
		app.post(`/_control/${name}`, async (request, reply) => {
			try {
				const body = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
				return (await act(simulator, JSON.parse(body || '{}') as Input)) ?? { done: true };
			} catch (error) {
				return await reply.status(400).send({ error: (error as Error).message });
			}
		});
	}
}

function text(input: Input, name: string): string {
	const value = input[name];
	if (typeof value !== 'string' || value === '') throw new Error(`"${name}" must be a text`);
	return value;
}
