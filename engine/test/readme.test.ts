/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals, @n8n/community-nodes/node-usable-as-tool -- runs on Node, outside n8n */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import type {
	ICredentialType,
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import type { WorkflowJson } from '../index';
import { createEngine, packageOf } from '../index';

const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');

class ExampleApi implements ICredentialType {
	name = 'exampleApi';
	displayName = 'Example API';
	properties: ICredentialType['properties'] = [
		{ displayName: 'Key', name: 'key', type: 'string', default: '' },
	];
}

/** Says of each item that it is done. */
class Example implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Example',
		name: 'example',
		group: ['transform'],
		version: 1,
		description: 'Does it',
		defaults: { name: 'Example' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [this.getInputData().map((_, item) => ({ json: { done: true }, pairedItem: { item } }))];
	}
}

const workflow: WorkflowJson = {
	nodes: [
		{
			id: 'example',
			name: 'Example',
			type: 'n8n-nodes-example.example',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		},
	],
	connections: {},
};

test('the README has an example that runs', async () => {
	const [, example] = /^```ts\n([^]+?)^```$/m.exec(readme)!;
	const body = example.replace("import { createEngine, packageOf } from './engine';", '');
	expect(body).not.toContain('import');
	const given = { createEngine, packageOf, Example, ExampleApi, workflow, expect };
	const names = Object.keys(given).join(', ');
	const run = runInThisContext(`(async (${names}) => {${body} return { account, error };})`) as (
		...values: unknown[]
	) => Promise<object>;
	expect(await run(...Object.values(given))).toMatchObject({
		account: { name: 'Account' },
		error: undefined,
	});
	expect.assertions(3);
});

test('the README names what an engine has', () => {
	const rows = readme.split('\n').filter((row) => row.startsWith('| `'));
	const named = rows.flatMap((row) => [...row.split('|')[1].matchAll(/`(\w+)/g)]);
	const engine = createEngine({ packages: [] });
	expect(named.length).toBeGreaterThan(5);
	for (const [, name] of named) expect(engine).toHaveProperty(name);
});
