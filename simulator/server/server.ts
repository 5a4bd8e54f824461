/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import type { AddressInfo } from 'node:net';

import Fastify from 'fastify';

import type { SimulatorOptions } from '../settings';
import type { Door, Simulator } from '../simulator';
import { addControlRoutes } from './control';
import { addGuard } from './guard';
import { addInboxRoutes } from './inbox';
import { addPictureRoute } from './pictures';
import { addWeChatRoutes } from './wechat';

const HOST = '127.0.0.1';
/** Bytes: room for the largest picture in base64. */
const BODY_LIMIT = 24 * 1024 * 1024;

/**
 * Opens the simulator to HTTP on 127.0.0.1: WeChat's API on every path, the control API under
 * /_control, the inbox page on /. Throws where the port is taken.
 */
export async function openServer(
	simulator: Simulator,
	{ port = 0, hosts }: SimulatorOptions,
): Promise<Door> {
	const app = Fastify({
		forceCloseConnections: true,
		exposeHeadRoutes: false,
		bodyLimit: BODY_LIMIT,
	});
	addGuard(app, hosts);
	// WeChat reads bodies whatever their Content-Type says: they are handed over as they came in.
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
		done(null, body);
	});
	addControlRoutes(app, simulator);
	addInboxRoutes(app, simulator);
	addPictureRoute(app, simulator);
	addWeChatRoutes(app, simulator);
	await app.listen({ host: HOST, port });
	const address = app.server.address() as AddressInfo;
	return { url: `http://${HOST}:${address.port}`, close: async () => await app.close() };
}
