/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on Node, outside n8n */
import type { EventEmitter } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

import type { FastifyInstance } from 'fastify';

import { INBOX_PARTS } from '../inbox';
import type { Simulator } from '../simulator';
import type { SimulatorState } from '../state/simulatorState';

const PAGE = join(__dirname, '../inbox/page');
const INDEX = 'index.html';
const TYPES: Record<string, string> = {
	'.html': 'text/html; charset=utf-8',
	'.css': 'text/css; charset=utf-8',
	'.js': 'text/javascript; charset=utf-8',
};
const POLICY =
	"default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const RECONNECT_AFTER = 500;

type Pass = (name: string, data: unknown) => void;

/** The page that shows the users' phones, and its live events, of which the first says how things stand. */
export function addInboxRoutes(app: FastifyInstance, simulator: Simulator): void {
	for (const name of readdirSync(PAGE)) {
		const content = readFileSync(join(PAGE, name));
		app.get(name === INDEX ? '/' : `/_inbox/${name}`, async (_request, reply) => {
			reply.type(TYPES[extname(name)]).header('content-security-policy', POLICY);
			return await reply.send(content);
		});
	}
	app.get('/_control/events', async (request, reply) => {
		const { state } = simulator;
		reply.hijack();
		reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
		reply.raw.write(`retry: ${RECONNECT_AFTER}\n\n`);
		const pass: Pass = (name, data) =>
			reply.raw.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
		pass('overview', Object.assign({}, ...INBOX_PARTS.map(({ overview }) => overview(state))));
		const stop = follow(state, pass, () => reply.raw.end());
		request.raw.once('close', stop);
	});
}

/** Passes everything on that happens, until a reset ends it. Returns how to stop before. */
function follow(state: SimulatorState, pass: Pass, end: () => void): () => void {
	const listeners: Array<[string, (...told: unknown[]) => void]> = [['reset', end]];
	for (const { events } of INBOX_PARTS) {
		for (const [name, read] of Object.entries(events)) {
			listeners.push([name, (told) => pass(name, read ? read(state, told) : told)]);
		}
	}
	const events: EventEmitter = state.events;
	for (const [name, listener] of listeners) events.on(name, listener);
	return () => {
		for (const [name, listener] of listeners) events.off(name, listener);
	};
}
