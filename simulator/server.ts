import Fastify from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import type { Fault } from './faults';
import { IncomingCall } from './incomingCall';
import { faultyAnswer, respond } from './respond';
import type { WireAnswer } from './respond';
import type { SimulatorState } from './state/simulatorState';
import type { Waits } from './waits';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** What the server needs to know of the simulator; `state` changes with a reset. */
export interface ServerHost {
	readonly state: SimulatorState;
	readonly waits: Waits;
}

/** A Fastify server that hands bodies over as they came in, and answers every path as WeChat. */
export function createServer(host: ServerHost): FastifyInstance {
	const app = Fastify({ forceCloseConnections: true, exposeHeadRoutes: false });
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
		done(null, body);
	});
	app.route({
		method: METHODS,
		url: '/*',
		handler: async (request, reply) => {
			reply.hijack();
			await serve(host, request, reply);
		},
	});
	return app;
}

async function serve(host: ServerHost, request: FastifyRequest, reply: FastifyReply) {
	const { state, waits } = host;
	const call = new IncomingCall(state, request);
	const end = state.calls.begin();
	reply.raw.once('close', end);
	const fault = state.faults.any ? state.faults.take(call.path, call.recipient) : undefined;
	if (fault?.kind === 'revokeToken') {
		for (const { tokens } of state.accounts) tokens.revoke(fault.keepHandingOut);
	}
	const taken = !fault || isTaken(fault) ? respond(call, request.headers.authorization) : undefined;
	const answer = (fault && faultyAnswer(call, fault)) ?? taken;
	state.calls.record({
		method: call.method,
		path: call.path,
		errcode: fault?.kind.startsWith('cut') ? undefined : answer?.errcode,
		fault: fault?.kind,
		openId: call.recipient,
		time: state.clock.milliseconds(),
	});
	const pause = state.latency + (fault?.kind === 'delay' ? fault.milliseconds : 0);
	if (pause > 0) await waits.pause(pause);
	taken?.afterwards?.();
	if (fault?.kind !== 'hang') end();
	await send(reply, answer, fault, waits);
}

/** Whether WeChat does its work in spite of the fault. */
function isTaken(fault: Fault): boolean {
	switch (fault.kind) {
		case 'delay':
		case 'cutAfter':
		case 'revokeToken':
			return true;
		case 'drip':
			return fault.taken ?? fault.body === undefined;
		case 'cutBefore':
		case 'errcode':
			return false;
		default:
			return fault.taken ?? false;
	}
}

async function send(
	reply: FastifyReply,
	answer: WireAnswer | undefined,
	fault: Fault | undefined,
	waits: Waits,
): Promise<void> {
	if (fault?.kind === 'hang') return;
	if (!answer || fault?.kind === 'cutBefore' || fault?.kind === 'cutAfter') {
		reply.raw.socket?.resetAndDestroy();
		return;
	}
	const body = Buffer.from(answer.body);
	reply.raw.writeHead(answer.status, { ...answer.headers, 'content-length': body.length });
	if (fault?.kind === 'drip') await drip(reply, body, fault.milliseconds, waits);
	reply.raw.end(fault?.kind === 'drip' ? undefined : body);
}

async function drip(reply: FastifyReply, body: Buffer, milliseconds: number, waits: Waits) {
	for (const byte of body) {
		if (reply.raw.destroyed) return;
		reply.raw.write(Buffer.of(byte));
		await waits.pause(milliseconds);
	}
}
