/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { CredentialReference, WorkflowJson } from '../../engine';
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
