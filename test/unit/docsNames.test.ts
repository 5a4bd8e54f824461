/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { statSync } from 'node:fs';

import { resources } from '../../nodes/WeChatMiniProgram/actions/registry';
import { PINNED_N8N_VERSION } from '../../playground/n8n/install';
import { errorCodes } from '../../wechat/errorCodes';
import { filesUnder, inRepository, readRepositoryFile } from '../support/paths';
import { notes, pages, readme } from '../support/readme';

const PICTURE_BYTES = 60_000;

/** Files that stand in inline code and are no files of this repository. */
const elsewhere = ['app.json', '.cache/playground/owner.json'];

const files = [
	'.github',
	'.vscode',
	'credentials',
	'docs',
	'engine',
	'examples',
	'nodes',
	'playground',
]
	.concat('scripts', 'shared', 'simulator', 'test', 'wechat')
	.flatMap(filesUnder)
	.concat('package.json', 'package-lock.json', 'CHANGELOG.md')
	.map((path) => `/${path}`);
const isFile = (name: string): boolean => files.some((path) => path.endsWith(`/${name}`));

const namesIn = (text: string): string[] =>
	[...text.matchAll(/`([\w@./-]+\.(?:ts|mjs|js|json|md|yml))`/g)].map(([, name]) => name);

test.each(pages)('%s names files that are there', (page) => {
	const unknown = namesIn(readRepositoryFile(page)).filter((name) => !isFile(name));
	expect(unknown.filter((name) => !elsewhere.includes(name))).toEqual([]);
});

test('the house of CONTRIBUTING has the rooms that it names', () => {
	const [, house = ''] = /^```\n(wechat\/[^`]+)^```/m.exec(readRepositoryFile('CONTRIBUTING.md'))!;
	const named = [...house.matchAll(/[\w/]+\.ts|^ *[\w/]+\/(?= )/gm)].map(([name]) => name.trim());
	expect(named.length).toBeGreaterThan(25);
	const isThere = (name: string) => files.some((path) => path.includes(`/${name}`));
	expect(named.filter((name) => !isThere(name))).toEqual([]);
});

test.each(pages)('%s names codes of WeChat that the node explains', (page) => {
	const ranges = '4[0-8]\\d{3}|61\\d{3}|85\\d{3}|89\\d{3}|2000\\d\\d';
	const named = readRepositoryFile(page).matchAll(
		new RegExp(`(?<![\\w.,-])(?:${ranges})(?!\\w|,\\d)`, 'g'),
	);
	expect([...named].filter(([code]) => !(code in errorCodes))).toEqual([]);
});

describe('operations of the node', () => {
	const texts = pages
		.map((place) => ({ place, text: readRepositoryFile(place) }))
		.concat(notes)
		.map(({ place, text }) => ({ place, text: text.replace(/\s+/g, ' ') }));

	/** What stands behind `beginning > ` and begins with none of the names. */
	const wrongBehind = (beginning: string, names: string[]): string[] =>
		texts.flatMap(({ place, text }) =>
			text
				.split(new RegExp(`(?<![\\w>] ?)${beginning} > `))
				.slice(1)
				.filter((rest) => !names.some((name) => rest.startsWith(name)))
				.map((rest) => `${place}: ${beginning} > ${rest.slice(0, 30)}`),
		);

	test.each(resources)('$label: the documentation names only those that it has', (resource) => {
		const labels = Object.values(resource.operations).map(({ label }) => label);
		expect(texts.some(({ text }) => text.includes(`${resource.label} > ${labels[0]}`))).toBe(true);
		expect(wrongBehind(resource.label, labels)).toEqual([]);
	});

	test('the list of the editor has the actions that the documentation names', () => {
		const actions = resources.flatMap(({ operations }) =>
			Object.values(operations).map(({ action }) => action),
		);
		expect(wrongBehind('WeChat Mini Program', actions)).toEqual([]);
	});
});

describe('versions', () => {
	const { engines } = JSON.parse(readRepositoryFile('package.json')) as {
		engines: { node: string };
	};
	const { description: oldest } = JSON.parse(readRepositoryFile('test/compat/package.json')) as {
		description: string;
	};
	const line = (version: string) => /\d+\.\d+/.exec(version)?.[0] ?? '';

	test.each(pages)('%s names the Node and the n8n that are supported and tested', (page) => {
		const text = readRepositoryFile(page);
		const node = [...text.matchAll(/Node(?:\.js)? (\d+\.\d+)/g)].map(([, version]) => version);
		expect(node.filter((version) => version !== line(engines.node))).toEqual([]);
		const n8n = [...text.matchAll(/n8n (\d+\.\d+)/g)].map(([, version]) => version);
		const known = [line(PINNED_N8N_VERSION), line(oldest)];
		expect(n8n.filter((version) => !known.includes(version))).toEqual([]);
	});

	test('the README names all of them', () => {
		for (const version of [engines.node, PINNED_N8N_VERSION, oldest]) {
			expect(readme).toContain(line(version));
		}
	});
});

test.each(filesUnder('docs/images'))('%s is as small as CONTRIBUTING says', (path) => {
	expect(readRepositoryFile('CONTRIBUTING.md')).toContain(`less than ${PICTURE_BYTES / 1000} KB`);
	expect(statSync(inRepository(path)).size).toBeLessThan(PICTURE_BYTES);
});
