/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { existsSync } from 'node:fs';

import { circlesIn, importsOf, sourcesOf } from '../support/imports';
import type { Import } from '../support/imports';
import { inRepository, readRepositoryFile } from '../support/paths';

const NODE = 'nodes/WeChatMiniProgram';
const TRIGGER = 'nodes/WeChatMiniProgramTrigger';

/** What n8n's verification leaves to a package. */
const shippedPackages = /^(?:n8n-workflow|node:crypto)$/;

interface Rule {
	/** Folders (or files) that may be imported, beside the folder itself. */
	from: string[];
	/** Packages that may be imported; left out: any. */
	packages?: RegExp;
}

/**
 * Who may import whom. The folder with the longest name that holds a file decides. Three floors, no arrow up:
 * wechat, then shared, then credentials and nodes.
 */
const rules: Record<string, Rule> = {
	wechat: { from: [], packages: /^node:crypto$/ },
	shared: { from: ['wechat'], packages: shippedPackages },
	credentials: { from: ['shared', 'wechat'], packages: shippedPackages },
	nodes: { from: ['shared', 'wechat'], packages: shippedPackages },
	// Parameters that operations share, with what reads them from an item.
	[`${NODE}/descriptions`]: {
		from: [
			`${NODE}/actions/item`,
			`${NODE}/actions/operation`,
			`${NODE}/messageTypes`,
			`${NODE}/transport/session`,
			'nodes/optionNames',
			'shared',
			'wechat',
		],
		packages: shippedPackages,
	},
	...Object.fromEntries(
		['messageTypes', 'templateFields'].map((folder) => [
			`${NODE}/${folder}`,
			{
				from: [`${NODE}/actions/item`, `${NODE}/descriptions`, 'shared', 'wechat'],
				packages: shippedPackages,
			},
		]),
	),
	[`${NODE}/methods`]: {
		from: [`${NODE}/messageTypes`, `${NODE}/templateFields`, `${NODE}/transport`].concat([
			'shared',
			'wechat',
		]),
		packages: shippedPackages,
	},
	[`${NODE}/transport`]: { from: ['shared', 'wechat'], packages: shippedPackages },
	[TRIGGER]: { from: ['nodes/optionNames', 'shared', 'wechat'], packages: shippedPackages },
	// Written from WeChat's documentation alone, so that a mistake in one shows against the other.
	simulator: { from: [], packages: /^(?:node:.+|fastify|undici)$/ },
	'simulator/test': { from: ['simulator'] },
	engine: { from: [], packages: /^(?:node:.+|n8n-.+|luxon|reflect-metadata|undici)$/ },
	'engine/test': { from: ['engine'] },
	playground: { from: ['simulator', 'engine', 'nodes', 'credentials', 'wechat'] },
	scripts: {
		from: ['test/support', 'simulator', 'engine', 'nodes', 'credentials', 'shared', 'wechat'],
	},
	test: {
		from: [
			'simulator',
			'engine',
			'playground',
			'scripts',
			'nodes',
			'credentials',
			'shared',
			'wechat',
		],
	},
};

const isFolder = (name: string): boolean => existsSync(inRepository(name));
const folders = [...new Set(Object.keys(rules).map((folder) => folder.split('/')[0]))];
const imports = importsOf(sourcesOf(...folders.filter(isFolder)));

const isIn = (path: string, folder: string): boolean =>
	path === `${folder}.ts` || path.startsWith(`${folder}/`);

const ruleOf = (path: string): string =>
	Object.keys(rules)
		.filter((folder) => isIn(path, folder))
		.sort((one, other) => other.length - one.length)[0];

function isAllowed({ from, to, isPackage }: Import): boolean {
	const folder = ruleOf(from);
	const rule = rules[folder];
	if (isPackage) return rule.packages?.test(to) ?? true;
	if (rule.from.some((one) => isIn(to, one))) return true;
	// A folder with a rule of its own is not part of the one around it; only `actions` join all of the node's.
	return isIn(to, folder) && (ruleOf(to) === folder || folder === 'nodes');
}

const said = ({ from, to }: Import): string => `${from} -> ${to}`;

test('every import goes where its floor allows', () => {
	expect(imports.filter((one) => !isAllowed(one)).map(said)).toEqual([]);
});

test('no file imports itself by a detour', () => {
	expect(circlesIn(imports).map((circle) => circle.join(' -> '))).toEqual([]);
});

test('what knows WeChat names n8n nowhere', () => {
	const naming = sourcesOf('wechat').filter((path) => /n8n/i.test(readRepositoryFile(path)));
	expect(naming).toEqual([]);
});

test('the reading of imports finds every kind of import, and circles', () => {
	const to = (from: string): string[] =>
		imports.filter((one) => one.from === from).map((one) => one.to);
	expect(to('test/support/imports.ts')).toEqual([
		'node:path',
		'typescript',
		'test/support/paths.ts',
	]);
	expect(to('wechat/push/cipher.ts')).toContain('node:crypto');
	const arrow = (from: string, target: string, isType = false): Import => ({
		from,
		to: target,
		isPackage: false,
		isType,
	});
	expect(circlesIn([arrow('a', 'b'), arrow('b', 'c'), arrow('c', 'b')])).toEqual([['b', 'c', 'b']]);
	expect(circlesIn([arrow('a', 'b'), arrow('b', 'a', true)])).toEqual([]);
});
