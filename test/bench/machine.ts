/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { cpus, loadavg, totalmem, type } from 'node:os';

import { readRepositoryFile } from '../support/paths';

/** Name and version of an installed package. */
export function withVersion(name: string): string {
	const file = readRepositoryFile(`node_modules/${name}/package.json`);
	const { version } = JSON.parse(file) as { version: string };
	return `${name} ${version}`;
}

/** What was measured with what: programs with their versions, the machine, and how busy it is now. */
export function conditions(programs: string[]): string {
	const processors = cpus();
	const gibibytes = Math.round(totalmem() / 2 ** 30);
	return (
		`${programs.join(', ')}, ${type()}, ${processors.length} x ${processors[0].model}, ` +
		`${gibibytes} GiB; load average at the end ${loadavg()[0].toFixed(1)}.`
	);
}
