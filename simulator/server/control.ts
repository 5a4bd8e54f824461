import type { FastifyInstance } from 'fastify';

import { CONTROL_PARTS } from '../control';
import type { Input } from '../control/control';
import { parseObject } from '../json';
import type { Simulator } from '../simulator';

const JSON_TYPE = /^application\/json *(?:;|$)/i;

/** The control API: what Simulator offers in-process, for other processes. Errors answer 400 with a reason. */
export function addControlRoutes(app: FastifyInstance, simulator: Simulator): void {
	for (const { views = {}, actions = {} } of CONTROL_PARTS) {
		for (const [name, view] of Object.entries(views)) {
			app.get(`/_control/${name}`, async () => view(simulator));
		}
		for (const [name, act] of Object.entries(actions)) {
			app.post(`/_control/${name}`, async (request, reply) => {
				// Pages of other sites may send JSON under any other type without asking first.
				if (!JSON_TYPE.test(request.headers['content-type'] ?? '')) {
					return await reply
						.status(415)
						.send({ error: 'The Content-Type must be application/json' });
				}
				try {
					return (await act(simulator, inputOf(request.body))) ?? { done: true };
				} catch (error) {
					return await reply.status(400).send({ error: (error as Error).message });
				}
			});
		}
	}
}

function inputOf(body: unknown): Input {
	const text = Buffer.isBuffer(body) ? body.toString('utf8') : '';
	const input = parseObject(text || '{}');
	if (!input) throw new Error('The body must be a JSON object');
	return input;
}
