/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a command line program */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { parseArgs } from 'node:util';

import { check, fixturesOf, reportOf } from './check';
import type { LiveOptions } from './check';

const HELP = `Compares WeChat's answers with those of the local WeChat, call by call. It reads only, unless told otherwise,
and keeps nothing of the answers but the names and kinds of their fields, codes and content types.

  --app-id <wx…>        the Mini Program; its App Secret is asked for, or taken from WECHAT_APP_SECRET
  --add                 add a template of the library, and delete it again
  --send                as --add, and send a message with it to --open-id
  --open-id <o…>        who gets that message
  --fixtures <folder>   write each answer's shape there, with stand-ins for all texts, ids and numbers
  --base-url <url>      another address of WeChat's API (default https://api.weixin.qq.com)
`;

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			'app-id': { type: 'string', default: '' },
			'open-id': { type: 'string' },
			'base-url': { type: 'string', default: 'https://api.weixin.qq.com' },
			fixtures: { type: 'string' },
			add: { type: 'boolean', default: false },
			send: { type: 'boolean', default: false },
			help: { type: 'boolean', short: 'h', default: false },
		},
	});
	if (values.help) {
		process.stdout.write(HELP);
		return;
	}
	const openId = values['open-id'];
	if (values['app-id'] === '') throw new Error('--app-id is needed; --help lists the options');
	if (values.send && !openId) throw new Error('--send needs --open-id: who gets the message');
	const changes: LiveOptions['changes'] = values.send ? 'send' : values.add ? 'add' : 'nothing';
	const appSecret = process.env.WECHAT_APP_SECRET ?? (await askSecret());
	const account = { appId: values['app-id'], appSecret, openId, baseUrl: values['base-url'] };
	const findings = await check({ ...account, changes });
	process.stdout.write(`${reportOf(findings)}\n`);
	if (values.fixtures !== undefined) {
		mkdirSync(values.fixtures, { recursive: true });
		for (const [name, text] of fixturesOf(findings))
			writeFileSync(join(values.fixtures, name), text);
	}
	if (findings.some(({ differences }) => differences.length > 0)) process.exitCode = 1;
}

/** Asks on the terminal, without showing what is typed. */
async function askSecret(): Promise<string> {
	process.stderr.write('App Secret: ');
	const output = new Writable({ write: (_chunk, _encoding, done) => done() });
	const lines = createInterface({ input: process.stdin, output, terminal: process.stdin.isTTY });
	const secret = await lines.question('');
	lines.close();
	process.stderr.write('\n');
	return secret.trim();
}

main().catch((error: Error) => {
	process.stderr.write(`${error.message}\n`);
	process.exitCode = 2;
});
