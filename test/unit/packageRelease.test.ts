import { filesUnder, readRepositoryFile } from '../support/paths';

const workflows = new Map(
	filesUnder('.github/workflows').map((path) => [path, readRepositoryFile(path)]),
);
const publish = workflows.get('.github/workflows/publish.yml') ?? '';
const ci = workflows.get('.github/workflows/ci.yml') ?? '';

/** The text of each job of a workflow, by its name. */
function jobsOf(text: string): Record<string, string> {
	const [, jobs] = text.split(/^jobs:\n/m);
	const parts = jobs.split(/^ {2}(?=\w+:\n)/m).slice(1);
	return Object.fromEntries(parts.map((part) => [part.slice(0, part.indexOf(':')), part]));
}

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

describe('publishing', () => {
	const { test: tests, publish: publishing } = jobsOf(publish);

	test('starts with the tag of a version, and goes on only where main holds its commit', () => {
		expect(publish).toContain("tags: ['[0-9]+.[0-9]+.[0-9]+']");
		expect(publish).not.toMatch(/branches:|pull_request|workflow_dispatch/);
		expect(tests).toContain('test "$GITHUB_REF_NAME" = "$(node --print');
		expect(tests).toContain('git merge-base --is-ancestor "$GITHUB_SHA" origin/main');
		expect(tests).toContain('fetch-depth: 0');
	});

	test('waits for all tests, which run where nothing may be published', () => {
		expect(tests).toContain('run: .ci/run');
		expect(tests).not.toMatch(/permissions:|environment:/);
		expect(publishing).toContain('needs: test\n');
		expect(publish.match(/id-token: write/g)).toHaveLength(1);
		expect(publishing).toContain('id-token: write');
	});

	test('runs nothing of the repository and its dependencies where it may publish', () => {
		const commands = [...publishing.matchAll(/run: (.+)$/gm)].map(([, command]) => command);
		expect(commands).toEqual(['npm publish --ignore-scripts --provenance --access public ./*.tgz']);
		expect(publishing).not.toContain('actions/checkout');
		expect(publishing).toContain('environment: npm\n');
		expect(publish).not.toMatch(/secrets\./);
	});
});

test.each([...workflows])('%s runs in images of one version', (_path, text) => {
	const images = [...text.matchAll(/(?:container|image): (\S+)$/gm)].map(([, image]) => image);
	expect(images.filter((image) => !/:\d+\.\d+\.\d+\b|@sha256:[\da-f]{64}$/.test(image))).toEqual(
		[],
	);
});
