/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

import { resources } from '../../nodes/WeChatMiniProgram/actions/registry';
import { pushKinds } from '../../nodes/WeChatMiniProgramTrigger/pushKinds';
import { docSections, sectionIn } from '../../scripts/docTables';
import { anchorOf } from '../../scripts/markdown';
import { headingOf } from '../../scripts/operationDocs';
import { errorWords } from '../../scripts/zh-CN/errorWords';
import { eventWords, operationWords, resourceWords, valueWords } from '../../scripts/zh-CN/words';
import { errorCodes } from '../../wechat/errorCodes';
import { valueKinds } from '../../wechat/valueRules';
import { filesUnder, readRepositoryFile, ROOT } from '../support/paths';
import { anchorsIn, chineseReadme, pages, readme, shellCommands } from '../support/readme';

const docs = pages.filter((path) => path.startsWith('docs/'));

describe('tables that follow from the code', () => {
	test.each(docSections())('$name in $file is up to date (npm run docs)', (section) => {
		expect(sectionIn(readRepositoryFile(section.file), section)).toBe(section.text);
	});

	test('every error code is in one of them', () => {
		const page = readRepositoryFile('docs/error-codes.md');
		const codes = [...page.matchAll(/^\| `(-?\d+)` \|/gm)].map(([, code]) => code);
		expect(codes.sort()).toEqual(Object.keys(errorCodes).sort());
	});
});

describe('links', () => {
	const links = pages.flatMap((page) =>
		[...readRepositoryFile(page).matchAll(/\]\((?!https:)([^)]+)\)/g)].map(([, link]) => ({
			page,
			link,
		})),
	);

	test.each(links)('$link of $page leads somewhere', ({ page, link }) => {
		const [file, anchor] = link.split('#');
		const target = file === '' ? page : join(dirname(page), file);
		expect(existsSync(join(ROOT, target))).toBe(true);
		if (anchor) expect(anchorsIn(readRepositoryFile(target))).toContain(anchor);
	});
});

/** The rows of an error guide: code and what the node says. */
const errorRows = (text: string): Array<[code: string, says: string]> =>
	[...text.matchAll(/^\| `?(-?\d+)`? \| ([^|]+) \|/gm)].map(([, code, says]) => [code, says]);

describe('the README', () => {
	test('is short enough to be read', () => {
		expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(250);
	});

	test('leads to every page', () => {
		for (const page of docs.filter((path) => !path.includes('zh-CN'))) {
			expect(readme).toContain(`](${page})`);
		}
	});

	test('explains ten errors, as its text says', () => {
		expect(errorRows(readme)).toHaveLength(10);
	});

	test('shows every example, with what it solves', () => {
		for (const path of filesUnder('examples')) {
			expect(readme).toContain(`](${path})`);
			expect(chineseReadme).toContain(`](${path})`);
		}
	});

	test('tells of an example what the other pages tell', () => {
		const problemsIn = (text: string) =>
			[...text.matchAll(/^\| \[(\w+)\]\([^)]+\.workflow\.json\) +\| (.+?) +\|$/gm)].map(
				([, name, problem]) => [name, problem],
			);
		const told = docs
			.filter((path) => !path.includes('zh-CN'))
			.flatMap((path) => problemsIn(readRepositoryFile(path)));
		expect(told.length).toBeGreaterThan(0);
		expect(problemsIn(readme)).toEqual(expect.arrayContaining(told));
	});
});

test('the error guide explains fifteen errors, as its heading says', () => {
	const page = readRepositoryFile('docs/error-codes.md');
	expect(errorRows(page.slice(0, page.indexOf('## All codes')))).toHaveLength(15);
});

describe('in Chinese', () => {
	const chinese = (name: string) => readRepositoryFile(`docs/zh-CN/${name}`);
	const picturesIn = (text: string) =>
		[...text.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, path]) => path);

	test('the two READMEs link to each other in their first line', () => {
		expect(readme.split('\n')[0]).toBe('**English** · [简体中文](README.zh-CN.md)');
		expect(chineseReadme.split('\n')[0]).toBe('[English](README.md) · **简体中文**');
	});

	test('the README has the same commands and pictures', () => {
		expect(shellCommands(chineseReadme)).toEqual(shellCommands(readme));
		expect(picturesIn(chineseReadme)).toEqual(picturesIn(readme));
	});

	test('the README names every operation, and leads to its reference', () => {
		for (const { label, operations } of resources) {
			for (const operation of Object.values(operations)) {
				const anchor = anchorOf(headingOf(label, operation));
				expect(chineseReadme).toContain(`[${operation.label}](docs/operations.md#${anchor})`);
			}
		}
	});

	test('the error guide has every code', () => {
		const codes = errorRows(chinese('error-codes.md')).map(([code]) => code);
		expect([...new Set(codes)].sort()).toEqual(Object.keys(errorCodes).sort());
	});

	test.each([
		['errors', errorWords, Object.keys(errorCodes)],
		['values', valueWords, [...valueKinds]],
		['events', eventWords, pushKinds.map(({ event }) => event)],
		[
			'operations',
			operationWords,
			resources.flatMap(({ value, operations }) =>
				Object.keys(operations).map((name) => `${value}/${name}`),
			),
		],
	])('the words of %s are those of the code, none missing and none left over', (_, words, keys) => {
		expect(Object.keys(words).sort()).toEqual([...keys].sort());
	});

	test('the names of resources belong to resources of the node', () => {
		const values = resources.map(({ value }) => value as string);
		expect(values).toEqual(expect.arrayContaining(Object.keys(resourceWords)));
	});

	test('the error guide has a section for each error of the README, with the words of the node', () => {
		const guide = chinese('error-codes.md');
		const [, ...sections] = guide.slice(0, guide.indexOf('## 全部错误码')).split(/^### /m);
		const codes = errorRows(chineseReadme).map(([code]) => code);
		expect(sections.map((section) => section.split('：')[0])).toEqual(codes);
		for (const [index, code] of codes.entries()) {
			expect(sections[index].split('\n')[0]).toBe(`${code}：${errorWords[code]}`);
			expect(sections[index]).toContain(`节点的提示：${errorCodes[Number(code)].what}\n`);
		}
	});

	test('the README leads to every page that it has in Chinese, and to the English ones of the others', () => {
		for (const page of docs.filter((path) => !path.includes('zh-CN'))) {
			const translated = page.replace('docs/', 'docs/zh-CN/');
			const target = docs.includes(translated) ? translated : page;
			expect(chineseReadme).toContain(`](${target})`);
		}
	});

	test.each(docs.filter((path) => path.includes('zh-CN')))(
		'%s and the English page lead to each other, and show the same commands and pictures',
		(page) => {
			const name = basename(page);
			const [text, english] = [chinese(name), readRepositoryFile(`docs/${name}`)];
			expect(text).toContain(`[English](../${name})`);
			expect(english).toContain(`[中文](zh-CN/${name})`);
			expect(shellCommands(text)).toEqual(shellCommands(english));
			expect(picturesIn(text).map((path) => basename(path))).toEqual(
				picturesIn(english).map((path) => basename(path)),
			);
		},
	);

	test('the page of values has every kind', () => {
		const kinds = [...chinese('values.md').matchAll(/^\| `(\w+)` \|/gm)].map(([, kind]) => kind);
		expect(kinds).toEqual([...valueKinds]);
	});

	test('the page of the trigger has every event', () => {
		for (const { event, label } of pushKinds) {
			expect(chinese('trigger.md')).toContain(`| ${label} | \`${event}\` |`);
		}
	});
});
