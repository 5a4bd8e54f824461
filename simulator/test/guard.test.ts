/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { request } from 'undici';

import { startSimulator } from '../index';
import { Client } from './client';
import { useSimulator, useStartedByTest } from './useSimulator';

const JSON_TYPE = { 'content-type': 'application/json' };
const PATHS = ['/', '/_inbox/inbox.js', '/_control/account', '/_control/events', '/cgi-bin/token'];
const PUSH = { token: 'AAAAA', mode: 'plaintext', format: 'json' } as const;

const simulator = useSimulator();
const client = new Client(simulator);
const [optioned, startWith] = useStartedByTest(startSimulator);

/** The status under some headers; the stream of events is not read to its end. */
async function statusOf(
	method: string,
	path: string,
	headers: Record<string, string>,
	url = simulator.url,
): Promise<number> {
	const body = method === 'POST' ? '{"name":"mallory"}' : undefined;
	const response = await request(url + path, { method: method as 'GET', headers, body });
	response.body.on('error', () => {}).destroy();
	return response.statusCode;
}

describe('a foreign Host', () => {
	it.each(PATHS)('reads nothing at %s', async (path) => {
		expect(await statusOf('GET', path, { host: 'rebound.example:8765' })).toBe(403);
		expect(simulator.calls).toEqual([]);
	});

	it('changes nothing', async () => {
		const headers = { ...JSON_TYPE, host: 'rebound.example' };
		expect(await statusOf('POST', '/_control/user', headers)).toBe(403);
		expect(simulator.state.people.size).toBe(0);
	});

	it('is every name but those of this machine', async () => {
		const hosts = fc.oneof(
			fc.domain(),
			fc.ipV4().filter((address) => !address.startsWith('127.')),
			fc
				.ipV6()
				.filter((address) => address !== '::1')
				.map((address) => `[${address}]`),
			fc.constantFrom('127.0.0.1.example.com', 'localhost.example.com', '127.0.0.1@example.com'),
			fc.constantFrom('127.0.0.256', '127.0.0', '0.0.0.0', 'mylocalhost', '[::2]', 'a b', ''),
		);
		await fc.assert(
			fc.asyncProperty(hosts, async (host) => {
				expect(
					(await client.call('GET', '/_control/account', undefined, { host })).status,
				).not.toBe(200);
			}),
			{ numRuns: 60 },
		);
	});

	it.each(['localhost', 'LOCALHOST:1', '127.0.0.1', '127.9.9.9:80', '[::1]:8765', 'localhost.'])(
		'is not %s',
		async (host) => {
			expect(await statusOf('GET', '/_control/account', { host })).toBe(200);
		},
	);

	it('can be named by an option, and is then as good as one’s own', async () => {
		const { url } = await startWith({ hosts: ['wechat.test'] });
		expect(await statusOf('GET', '/', { host: 'wechat.test:8765' }, url)).toBe(200);
		const headers = { ...JSON_TYPE, host: 'wechat.test', origin: 'https://wechat.test' };
		expect(await statusOf('POST', '/_control/user', headers, url)).toBe(200);
		expect(await statusOf('GET', '/', { host: 'other.test' }, url)).toBe(403);
	});
});

describe('a foreign page in the browser', () => {
	it.each(['https://evil.example', 'http://localhost:1', 'http://127.0.0.1', 'null', 'file://'])(
		'from %s calls nothing',
		async (origin) => {
			for (const path of ['/_control/user', '/cgi-bin/stable_token']) {
				expect(await statusOf('POST', path, { ...JSON_TYPE, origin })).toBe(403);
			}
			expect(await statusOf('OPTIONS', '/_control/user', { origin })).toBe(403);
			expect(await statusOf('GET', '/_control/events', { origin })).toBe(403);
			expect([simulator.calls, simulator.state.people.size]).toEqual([[], 0]);
		},
	);

	it.each(['cross-site', 'same-site'])('without an Origin, but %s, reads nothing', async (site) => {
		const headers = { 'sec-fetch-site': site };
		expect(await statusOf('GET', '/_control/deliveries', headers)).toBe(403);
		// A link may lead to the page.
		expect(await statusOf('GET', '/', headers)).toBe(200);
	});

	it('is not the inbox', async () => {
		const headers = { ...JSON_TYPE, origin: simulator.url, 'sec-fetch-site': 'same-origin' };
		expect(await statusOf('POST', '/_control/user', headers)).toBe(200);
	});

	it('cannot show the inbox in a frame', async () => {
		const { headers } = await fetch(`${simulator.url}/`);
		expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
		expect(headers.get('x-content-type-options')).toBe('nosniff');
	});
});

describe('the body of a control action', () => {
	it.each([undefined, 'text/plain', 'application/x-www-form-urlencoded', 'application/jsonp'])(
		'is not taken as %s',
		async (type) => {
			const headers: Record<string, string> = type === undefined ? {} : { 'content-type': type };
			expect(await statusOf('POST', '/_control/user', headers)).toBe(415);
			expect(simulator.state.people.size).toBe(0);
		},
	);

	it.each(['[]', 'null', '"x"', '{'])('%s is no JSON object', async (body) => {
		const reply = await client.call('POST', '/_control/reset', body, JSON_TYPE);
		expect(reply.status).toBe(400);
		expect(reply.body).toEqual({ error: 'The body must be a JSON object' });
	});

	it('may name a charset', async () => {
		const headers = { 'content-type': 'Application/JSON; charset=utf-8' };
		expect(await statusOf('POST', '/_control/user', headers)).toBe(200);
	});

	it('of WeChat’s own endpoints has any type, as with WeChat', async () => {
		const { appId, appSecret } = simulator.account;
		const body = { grant_type: 'client_credential', appid: appId, secret: appSecret };
		const headers = { 'content-type': 'text/plain' };
		const reply = await client.call('POST', '/cgi-bin/stable_token', JSON.stringify(body), headers);
		expect(reply.body).toMatchObject({ expires_in: 7200 });
	});
});

describe('the push URL', () => {
	it.each([
		'http://192.168.1.1/router',
		'http://169.254.169.254/latest/meta-data',
		'https://example.com/',
		'http://localhost.example.com/',
		'http://[::ffff:10.0.0.1]/',
		'file:///etc/passwd',
		'nothing',
	])('cannot be %s', async (url) => {
		const reply = await client.post('/_control/setPush', { ...PUSH, url });
		expect(reply.status).toBe(400);
		expect(reply.body.error).toMatch(/^The push URL must /);
		await expect(simulator.verifyPushUrl()).rejects.toThrow('No push is configured');
	});

	it.each(['http://localhost:1/', 'http://127.0.0.1:1/', 'http://[::1]:1/', 'http://127.1:1/'])(
		'can be %s',
		async (url) => {
			expect((await client.post('/_control/setPush', { ...PUSH, url })).status).toBe(200);
		},
	);

	it('can be what an option allows', async () => {
		await startWith({ pushHosts: ['n8n.test'] });
		expect(() => optioned.setPush({ ...PUSH, url: 'https://n8n.test/webhook' })).not.toThrow();
		expect(() => optioned.setPush({ ...PUSH, url: 'https://n8n.example/' })).toThrow(
			'The push URL must lead to this machine, not to "n8n.example"; the option pushHosts allows more',
		);
	});

	it('is not left by a redirect', async () => {
		let followed = 0;
		const redirecting = createServer((request, response) => {
			if (request.url === '/elsewhere') followed += 1;
			response.writeHead(307, { location: '/elsewhere' }).end();
		});
		await once(redirecting.listen(0, '127.0.0.1'), 'listening');
		const { port } = redirecting.address() as AddressInfo;
		simulator.setPush({ ...PUSH, url: `http://127.0.0.1:${port}/` });
		expect(await simulator.verifyPushUrl()).toMatchObject({ verified: false, status: 307 });
		expect(followed).toBe(0);
		redirecting.closeAllConnections();
		await once(redirecting.close(), 'close');
	});
});
