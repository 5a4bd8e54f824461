/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IExecuteFunctions, INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import type { RunResult, WorkflowJson } from '../index';
import { createEngine, keepFilesIn, packageOf } from '../index';

const description = (name: string): INodeTypeDescription => ({
	name,
	displayName: name,
	group: ['transform'],
	version: 1,
	description: '',
	defaults: { name },
	inputs: [NodeConnectionTypes.Main],
	outputs: [NodeConnectionTypes.Main],
	properties: [],
});

/** Makes a file. */
class Write implements INodeType {
	description = description('write');

	async execute(this: IExecuteFunctions) {
		const data = await this.helpers.prepareBinaryData(Buffer.from('content'), 'a.txt');
		return [[{ json: {}, binary: { data } }]];
	}
}

/** Reads the file of the item before it. */
class Read implements INodeType {
	description = description('read');

	async execute(this: IExecuteFunctions) {
		const content = await this.helpers.getBinaryDataBuffer(0, 'data');
		return [[{ json: { text: content.toString() } }]];
	}
}

const node = (name: string) => ({
	id: name,
	name,
	type: `files.${name}`,
	typeVersion: 1,
	position: [0, 0] as [number, number],
	parameters: {},
});

const workflow: WorkflowJson = {
	nodes: [node('write'), node('read')],
	connections: { write: { main: [[{ node: 'read', type: 'main', index: 0 }]] } },
};

const run = async (): Promise<RunResult> =>
	await createEngine({ packages: [packageOf('files', [Write, Read], [])] }).run(workflow, {
		startNode: 'write',
	});

const fileOf = (result: RunResult) => result.items('write')[0].binary?.data;

test('a file stands in its item, and the next node reads it', async () => {
	const result = await run();
	expect(fileOf(result)).toMatchObject({
		data: Buffer.from('content').toString('base64'),
		fileName: 'a.txt',
		mimeType: 'text/plain',
	});
	expect(result.items('read')).toMatchObject([{ json: { text: 'content' } }]);
});

test('a file is kept in a folder instead, until that ends', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-files-'));
	const end = await keepFilesIn(folder);
	const result = await run();
	end();
	expect(fileOf(result)).toMatchObject({
		data: 'filesystem-v2',
		id: expect.stringMatching(/^filesystem-v2:/) as string,
	});
	expect(readdirSync(folder, { recursive: true }).length).toBeGreaterThan(1);
	expect(result.items('read')).toMatchObject([{ json: { text: 'content' } }]);
	expect(fileOf(await run())?.id).toBeUndefined();
	rmSync(folder, { recursive: true });
});
