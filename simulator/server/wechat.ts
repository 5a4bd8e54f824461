import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import type { Mishap } from '../faults';
import type { Simulator } from '../simulator';
import type { Waits } from '../waits';
import { IncomingCall } from './incomingCall';
import { answerInstead, respond } from './respond';
import type { WireAnswer } from './respond';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** Every path that is nothing else is answered as WeChat does. */
export function addWeChatRoutes(app: FastifyInstance, simulator: Simulator): void {
	app.route({
		method: METHODS,
		url: '/*',
		handler: async (request, reply) => {
			reply.hijack();
			await serve(simulator, request, reply);
		},
	});
}

async function serve(simulator: Simulator, request: FastifyRequest, reply: FastifyReply) {
	const { state, waits } = simulator;
	const call = new IncomingCall(state, request);
	const end = state.calls.begin();
	reply.raw.once('close', end);
	const mishap = state.faults.any ? state.faults.take(call.path, call.recipient) : undefined;
	if (mishap?.revokes) simulator.revokeTokens(mishap.revokes);
	const worked = mishap?.taken === false ? undefined : respond(call, request.headers.authorization);
	const answer = (mishap && answerInstead(call, mishap)) ?? worked;
	state.calls.record({
		method: call.method,
		path: call.path,
		errcode: mishap?.way === 'reset' ? undefined : answer?.errcode,
		fault: mishap?.kind,
		openId: call.recipient,
		time: state.clock.milliseconds(),
	});
	const pause = state.latency + (mishap?.late ?? 0);
	if (pause > 0) await waits.pause(pause);
	worked?.afterwards?.();
	if (mishap?.way === 'never') return;
	end();
	await send(reply, answer, mishap?.way, waits);
}

async function send(
	reply: FastifyReply,
	answer: WireAnswer | undefined,
	way: Exclude<Mishap['way'], 'never'>,
	waits: Waits,
): Promise<void> {
	if (!answer || way === 'reset') {
		reply.raw.socket?.resetAndDestroy();
		return;
	}
	const body = Buffer.from(answer.body);
	reply.raw.writeHead(answer.status, { ...answer.headers, 'content-length': body.length });
	if (way) await drip(reply, body, way.perByte, waits);
	reply.raw.end(way ? undefined : body);
}

async function drip(reply: FastifyReply, body: Buffer, milliseconds: number, waits: Waits) {
	for (const byte of body) {
		if (reply.raw.destroyed) return;
		reply.raw.write(Buffer.of(byte));
		await waits.pause(milliseconds);
	}
}
