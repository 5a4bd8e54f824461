import type { FastifyInstance } from 'fastify';

import { CONTROL_PARTS } from '../control';
import type { Input } from '../control/control';
import type { Simulator } from '../simulator';

/** The control API: what Simulator offers in-process, for other processes. Errors answer 400 with a reason. */
export function addControlRoutes(app: FastifyInstance, simulator: Simulator): void {
	for (const { views = {}, actions = {} } of CONTROL_PARTS) {
		for (const [name, view] of Object.entries(views)) {
			app.get(`/_control/${name}`, async () => view(simulator));
		}
		for (const [name, act] of Object.entries(actions)) {
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
}
