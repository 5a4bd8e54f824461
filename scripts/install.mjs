// Installs the dependencies when they are missing or older than the lock file, so that every
// command of the README works on a bare clone.
import { execSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const STAMP = 'node_modules/.installed-from';
const wanted = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');
const installed = existsSync(STAMP) ? readFileSync(STAMP, 'utf8') : '';

if (installed !== wanted) {
	process.stdout.write('Installing the development dependencies (once, about a minute) ...\n');
	execSync('npm ci --no-audit --no-fund --loglevel=error', { stdio: 'inherit' });
	writeFileSync(STAMP, wanted);
}
