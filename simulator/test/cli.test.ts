/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- runs on Node, outside n8n */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const CLI = join(__dirname, '../cli.ts');

function start(...options: string[]) {
	return spawn(process.execPath, ['--import', 'tsx', CLI, ...options], { stdio: 'pipe' });
}

async function outputOf(options: string[]): Promise<{ code: number; text: string }> {
	const child = start(...options);
	let text = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
	}
	const [code] = (await once(child, 'close')) as [number];
	return { code, text };
}

describe('the command line', () => {
	it('prints what to enter, answers, and stops on a signal', async () => {
		const child = start('--port', '0', '--seed', '7', '--retired-api', 'working');
		let text = '';
		child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
		while (!text.includes('Ctrl-C')) await once(child.stdout, 'data');
		const [, url] = /Base URL +(\S+)/.exec(text)!;
		const [, appId] = /App ID +(wx[0-9a-f]{16})/.exec(text)!;
		const [, secret] = /App Secret +([0-9a-f]{32})/.exec(text)!;
		const query = `grant_type=client_credential&appid=${appId}&secret=${secret}`;
		const answer = await (await fetch(`${url}/cgi-bin/token?${query}`)).json();
		expect(answer).toMatchObject({ expires_in: 7200 });
		child.kill('SIGINT');
		expect(await once(child, 'exit')).toEqual([0, null]);
	});

	it.each([
		[['--help'], 0, '--retired-api working|retired'],
		[['--port', 'x'], 1, '--port must be a whole number, not "x"'],
		[['--retired-api', 'maybe'], 1, '--retired-api must be "retired" or "working", not "maybe"'],
		[['--nonsense'], 1, 'nonsense'],
	])('%j ends with code %i', async (options, code, text) => {
		const output = await outputOf(options);
		expect(output.code).toBe(code);
		expect(output.text).toContain(text);
	});
});
