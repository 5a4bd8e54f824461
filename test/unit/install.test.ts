/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- runs npm in a folder of its own */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { inRepository } from '../support/paths';

// Each test runs npm several times, in processes of their own.
jest.setTimeout(180_000);

const INSTALLING = /^Installing the dependencies of \. /;

/** A project, and packed packages that lie beside it, so that npm asks nobody else. */
const folder = mkdtempSync(join(tmpdir(), 'install-'));

beforeAll(() => {
	pack('needed', '1.0.0');
	pack('needed', '2.0.0');
	pack('other-system', '1.0.0', { os: ['sunos'] });
});
beforeEach(() => {
	for (const name of ['project', 'elsewhere']) {
		rmSync(join(folder, name), { recursive: true, force: true });
		mkdirSync(join(folder, name));
	}
	lock({ needed: '1.0.0' });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(command: string, args: string[], cwd = join(folder, 'project')): string {
	// Jest's own NODE_OPTIONS and npm's settings of the run that started it are not for this project.
	const { PATH, HOME } = process.env;
	return execFileSync(command, args, { cwd, env: { PATH, HOME }, encoding: 'utf8' });
}

const write = (path: string, content: object): void =>
	writeFileSync(join(folder, path), JSON.stringify(content));

const install = (): string => run(process.execPath, [inRepository('scripts/install.mjs')]);

const installedVersion = (): unknown =>
	(
		JSON.parse(
			readFileSync(join(folder, 'project/node_modules/needed/package.json'), 'utf8'),
		) as Record<string, unknown>
	).version;

function pack(name: string, version: string, fields: object = {}): void {
	mkdirSync(join(folder, name), { recursive: true });
	write(`${name}/package.json`, { name, version, ...fields });
	run('npm', ['pack', `./${name}`, '--loglevel=error'], folder);
}

/** Brings the project's manifest and lock file, as a pull does: npm made them in another folder. */
function lock(dependencies: Record<string, string>, optional: Record<string, string> = {}): void {
	const files = (versions: Record<string, string>) =>
		Object.fromEntries(
			Object.entries(versions).map(([name, version]) => [name, `file:../${name}-${version}.tgz`]),
		);
	write('elsewhere/package.json', {
		name: 'project',
		version: '1.0.0',
		dependencies: files(dependencies),
		optionalDependencies: files(optional),
	});
	const elsewhere = join(folder, 'elsewhere');
	run('npm', ['install', '--package-lock-only', '--offline', '--no-audit', '--no-fund'], elsewhere);
	for (const file of ['package.json', 'package-lock.json']) {
		copyFileSync(join(elsewhere, file), join(folder, 'project', file));
	}
}

test('a bare clone is installed, once', () => {
	expect(install()).toMatch(INSTALLING);
	expect(installedVersion()).toBe('1.0.0');
	expect(install()).toBe('');
});

test('nothing is installed again after a plain "npm ci"', () => {
	run('npm', ['ci', '--offline', '--no-audit', '--no-fund']);
	expect(install()).toBe('');
});

test('a lock file with another version is installed', () => {
	install();
	lock({ needed: '2.0.0' });
	expect(install()).toMatch(INSTALLING);
	expect(installedVersion()).toBe('2.0.0');
	expect(install()).toBe('');
});

test('a package that the lock file no longer has goes', () => {
	install();
	lock({});
	expect(install()).toMatch(INSTALLING);
	expect(installedVersion).toThrow('ENOENT');
});

test('a package for other operating systems is not missed', () => {
	lock({ needed: '1.0.0' }, { 'other-system': '1.0.0' });
	expect(install()).toMatch(INSTALLING);
	expect(install()).toBe('');
});
