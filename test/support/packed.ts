/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- runs on Node, outside n8n */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the repository. */
export const root = join(__dirname, '../..');

/** A file of the repository as text. */
export const readRepositoryFile = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Every file under a folder of the repository, as paths from its root. */
export const filesUnder = (folder: string): string[] =>
	readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => join(parentPath, name).slice(root.length + 1));

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
		cwd: root,
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'ignore'],
	});
	return (JSON.parse(output) as Tarball[])[0];
}
