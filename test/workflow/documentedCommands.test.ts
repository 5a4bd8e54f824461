/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions -- runs on Node, outside n8n */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { freePort } from '../../playground/n8n/commands';
import { useSimulator } from '../../simulator/test/useSimulator';
import { inRepository } from '../support/paths';
import { Terminal } from '../support/terminal';

jest.setTimeout(120_000);

const simulator = useSimulator({ seed: 7 });
const terminals: Terminal[] = [];
afterEach(() => terminals.splice(0).forEach((terminal) => terminal.stop()));

/** Types a command into a terminal of its own. */
function type(...command: ConstructorParameters<typeof Terminal>): Terminal {
	terminals.push(new Terminal(...command));
	return terminals[terminals.length - 1];
}

test('npx tsx simulator/cli.ts --help', async () => {
	const terminal = type('npx tsx simulator/cli.ts --help');
	expect(await terminal.ended).toBe(0);
	for (const option of ['--port', '--seed', '--latency', '--retired-api', '--host']) {
		expect(terminal.printed).toContain(`  ${option} `);
	}
});

test('npm run simulator with the options of the documentation, until Ctrl-C', async () => {
	const documented = 'npm run simulator -- --port 9000 --latency 200 --retired-api working';
	const port = await freePort();
	const terminal = type(documented.replace('9000', String(port)));
	await terminal.shows('Ctrl-C stops it.');
	expect(terminal.printed).toContain(`http://127.0.0.1:${port}`);

	const [appId, secret] = ['App ID', 'App Secret'].map(
		(name) => new RegExp(`${name} +(\\S+)`).exec(terminal.printed)?.[1] ?? '',
	);
	const post = async (path: string, body: object) => {
		const url = `http://127.0.0.1:${port}${path}`;
		const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body) });
		return (await answer.json()) as Record<string, unknown>;
	};
	const credential = { grant_type: 'client_credential', appid: appId, secret };
	const { access_token: token } = await post('/cgi-bin/stable_token', credential);
	// The retired API works.
	const path = `/cgi-bin/wxopen/template/list?access_token=${String(token)}`;
	expect(await post(path, { offset: 0, count: 20 })).toMatchObject({ errcode: 0 });

	terminal.interrupt();
	await terminal.ended;
	expect(terminal.printed).not.toMatch(/error/i);
	expect(await freePort(port)).toBe(port);
});

test('npm run live compares the account of --app-id', async () => {
	const { appId, appSecret } = simulator.account;
	const command = 'npm run live -- --app-id wx…'.replace('wx…', appId);
	const env = { WECHAT_APP_SECRET: appSecret };
	const terminal = type(`${command} --base-url ${simulator.url}`, { env });
	expect(await terminal.ended).toBe(0);
	expect(terminal.printed).toContain('calls, 0 differ');
});

describe('npm run test:watch', () => {
	const folder = mkdtempSync(join(tmpdir(), 'watch-'));
	const write = (path: string, text: string) => {
		mkdirSync(dirname(join(folder, path)), { recursive: true });
		writeFileSync(join(folder, path), text);
	};
	const git = (...args: string[]) =>
		execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: folder });

	/** A small project with the settings of this one. */
	beforeAll(() => {
		for (const file of ['package.json', 'package-lock.json', 'jest.config.js']) {
			copyFileSync(inRepository(file), join(folder, file));
		}
		write('.gitignore', 'node_modules\n');
		for (const path of ['scripts', 'node_modules'])
			symlinkSync(inRepository(path), join(folder, path));
		write('wechat/sum.ts', 'export const sum = 1 + 1;\n');
		write(
			'test/unit/sum.test.ts',
			"import { sum } from '../../wechat/sum';\ntest('adds', () => expect(sum).toBe(2));\n",
		);
		write('test/unit/other.test.ts', "test('is not of interest', () => expect(1).toBe(1));\n");
		git('init', '--quiet');
		git('add', '.');
		git('commit', '--quiet', '--message=first');
	});
	afterAll(() => rmSync(folder, { recursive: true }));

	test('runs the tests that reach what was changed, again whenever it is saved', async () => {
		const terminal = type('npm run test:watch', { cwd: folder });
		await terminal.shows('No tests found related to files changed since last commit.');
		write('wechat/sum.ts', 'export const sum = 1 + 2;\n');
		await terminal.shows('FAIL test/unit/sum.test.ts');
		await terminal.shows('Ran all test suites related to changed files.');
		write('wechat/sum.ts', 'export const sum = 2;\n');
		await terminal.shows('PASS test/unit/sum.test.ts');
		expect(terminal.printed).not.toContain('other.test.ts');
		terminal.interrupt();
		await terminal.ended;
	});
});
