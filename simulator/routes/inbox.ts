/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on Node, outside n8n */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { FastifyInstance } from 'fastify';

import type { Simulator } from '../index';
import type { SimulatorState } from '../state/simulatorState';

const FILES = [
	{ url: '/', name: 'index.html', type: 'text/html; charset=utf-8' },
	{ url: '/inbox.css', name: 'inbox.css', type: 'text/css; charset=utf-8' },
	{ url: '/inbox.js', name: 'inbox.js', type: 'text/javascript; charset=utf-8' },
];
const POLICY = "default-src 'self'; img-src data:";
const SHOWN_PEOPLE = 50;
const SHOWN_EVENTS = 200;
const RECONNECT_AFTER = 500;

/** The page that shows the users' phones, and its live events, of which the first says how things stand. */
export function addInboxRoutes(app: FastifyInstance, simulator: Simulator): void {
	for (const { url, name, type } of FILES) {
		const content = readFileSync(join(__dirname, '..', 'inbox', name));
		app.get(url, async (_request, reply) => {
			return await reply.type(type).header('content-security-policy', POLICY).send(content);
		});
	}
	app.get('/_control/events', async (request, reply) => {
		reply.hijack();
		reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
		reply.raw.write(`retry: ${RECONNECT_AFTER}\n\n`);
		const pass = (name: string, data: unknown) =>
			reply.raw.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
		pass('overview', overview(simulator.state));
		const stop = follow(simulator.state, pass, () => reply.raw.end());
		request.raw.once('close', stop);
	});
}

function overview(state: SimulatorState) {
	const people = [...state.people].slice(-SHOWN_PEOPLE);
	return {
		appId: state.accounts[0].appId,
		templates: subscribeTemplates(state),
		people: people.map(([openId, { name }]) => ({ openId, name })),
		deliveries: state.deliveries.slice(-SHOWN_EVENTS),
		attempts: state.attempts.slice(-SHOWN_EVENTS),
	};
}

function subscribeTemplates(state: SimulatorState) {
	const templates = state.accounts.flatMap(({ subscribeTemplates: own }) => own.all());
	return templates.map(({ id, title, type }) => ({ id, title, type }));
}

/** Passes everything on that happens, until a reset ends it. Returns how to stop before. */
function follow(
	state: SimulatorState,
	pass: (name: string, data: unknown) => void,
	end: () => void,
): () => void {
	const { events } = state;
	const listeners = {
		delivery: (delivery: object) => pass('delivery', delivery),
		attempt: (attempt: object) => pass('attempt', attempt),
		person: (person: object) => pass('person', person),
		templates: () => pass('templates', subscribeTemplates(state)),
		reset: end,
	};
	const names = Object.keys(listeners) as Array<keyof typeof listeners>;
	for (const name of names) events.on(name, listeners[name]);
	return () => {
		for (const name of names) events.off(name, listeners[name]);
	};
}
