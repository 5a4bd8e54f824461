/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { existsSync } from 'node:fs';

import { filesUnder, inRepository, readRepositoryFile } from '../support/paths';
import { anchorsIn, notes, pages } from '../support/readme';

const { repository } = JSON.parse(readRepositoryFile('package.json')) as {
	repository: { url: string };
};
const home = repository.url.replace(/^git\+|\.git$/g, '');

/** Other sites that the documentation and the panel lead to. */
const sites = [
	'developers.weixin.qq.com',
	'docs.n8n.io',
	'mp.weixin.qq.com',
	'n8n.io',
	'semver.org',
	'www.conventionalcommits.org',
];

/** Why a link leads nowhere; undefined where it leads to a site of the list, or to something in this repository. */
function deadEnd(link: string): string | undefined {
	const { host } = new URL(link);
	if (!`${link}/`.startsWith(`${home}/`) && !`${link}#`.startsWith(`${home}#`)) {
		return sites.includes(host) ? undefined : `${host} is none of the sites`;
	}
	const [address, anchor = ''] = link.slice(home.length).split('#');
	if (/^\/(?:issues|actions)?$/.test(address)) return undefined;
	const path = address === '' ? 'README.md' : address.replace(/^\/blob\/main\//, '');
	if (!existsSync(inRepository(path))) return `there is no ${path}`;
	if (anchor === '' || link === `${home}#readme`) return undefined;
	return anchorsIn(readRepositoryFile(path)).includes(anchor)
		? undefined
		: `${path} has no heading #${anchor}`;
}

/** What a pattern finds in each of the files. */
const found = (files: string[], pattern: RegExp): Array<[file: string, link: string]> =>
	files.flatMap((file) =>
		[...readRepositoryFile(file).matchAll(pattern)].map(([, link]): [string, string] => [
			file,
			link,
		]),
	);

const shipped = ['nodes', 'credentials'].flatMap(filesUnder);
const codexLinks = found(
	shipped.filter((file) => file.endsWith('.node.json')),
	/"url": "([^"]+)"/g,
);
const credentialLinks = found(
	shipped.filter((file) => file.endsWith('.credentials.ts')),
	/documentationUrl =\s+'([^']+)'/g,
);

describe('a link', () => {
	test.each([
		['https://example.com/', 'example.com is none of the sites'],
		[`${home}-fork#readme`, 'github.com is none of the sites'],
		[`${home}#no-such-section`, 'README.md has no heading #no-such-section'],
		[`${home}/blob/main/docs/none.md`, 'there is no docs/none.md'],
		[`${home}/blob/main/docs/outbox.md#none`, 'docs/outbox.md has no heading #none'],
		[`${home}/blob/main/docs/outbox.md#why`, undefined],
		[home, undefined],
	])('%s: %s', (link, reason) => {
		expect(deadEnd(link)).toBe(reason);
	});
});

test('each node has its help, and each credential', () => {
	const files = [...codexLinks, ...credentialLinks].map(([file]) => file);
	const wanted = shipped.filter((file) => /\.node\.json$|\.credentials\.ts$/.test(file));
	expect([...new Set(files)].sort()).toEqual(wanted.sort());
});

test.each([
	...codexLinks,
	...credentialLinks,
	...found(
		shipped.filter((file) => file.endsWith('.ts')),
		/<a href="([^"]+)"/g,
	),
	...found(pages, /\]\((https?:[^)]+)\)/g),
	...found(['package.json'], /"(?:homepage|url)": "(https:[^"]+)"/g),
])('%s leads to %s', (_, link) => {
	expect(deadEnd(link)).toBeUndefined();
});

test('the notes of the examples lead nowhere else', () => {
	expect(new Set(notes.map(({ place }) => place)).size).toBe(filesUnder('examples').length);
	const links = notes.flatMap(({ text }) =>
		[...text.matchAll(/https?:[^\s)"'`*]+|\]\([^)]*\)/g)].map(([link]) => link),
	);
	const dead = links.map((link) => deadEnd(link.replace(/^\]\(|\)$/g, '')));
	expect(dead.filter((reason) => reason !== undefined)).toEqual([]);
});
