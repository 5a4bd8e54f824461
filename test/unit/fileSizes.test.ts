import { sourcesOf } from '../support/imports';
import { readRepositoryFile } from '../support/paths';

const SHIPPED = /^(?:wechat|shared|credentials|nodes)\//;
const LONGEST = { shipped: 300, others: 450 };

/** Files that may grow longer, and why. */
const exceptions: Record<string, { lines: number; reason: string }> = {
	'wechat/errorCodes.ts': { lines: 600, reason: 'one table, a row for each code of WeChat' },
};

const files = sourcesOf('wechat', 'credentials', 'nodes', 'simulator', 'engine')
	.concat(sourcesOf('playground', 'scripts', 'test'))
	.map((path) => ({ path, lines: readRepositoryFile(path).split('\n').length - 1 }));

const limitOf = (path: string): number =>
	exceptions[path]?.lines ?? (SHIPPED.test(path) ? LONGEST.shipped : LONGEST.others);

test('a source file has at most 450 lines, a shipped one 300', () => {
	expect(files.length).toBeGreaterThan(200);
	expect(files.filter(({ path, lines }) => lines > limitOf(path))).toEqual([]);
});

test('every exception is a file that exists', () => {
	const paths = files.map(({ path }) => path);
	expect(paths).toEqual(expect.arrayContaining(Object.keys(exceptions)));
});
