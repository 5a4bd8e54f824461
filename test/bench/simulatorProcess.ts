/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- runs on Node, outside n8n */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Pool } from 'undici';

import { inRepository } from '../support/paths';
import type { Arena } from './contestants';

const CLI = inRepository('simulator/cli.ts');

/** Control calls at a time. */
const AT_A_TIME = 20;

/** A simulator in a process of its own, so that it does not take the node's processor time. */
export class SimulatorProcess {
	private readonly pool: Pool;

	private constructor(
		readonly url: string,
		private readonly child: ChildProcess,
	) {
		this.pool = new Pool(url, { connections: AT_A_TIME });
	}

	/** Starts one in which both message types work. hosts: names, beside this machine's, that lead to it. */
	static async start(hosts: string[] = []): Promise<SimulatorProcess> {
		const options = ['--import', 'tsx', CLI, '--port', '0', '--retired-api', 'working'];
		options.push(...hosts.flatMap((host) => ['--host', host]));
		const child = spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'inherit'] });
		let text = '';
		child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
		while (!text.includes('Ctrl-C')) await once(child.stdout, 'data');
		return new SimulatorProcess(/Base URL +(\S+)/.exec(text)![1], child);
	}

	/** What the contestants are told of it. */
	async arena(): Promise<Arena> {
		const { appId, appSecret } = await this.view<{ appId: string; appSecret: string }>('account');
		const query = { grant_type: 'client_credential', appid: appId, secret: appSecret };
		const { body } = await this.pool.request({ path: '/cgi-bin/token', method: 'GET', query });
		const { access_token: token } = (await body.json()) as { access_token: string };
		return { url: this.url, appId, appSecret, token };
	}

	/** Reads a view of the control API. */
	async view<T>(name: string): Promise<T> {
		const { body } = await this.pool.request({ path: `/_control/${name}`, method: 'GET' });
		return (await body.json()) as T;
	}

	/** Does something through the control API. Throws what it refuses. */
	async act<T>(name: string, input: object = {}): Promise<T> {
		const { statusCode, body } = await this.pool.request({
			path: `/_control/${name}`,
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(input),
		});
		const answer = (await body.json()) as T & { error?: string };
		if (statusCode !== 200) throw new Error(`${name}: ${answer.error}`);
		return answer;
	}

	/** Requests of a path so far. */
	async calledTimes(path: string): Promise<number> {
		const { calls } = await this.view<{ calls: Array<{ path: string }> }>('calls');
		return calls.filter((call) => call.path === path).length;
	}

	/** Users who have accepted the template as often as needed; their openids. */
	async subscribers(templateId: string, count: number): Promise<string[]> {
		const numbers = Array.from({ length: count }, (_, number) => number);
		const openIds: string[] = [];
		while (numbers.length > 0) {
			const some = numbers.splice(0, AT_A_TIME).map(async (number) => {
				const { openId } = await this.act<{ openId: string }>('user', { name: `user ${number}` });
				await this.act('subscribe', { openId, templateId, times: 1_000_000 });
				return openId;
			});
			openIds.push(...(await Promise.all(some)));
		}
		return openIds;
	}

	/** Ends the process. */
	async stop(): Promise<void> {
		await this.pool.destroy();
		this.child.kill('SIGINT');
		await once(this.child, 'exit');
	}
}
