import type { FastifyInstance, FastifyRequest } from 'fastify';

import { isAllowedHost } from '../loopback';

const HOST = /^(\[[\da-f:.]+\]|[\w.-]+)(?::\d{1,5})?$/i;
const CONTROL = '/_control/';
const FOREIGN_SITES = ['cross-site', 'same-site'];

/**
 * Any page in the developer's browser can send requests to this machine, and one whose name is made to
 * point here (DNS rebinding) can read the answers. So nothing is answered under another Host, nothing
 * to another Origin, and what the browser calls cross-site reaches no control action.
 */
export function addGuard(app: FastifyInstance, hosts: readonly string[] = []): void {
	app.addHook('onRequest', async (request, reply) => {
		reply.header('x-content-type-options', 'nosniff');
		const error = refusalOf(request, hosts);
		if (error) await reply.status(403).send({ error });
	});
}

function refusalOf({ headers, url }: FastifyRequest, hosts: readonly string[]): string | undefined {
	const host = headers.host ?? '';
	const [, name] = HOST.exec(host) ?? [];
	if (name === undefined || !isAllowedHost(name, hosts)) {
		return 'The Host is not this machine; the option "hosts" (--host) names others';
	}
	if (headers.origin !== undefined && hostOf(headers.origin) !== host.toLowerCase()) {
		return 'The Origin is another one than the simulator itself';
	}
	const foreign = FOREIGN_SITES.includes(String(headers['sec-fetch-site']));
	if (foreign && url.startsWith(CONTROL))
		return 'A page of another site may not use the control API';
	return undefined;
}

/** Host and port of an Origin; undefined for "null" and what is no web page's. */
function hostOf(origin: string): string | undefined {
	const [, host] = /^https?:\/\/([^/]+)$/.exec(origin.toLowerCase()) ?? [];
	return host;
}
