// Installs the dependencies when they are missing or others than the lock file says, so that every command of the
// README works on a bare clone. Takes the folders of the lock files, by default the current one.
import { execSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { argv } from 'node:process';

const folders = argv.length > 2 ? argv.slice(2) : ['.'];

/** The packages of a lock file by their folder; none where the file is missing. */
const packagesIn = (file) =>
	existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {};

/** What tells two versions of a package apart. A link to a folder of this repository has neither. */
const same = (one, other) => one.version === other.version && one.integrity === other.integrity;

/**
 * Compares the lock file with the list that npm writes whenever it has installed something, whoever called it. An
 * optional package may be missing: npm leaves out those for other operating systems.
 */
function isInstalled(folder) {
	const { '': _project, ...wanted } = packagesIn(`${folder}/package-lock.json`);
	const installed = packagesIn(`${folder}/node_modules/.package-lock.json`);
	const isThere = ([path, { optional }]) =>
		path in installed ? same(wanted[path], installed[path]) : optional === true;
	return (
		Object.entries(wanted).every(isThere) && Object.keys(installed).every((path) => path in wanted)
	);
}

for (const folder of folders) {
	if (isInstalled(folder)) continue;
	process.stdout.write(`Installing the dependencies of ${folder} (once, about a minute) ...\n`);
	const options = '--ignore-scripts --no-audit --no-fund --loglevel=error';
	execSync(`npm ci ${options}`, { cwd: folder, stdio: 'inherit' });
}
