/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { resources } from '../../nodes/WeChatMiniProgram/actions/registry';
import { exampleItems } from '../../scripts/exampleItems';
import { mismatches, pathsOfSchema, pathsOfValue } from '../support/jsonSchema';
import type { JsonSchema } from '../support/jsonSchema';
import {
	errorItemOf,
	EXAMPLE_TIME,
	exampleOf,
	itemsOf,
	operationRuns,
} from '../support/operationRuns';
import { SCHEMAS } from '../support/paths';
import { useSendScene } from '../support/sendScene';

const names = resources.flatMap(({ value, operations }) =>
	Object.keys(operations).map((operation) => `${value}/${operation}`),
);

const schemaOf = (name: string): JsonSchema & { version: number } =>
	JSON.parse(readFileSync(join(SCHEMAS, `${name}.json`), 'utf8'));

const scene = useSendScene('each', { now: () => EXAMPLE_TIME });

test('there is one schema for each operation, where n8n looks for it', () => {
	const files = readdirSync(SCHEMAS, { recursive: true }).map(String);
	expect(files.filter((file) => file.endsWith('.json')).sort()).toEqual(
		names.map((name) => `${name}.json`).sort(),
	);
	expect(Object.keys(operationRuns).sort()).toEqual([...names].sort());
});

describe.each(names)('%s', (name) => {
	test('puts out what its schema says, nothing more and nothing less', async () => {
		const schema = schemaOf(name);
		const items = await itemsOf(name, scene);
		const records = items.map(({ json }) => json);
		expect(records).not.toEqual([]);
		expect(records.flatMap((record) => mismatches(record, schema))).toEqual([]);
		const given = new Set(records.flatMap((record) => pathsOfValue(record)));
		expect([...given].sort()).toEqual([...new Set(pathsOfSchema(schema))].sort());
		// Run "npm run docs" where the documentation shows another one.
		expect(exampleItems[name]).toEqual(exampleOf(items));
	});

	test('has a schema of the form that n8n reads', () => {
		const { type, version } = schemaOf(name);
		expect({ type, version }).toEqual({ type: 'object', version: 1 });
	});
});

test('the error item of the documentation is what leaves by the error output', async () => {
	expect(exampleItems.error).toEqual(exampleOf(await errorItemOf(scene)));
});
