/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { CredentialReference, Engine, WorkflowJson } from '../../engine';
import { byId } from './harness';
import { EXAMPLES } from './paths';

const extension = '.workflow.json';

/** The names of all examples, without their extension. */
export const exampleNames = readdirSync(EXAMPLES)
	.filter((file) => file.endsWith(extension))
	.map((file) => file.slice(0, -extension.length));

/** An example as it is imported. */
export const readExample = (name: string): WorkflowJson =>
	JSON.parse(readFileSync(join(EXAMPLES, name + extension), 'utf8')) as WorkflowJson;

/** An example as a user has it after choosing the credential and, where it sends, the template. */
export function exampleFor(
	name: string,
	credential: CredentialReference,
	templateId?: string,
): WorkflowJson {
	const workflow = readExample(name);
	for (const { credentials = {}, parameters } of workflow.nodes) {
		if (credentials.weChatMiniProgramApi) credentials.weChatMiniProgramApi = credential;
		if (parameters.templateId && templateId) parameters.templateId = byId(templateId);
	}
	return workflow;
}

/** The data tables that a workflow names, each with the columns that it writes. */
export function tablesOf({ nodes }: Pick<WorkflowJson, 'nodes'>): Map<string, string[]> {
	const tables = new Map<string, string[]>();
	for (const { type, parameters } of nodes) {
		if (type !== 'n8n-nodes-base.dataTable') continue;
		const { value: name } = parameters.dataTableId as { value: string };
		const { value: cells } = (parameters.columns ?? { value: {} }) as { value: object };
		const columns = new Set([...(tables.get(name) ?? []), ...Object.keys(cells)]);
		tables.set(name, [...columns]);
	}
	return tables;
}

/** Creates them, all columns text, as the notes of the examples ask for. */
export function createTables({ dataTables }: Engine, workflow: Pick<WorkflowJson, 'nodes'>): void {
	for (const [name, columns] of tablesOf(workflow)) {
		dataTables.create(
			name,
			Object.fromEntries(columns.map((column) => [column, 'string'] as const)),
		);
	}
}
