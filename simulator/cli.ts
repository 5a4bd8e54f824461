/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on Node, outside n8n */
import { parseArgs } from 'node:util';

import { CENTRAL_SERVER_PATH, startSimulator } from './index';
import type { RetiredApi } from './index';

const HELP = `A local WeChat for trying the server of a Mini Program without an account.

  --port <number>                 port on 127.0.0.1 (default 8765; 0 takes a free one)
  --seed <number>                 all ids, tokens and secrets follow from it (default 1)
  --retired-api working|retired   the Template Message API as before 2020, or answering 45103 (default)
  --latency <milliseconds>        how long every answer takes (default 0)
  --host <name>                   a name, beside those of this machine, under which it may be called; can be repeated
  --push-host <name>              a host, beside this machine, to which it may push; can be repeated
`;

async function main(): Promise<void> {
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: '8765' },
			seed: { type: 'string', default: '1' },
			'retired-api': { type: 'string', default: 'retired' },
			latency: { type: 'string', default: '0' },
			host: { type: 'string', multiple: true, default: [] },
			'push-host': { type: 'string', multiple: true, default: [] },
			help: { type: 'boolean', short: 'h', default: false },
		},
	});
	if (values.help) {
		process.stdout.write(HELP);
		return;
	}
	const simulator = await startSimulator({
		port: wholeNumber('port', values.port),
		seed: wholeNumber('seed', values.seed),
		latency: wholeNumber('latency', values.latency),
		retiredApi: retiredApi(values['retired-api']),
		hosts: values.host,
		pushHosts: values['push-host'],
	});
	const { url, account } = simulator;
	process.stdout.write(
		[
			'A local WeChat is running. Enter in the credential:',
			`  Base URL    ${url}`,
			`  App ID      ${account.appId}`,
			`  App Secret  ${account.appSecret}`,
			`  (Token Issuer "Central Token Server", Token Server URL: ${url}${CENTRAL_SERVER_PATH})`,
			`Inbox of the users' phones: ${url}/`,
			'Ctrl-C stops it.',
			'',
		].join('\n'),
	);
	const stop = () => void simulator.stop();
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
}

function wholeNumber(name: string, value: string): number {
	if (!/^\d{1,9}$/.test(value)) throw new Error(`--${name} must be a whole number, not "${value}"`);
	return Number(value);
}

function retiredApi(value: string): RetiredApi {
	if (value === 'retired' || value === 'working') return value;
	throw new Error(`--retired-api must be "retired" or "working", not "${value}"`);
}

main().catch((error: Error) => {
	process.stderr.write(`${error.message}\n`);
	process.exitCode = 1;
});
