/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on Node, outside n8n */
import { existsSync } from 'node:fs';

import { run } from '../../playground/n8n/commands';

/**
 * Installs Debian packages where this process may (root, and apt-get there). Throws with the command to run
 * where it may not. purpose: who needs them, e.g. "The editor tests need".
 */
export async function installDebianPackages(purpose: string, packages: string[]): Promise<void> {
	const names = packages.join(' ');
	if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
		throw new Error(`${purpose} ${names}. Install first: sudo apt-get install ${names}`);
	}
	process.stdout.write(`Installing ${names} (Debian packages, once) ...\n`);
	const env = { DEBIAN_FRONTEND: 'noninteractive' };
	await run('apt-get', ['update', '-qq'], { env });
	await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env });
}
