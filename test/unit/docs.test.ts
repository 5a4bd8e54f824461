/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { WeChatMiniProgramApi } from '../../credentials/WeChatMiniProgramApi.credentials';
import { WeChatMiniProgramPushApi } from '../../credentials/WeChatMiniProgramPushApi.credentials';
import { WeChatMiniProgram } from '../../nodes/WeChatMiniProgram/WeChatMiniProgram.node';
import { WeChatMiniProgramTrigger } from '../../nodes/WeChatMiniProgramTrigger/WeChatMiniProgramTrigger.node';
import { docSections, sectionIn } from '../../scripts/docTables';
import { errorCodes } from '../../wechat/errorCodes';
import { filesUnder, readRepositoryFile, ROOT } from '../support/paths';
import { anchorOf, readme, readmeSections, sectionsOf, shellCommands } from '../support/readme';

const sections = readmeSections();
/** Everything that tells of an operation. */
const ofOperations = new Map([
	...sections,
	...sectionsOf(readRepositoryFile('docs/customer-service.md')),
]);
const pages = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'];
const { scripts } = JSON.parse(readRepositoryFile('package.json')) as {
	scripts: Record<string, string>;
};

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

describe('commands', () => {
	const written = pages.flatMap((page) => {
		const text = readRepositoryFile(page);
		const inline = [...text.matchAll(/`(npm [^`\n]+)`/g)].map(([, command]) => command);
		return [...shellCommands(text), ...inline].filter((command) => command.startsWith('npm '));
	});

	test.each([...new Set(written)])('%s', (command) => {
		if (/^npm (?:ci|pack|install n8n-nodes-wechat-miniprogram(?:-[\d.]+\.tgz)?)$/.test(command))
			return;
		const [, script = 'test'] = /^npm (?:test|run (\S+))/.exec(command) ?? [];
		expect(command).toMatch(/^npm (?:test$|run )/);
		expect(Object.keys(scripts)).toContain(script);
	});
});

describe('links', () => {
	const anchorsIn = (text: string) =>
		[...text.matchAll(/^#{1,4} (.+)$/gm)].map(([, heading]) => anchorOf(heading));
	const links = [...pages, ...filesUnder('docs').filter((path) => path.endsWith('.md'))].flatMap(
		(page) =>
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

	test.each([
		['credential', new WeChatMiniProgramApi().documentationUrl],
		['push credential', new WeChatMiniProgramPushApi().documentationUrl],
	])('the help of the %s in n8n leads to a section of the README', (_, url) => {
		expect(anchorsIn(readme)).toContain(new URL(url).hash.slice(1));
	});
});

describe('the README', () => {
	const { properties } = new WeChatMiniProgram().description;
	const optionsOf = ({ options = [] }: INodeProperties) => options as INodePropertyOptions[];
	const resources = optionsOf(properties.find(({ name }) => name === 'resource')!);
	const operations = resources.flatMap((resource) =>
		properties
			.filter(({ name, displayOptions }) => {
				const shown = displayOptions?.show?.resource ?? [];
				return name === 'operation' && shown.includes(resource.value);
			})
			.flatMap(optionsOf)
			.map((operation) => ({ resource, operation })),
	);

	test.each(operations)(
		'tells of $resource.name > $operation.name: parameters and an example item',
		({ resource, operation }) => {
			const section = ofOperations.get(`${resource.name} > ${operation.name}`);
			expect(section?.examples).toHaveLength(1);
			const parameters = properties.filter(({ name, type, displayOptions }) => {
				const { resource: on = [], operation: of = [] } = displayOptions?.show ?? {};
				const isShown = on.includes(resource.value) && of.includes(operation.value);
				return (
					isShown &&
					!['operation', 'messageType'].includes(name) &&
					type !== 'notice' &&
					type !== 'collection'
				);
			});
			for (const { displayName } of parameters) expect(section?.text).toContain(displayName);
		},
	);

	test('tells of every option of Message > Send', () => {
		const collection = properties.find(
			({ name, displayOptions }) =>
				name === 'options' && displayOptions?.show?.resource?.includes('message'),
		);
		const { text } = sections.get('Message > Send')!;
		for (const { displayName } of (collection?.options ?? []) as INodeProperties[]) {
			expect(text).toContain(`| ${displayName} |`);
		}
	});

	test('tells of everything that the trigger starts on', () => {
		const events = new WeChatMiniProgramTrigger().description.properties.find(
			({ name }) => name === 'events',
		)!;
		const { text } = sections.get('Trigger setup')!;
		for (const { name } of optionsOf(events)) expect(text).toContain(`| ${name} `);
	});

	test('explains the fifteen errors that people meet first, in the words of the node', () => {
		const { text } = sections.get('Error guide')!;
		const rows = [...text.matchAll(/^\| (\d+) \| ([^|]+) \|/gm)];
		expect(rows).toHaveLength(15);
		for (const [, code, says] of rows) expect(says).toBe(errorCodes[Number(code)].what);
	});
});
