/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- a command line program */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

import { run } from '../../playground/n8n/commands';
import { inRepository } from '../support/paths';

const HELP = `The nodes in a real n8n and a browser.

  --n8n <version>   another n8n than the pinned one: a version, or "latest"

Everything else goes to jest, e.g. the name of a test file.
`;

/** The version that the registry has under a version or tag. Throws where there is none. */
async function versionOf(wanted: string): Promise<string> {
	const printed = await run('npm', ['view', `n8n@${wanted}`, 'version', '--json']);
	const found = JSON.parse(printed) as string | string[];
	return Array.isArray(found) ? found[found.length - 1] : found;
}

async function main(): Promise<number> {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: { n8n: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false } },
	});
	if (values.help) {
		process.stdout.write(HELP);
		return 0;
	}
	const version = values.n8n === undefined ? undefined : await versionOf(values.n8n);
	if (version) process.stdout.write(`n8n ${version}\n`);
	const jest = inRepository('node_modules/jest/bin/jest.js');
	const config = inRepository('test/e2e/jest.config.js');
	const { status } = spawnSync(
		process.execPath,
		[jest, '--config', config, '--runInBand', ...positionals],
		{ stdio: 'inherit', env: { ...process.env, ...(version && { N8N_VERSION: version }) } },
	);
	return status ?? 1;
}

main().then(
	(status) => process.exit(status),
	(error: Error) => {
		process.stderr.write(`${error.message}\n`);
		process.exit(1);
	},
);
