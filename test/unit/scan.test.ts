/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/no-dangerous-functions -- runs on Node, outside n8n */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { pack } from '../support/packed';
import { readRepositoryFile, ROOT } from '../support/paths';

jest.setTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), 'scan-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Lints files as n8n does before it verifies a package. */
function scan(where: string, ...patterns: string[]) {
	const arguments_ = [join(ROOT, 'scripts/scan.mjs'), where, ...patterns];
	const { status, stdout, stderr } = spawnSync(process.execPath, arguments_, {
		encoding: 'utf8',
		// Under jest's "test" eslint-plugin-n8n-nodes-base takes every file for one of its own samples.
		env: { ...process.env, NODE_ENV: '' },
	});
	expect(stderr).toBe('');
	const lines = stdout.trim().split('\n');
	return { status, findings: lines.slice(0, -1), scanned: Number.parseInt(lines.at(-1) ?? '') };
}

describe("n8n's scan of a published package", () => {
	test('finds nothing in the sources', () => {
		const { scanned, ...outcome } = scan(
			ROOT,
			'package.json',
			'{nodes,credentials,wechat}/**/*.{js,ts,json}',
		);
		expect(outcome).toEqual({ status: 0, findings: [] });
		expect(scanned).toBeGreaterThan(60);
	});

	test('finds nothing in the tarball', () => {
		const { filename } = pack(folder);
		const unpacked = join(folder, 'package');
		execFileSync('tar', ['-xzf', join(folder, filename), '-C', folder]);
		const { scanned, ...outcome } = scan(unpacked, '**/*.js', 'package.json');
		expect(outcome).toEqual({ status: 0, findings: [] });
		expect(scanned).toBeGreaterThan(60);
	});
});

describe('the scan itself finds', () => {
	const bad = join(folder, 'bad');
	const given = (path: string, text: string) => {
		mkdirSync(join(bad, path, '..'), { recursive: true });
		writeFileSync(join(bad, path), text);
		return scan(bad, path);
	};

	test('what n8n does not allow, in spite of comments that switch its rules off', () => {
		const text = '/* eslint-disable */\nmodule.exports = process.env.HOME;\n';
		expect(given('dist/nodes/x.js', text)).toMatchObject({
			status: 1,
			findings: [expect.stringContaining('no-restricted-globals')],
		});
	});

	test('a dependency', () => {
		const manifest = {
			...JSON.parse(readRepositoryFile('package.json')),
			dependencies: { got: '1.0.0' },
		};
		expect(given('package.json', JSON.stringify(manifest))).toMatchObject({
			status: 1,
			findings: expect.arrayContaining([expect.stringContaining('no-runtime-dependencies')]),
		});
	});
});
