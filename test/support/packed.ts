/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-dangerous-functions -- runs on Node, outside n8n */
import { execFileSync } from 'node:child_process';

import { ROOT } from './paths';

/** What `npm publish` would upload. Sizes in bytes. */
export interface Tarball {
	filename: string;
	size: number;
	unpackedSize: number;
	files: Array<{ path: string }>;
}

/** Runs `npm pack` on the last build; writes the tarball to a folder where one is given. */
export function pack(destination?: string): Tarball {
	const where = destination === undefined ? ['--dry-run'] : ['--pack-destination', destination];
	const output = execFileSync('npm', ['pack', '--json', ...where], {
		cwd: ROOT,
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	return (JSON.parse(output) as Tarball[])[0];
}
