/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { existsSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { ICredentialType, INodeType } from 'n8n-workflow';

import { createEngine, loadBuiltPackage } from '../../engine';
import { NODE, useHarness } from '../support/harness';
import { sweptEngine } from '../support/secrets';
import { filesUnder, readRepositoryFile, ROOT } from '../support/paths';
import { subscribers } from '../support/recipients';

interface Manifest {
	n8n: { nodes: string[]; credentials: string[] };
}

const { n8n } = JSON.parse(readRepositoryFile('package.json')) as Manifest;

const missing = [...n8n.nodes, ...n8n.credentials].filter((path) => !existsSync(join(ROOT, path)));
if (missing.length > 0) {
	throw new Error(
		`There is no build to test: run "npm run build" first. Missing: ${missing.join(', ')}`,
	);
}

const dist = filesUnder('dist');
const built = loadBuiltPackage(ROOT);
const nodes = Object.values(built.nodes) as INodeType[];
const credentials: ICredentialType[] = Object.values(built.credentials);

const harness = useHarness();

test('the built node sends a message with the built credential', async () => {
	const templateId = await harness.addSubscribeTemplate();
	const items = subscribers(harness, templateId, 3);
	const { credentials } = harness.engine;
	const created = createEngine({ packages: [built], credentials });
	const engine = sweptEngine(created, harness.simulator);

	const result = await engine.run(harness.workflow(harness.sendParameters(templateId)), {
		input: items,
	});

	expect(result.error).toBeUndefined();
	expect(result.items(NODE).map(({ json }) => json.touser)).toEqual(
		items.map(({ openId }) => openId),
	);
	expect(harness.simulator.delivered).toHaveLength(3);
	expect(await engine.testCredential(harness.credential.id)).toMatchObject({ status: 'OK' });
});

test('dist holds a copy of every icon, codex and output schema', () => {
	const copied = ['icons', 'nodes', 'credentials']
		.flatMap(filesUnder)
		.filter((path) => /\.(?:svg|png|json)$/.test(path));
	expect(copied).toEqual(
		expect.arrayContaining([
			'icons/weChatMiniProgram.svg',
			'nodes/WeChatMiniProgram/WeChatMiniProgram.node.json',
		]),
	);
	const inDist = dist.filter((path) => /\.(?:svg|png|json)$/.test(path));
	expect(inDist.sort()).toEqual(copied.map((path) => join('dist', path)).sort());
	for (const path of copied) {
		expect(readRepositoryFile(join('dist', path))).toBe(readRepositoryFile(path));
	}
});

test('dist holds nothing of the playground and the tests', () => {
	const folders = new Set(dist.map((path) => path.split('/')[1]));
	expect([...folders].sort()).toEqual(['credentials', 'icons', 'nodes', 'shared', 'wechat']);
	for (const path of dist.filter((one) => one.endsWith('.js'))) {
		expect(readRepositoryFile(path)).not.toMatch(/require\("[^"]*\b(?:playground|test)\//);
	}
});

/** The icon files that a description names, from the root; `file:` paths start at its own file. */
const iconsOf = (file: string, { icon }: Pick<ICredentialType, 'icon'>): string[] =>
	Object.values(icon as Record<string, string>).map((path) =>
		relative(ROOT, resolve(ROOT, dirname(file), path.replace(/^file:/, ''))),
	);

test('every icon that is named is there', () => {
	const named = [
		...n8n.nodes.flatMap((file, index) => iconsOf(file, nodes[index].description)),
		...n8n.credentials.flatMap((file, index) => iconsOf(file, credentials[index])),
	];
	expect(named.length).toBeGreaterThanOrEqual(2 * (nodes.length + credentials.length));
	expect(named.filter((path) => !dist.includes(path))).toEqual([]);
});

test('every operation has its output schema where n8n looks for it', () => {
	const [node] = nodes.filter(({ description }) => description.name === 'weChatMiniProgram');
	const operations = node.description.properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ displayOptions, options = [] }) =>
			options.map((option) => {
				const [resource] = displayOptions!.show!.resource as string[];
				return `${resource}/${'value' in option ? String(option.value) : ''}`;
			}),
		);
	expect(operations.length).toBeGreaterThan(5);
	const folder = 'dist/nodes/WeChatMiniProgram/__schema__/v1.0.0';
	const schemas = operations.map((operation) => `${folder}/${operation}.json`);
	expect(schemas.filter((path) => !dist.includes(path))).toEqual([]);
});
