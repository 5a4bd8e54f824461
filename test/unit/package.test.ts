import { pack } from '../support/packed';
import { filesUnder, readRepositoryFile } from '../support/paths';

interface Manifest {
	[field: string]: unknown;
	version: string;
	keywords: string[];
	scripts: Record<string, string>;
	devDependencies: Record<string, string>;
	n8n: { nodes: string[]; credentials: string[] };
}

const read = <T>(path: string) => JSON.parse(readRepositoryFile(path)) as T;
const manifest = read<Manifest>('package.json');
const shipped = ['credentials', 'nodes', 'shared', 'wechat', 'icons'].flatMap(filesUnder);
const sources = shipped.filter((path) => path.endsWith('.ts'));
const KILOBYTE = 1000;

describe('package.json', () => {
	test('says what n8n wants to know of a community package', () => {
		expect(manifest).toMatchObject({
			name: 'n8n-nodes-wechat-miniprogram',
			version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
			license: 'MIT',
			homepage: expect.stringMatching(/^https:\/\/github\.com\//),
			repository: { url: expect.stringMatching(/^git\+https:\/\/github\.com\/.+\.git$/) },
			author: { name: expect.any(String), email: expect.stringContaining('@') },
			files: ['dist'],
			n8n: { n8nNodesApiVersion: 1, strict: true },
		});
		expect(manifest.keywords).toContain('n8n-community-node-package');
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	});

	test.each(['dependencies', 'optionalDependencies', 'bundleDependencies', 'overrides'])(
		'has no %s',
		(field) => expect(manifest[field]).toBeUndefined(),
	);

	test('runs nothing when it is installed', () => {
		const onInstall = /^(?:(?:pre|post)?install|(?:pre|post)?prepare|prepublish)$/;
		expect(Object.keys(manifest.scripts).filter((name) => onInstall.test(name))).toEqual([]);
	});

	test('fixes every version, as the lock file has it', () => {
		const lock = read<{ version: string; packages: Record<string, Manifest> }>('package-lock.json');
		expect(Object.values(manifest.devDependencies).join(' ')).toMatch(/^(?:\d+\.\d+\.\d+ ?)+$/);
		expect(lock.packages[''].devDependencies).toEqual(manifest.devDependencies);
		expect(lock.version).toBe(manifest.version);
	});

	test('registers every node and credential that the sources have', () => {
		const built = (ending: string) =>
			sources
				.filter((path) => path.endsWith(ending))
				.map((path) => `dist/${path.replace(/ts$/, 'js')}`)
				.sort();
		expect([...manifest.n8n.nodes].sort()).toEqual(built('.node.ts'));
		expect([...manifest.n8n.credentials].sort()).toEqual(built('.credentials.ts'));
	});

	test('has a version that the changelog tells about', () => {
		const [, newest] = /^## (\d+\.\d+\.\d+)/m.exec(readRepositoryFile('CHANGELOG.md')) ?? [];
		expect(newest).toBe(manifest.version);
	});
});

describe('the tarball', () => {
	const tarball = pack();

	test('holds what the sources are built to, the README in both languages and the licence, and nothing else', () => {
		const compiled = sources.flatMap((path) =>
			['js', 'd.ts'].map((ending) => `dist/${path.replace(/ts$/, ending)}`),
		);
		const copied = shipped
			.filter((path) => /\.svg$|\.node\.json$|\/__schema__\/.+\.json$/.test(path))
			.map((path) => `dist/${path}`);
		expect(tarball.files.map(({ path }) => path).sort()).toEqual(
			['LICENSE.md', 'README.md', 'README.zh-CN.md', 'package.json', ...compiled, ...copied].sort(),
		);
	});

	test('is small', () => {
		expect(tarball.size).toBeLessThan(400 * KILOBYTE);
		expect(tarball.unpackedSize).toBeLessThan(1000 * KILOBYTE);
	});
});
