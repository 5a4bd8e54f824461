import { filesUnder, readRepositoryFile } from '../support/paths';
import { readme } from '../support/readme';

const workflows = new Map(
	filesUnder('.github/workflows').map((path) => [path, readRepositoryFile(path)]),
);
const publish = workflows.get('.github/workflows/publish.yml') ?? '';
const ci = workflows.get('.github/workflows/ci.yml') ?? '';

describe.each([...workflows])('%s', (_path, text) => {
	test('runs only actions that are pinned by commit, with their version beside it', () => {
		const used = [...text.matchAll(/uses: (.+)$/gm)].map(([, action]) => action);
		expect(used.length).toBeGreaterThan(0);
		for (const action of used) expect(action).toMatch(/^[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
	});

	test('may read the repository and write nothing to it', () => {
		expect(text).toMatch(/^permissions:\n {2}contents: read\n/m);
		expect(text).not.toMatch(/(?:contents|packages|actions): write|write-all/);
	});
});

test('CI runs what a newcomer is told to run, on every Node that is supported', () => {
	expect(ci).toContain('run: .ci/run');
	expect(ci).toContain('node: [20, 22, 24]');
	const commands = readRepositoryFile('.ci/run').trim().split('\n').slice(-2);
	expect(commands).toEqual(['npm test', 'npm run demo']);
});

test('a version is published by its tag, with provenance, after all tests', () => {
	expect(publish).toContain("tags: ['*.*.*']");
	expect(publish).toContain('id-token: write');
	expect(publish.indexOf('.ci/run')).toBeLessThan(publish.indexOf('npm run release'));
	expect(publish).not.toMatch(/secrets\./);
});

test('every command of the README that ends by itself is run by a workflow', () => {
	const all = [...workflows.values(), readRepositoryFile('.ci/run')].join('\n');
	const matrix = /script: \[(.+)\]/.exec(all)?.[1].replace(/'/g, '').split(', ') ?? [];
	const run = [...all.matchAll(/npm run ([\w:]+)/g)].map(([, script]) => script).concat(matrix);
	const waiting = ['simulator', 'playground'];
	const told = [...readme.matchAll(/npm run ([\w:]+)/g)].map(([, script]) => script);
	expect(run).toEqual(expect.arrayContaining(told.filter((name) => !waiting.includes(name))));
});
