/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { existsSync } from 'node:fs';

import { inRepository, readRepositoryFile } from '../support/paths';

const PAGE = 'docs/n8n-behaviours.md';

/** Where the sources of n8n that are installed here stand, by package. */
const installed: Record<string, string> = {
	'backend-network': 'node_modules/@n8n/backend-network/dist',
	'n8n-core': 'node_modules/n8n-core/dist',
	'n8n-workflow': 'node_modules/n8n-workflow/dist/cjs',
};
const LINES = ['1.123', '2.41'];

const sourceForm =
	/^`(cli|editor-ui|backend-network|n8n-core|n8n-workflow): ([\w/.-]+)` \(`([^`]+)`\)$/;
const testForm = /^`(test\/[\w/]+\.test\.ts)` "(.+)"$/;

const behaviours = readRepositoryFile(PAGE)
	.split(/^### /m)
	.slice(1)
	.map((section) => {
		const fields = [...section.matchAll(/^- (\w+): (.+)$/gm)];
		return {
			title: section.slice(0, section.indexOf('\n')),
			names: fields.map(([, name]) => name),
			...(Object.fromEntries(fields.map(([, name, text]) => [name, text])) as Record<
				'Source' | 'Lines' | 'Test',
				string
			>),
		};
	});

test('there are as many as are known', () => {
	expect(behaviours.length).toBeGreaterThanOrEqual(25);
	expect(new Set(behaviours.map(({ title }) => title)).size).toBe(behaviours.length);
});

describe.each(behaviours)('$title', ({ names, Source, Lines, Test }) => {
	test('says all that one wants to know', () => {
		expect(names).toEqual(['n8n', 'Here', 'Source', 'Lines', 'Test', 'Until']);
		expect(LINES).toEqual(expect.arrayContaining(Lines.split(', ')));
	});

	test('is held by a test that there is', () => {
		const [, file, title] = testForm.exec(Test) ?? [];
		expect(readRepositoryFile(file)).toContain(title);
	});

	test('stands in a source file of n8n', () => {
		const [, from, file, name] = sourceForm.exec(Source) ?? [];
		expect([from, file, name].join()).toMatch(/.,.+,.+/);
		const folder = installed[from];
		// The installed n8n is of the newer line.
		if (!folder || !Lines.includes(LINES[1])) return;
		const path = `${folder}/${file}.js`;
		expect(existsSync(inRepository(path))).toBe(true);
		expect(readRepositoryFile(path)).toContain(name);
	});
});
