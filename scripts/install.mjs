// Installs the dependencies when they are missing or older than the lock file, so that every
// command of the README works on a bare clone. Takes the folders of the lock files, by default
// the current one.
import { execSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { argv } from 'node:process';

const folders = argv.length > 2 ? argv.slice(2) : ['.'];

for (const folder of folders) {
	const stamp = `${folder}/node_modules/.installed-from`;
	const lock = readFileSync(`${folder}/package-lock.json`);
	const wanted = createHash('sha256').update(lock).digest('hex');
	const installed = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';

	if (installed !== wanted) {
		process.stdout.write(`Installing the dependencies of ${folder} (once, about a minute) ...\n`);
		const options = '--ignore-scripts --no-audit --no-fund --loglevel=error';
		execSync(`npm ci ${options}`, { cwd: folder, stdio: 'inherit' });
		writeFileSync(stamp, wanted);
	}
}
