import { additionalDataOf } from './additionalData';
import type { Lent } from './additionalData';
import type { CredentialTestResult } from './credentialTest';
import { testCredential, testRequestOf } from './credentialTest';
import { CredentialStore, StoredCredentialsHelper } from './credentials';
import { DataTables } from './dataTables';
import type { NodeJson, NodeMethods } from './nodeMethods';
import { nodeMethodsOf } from './nodeMethods';
import type { NodePackage } from './packages';
import { credentialTypesOf, nodeTypesOf } from './packages';
import type { RunEnvironment, RunOptions, RunResult, WorkflowJson } from './run';
import { runSubWorkflow, runWorkflow } from './run';
import { stockNodes } from './stockNodes';
import type { WebhookResult } from './webhook';
import { callWebhook } from './webhook';
import type { WebhookCall } from './webhookExchange';

export { keepFilesIn } from './binaryData';
export type { CredentialTestResult } from './credentialTest';
export type { CredentialReference, CredentialStore, StoredCredential } from './credentials';
export type { Columns, DataTables } from './dataTables';
export type { ListSearchOptions, NodeJson } from './nodeMethods';
export type { NodePackage } from './packages';
export { loadBuiltPackage, packageOf } from './packages';
export type { RunOptions, RunResult, WorkflowJson } from './run';
export type { WebhookResult } from './webhook';
export type { WebhookCall } from './webhookExchange';

/** n8n without server, database and editor: runs workflows and the editor's requests in this process. */
export interface Engine extends NodeMethods {
	credentials: CredentialStore;
	/** The data tables that workflows can use: create them first. */
	dataTables: DataTables;
	/** Runs a workflow to its end; what goes wrong inside it is in the result. */
	run(workflow: WorkflowJson, options?: RunOptions): Promise<RunResult>;
	/** Tests a stored credential as the editor's "Test" does. A failing test is a result, not a rejection. */
	testCredential(id: string): Promise<CredentialTestResult>;
	/** Calls the production URL of a trigger node. Does not run a workflow: give `workflowData` to {@link run}. */
	webhook(node: NodeJson, call?: WebhookCall): Promise<WebhookResult>;
}

/** Packages whose nodes and credentials workflows may use beside n8n's most common nodes; `timezone` is the instance's (default `UTC`). */
export interface EngineOptions {
	packages: NodePackage[];
	timezone?: string;
	/** The store of another engine, as the workers of one n8n share their database. By default a new one. */
	credentials?: CredentialStore;
}

/** Creates an engine. It holds nothing that has to be closed. */
export function createEngine({
	packages,
	timezone = 'UTC',
	credentials = new CredentialStore(),
}: EngineOptions): Engine {
	const all = [stockNodes, ...packages];
	const nodeTypes = nodeTypesOf(all);
	const credentialTypeOf = credentialTypesOf(all);
	const credentialsHelper = new StoredCredentialsHelper(credentials, credentialTypeOf);
	let executions = 0;
	const dataTables = new DataTables();
	const environment: RunEnvironment = {
		nodeTypes,
		timezone,
		staticData: new Map(),
		seen: new Map(),
		workflows: new Map(),
		additionalData: () => {
			const executionId = String((executions += 1));
			const lent = {
				credentialsHelper,
				dataTables,
				executeWorkflow: async ({ id = '' }, _parent, { inputData = [] }) => ({
					executionId,
					data: await runSubWorkflow(environment, id, inputData),
				}),
			} satisfies Lent;
			return additionalDataOf(lent, executionId);
		},
	};
	return {
		credentials,
		dataTables,
		run: async (workflow, options = {}) => await runWorkflow(environment, workflow, options),
		webhook: async (node, call = {}) => await callWebhook(environment, node, call),
		testCredential: async (id) => {
			const row = credentials.read(id);
			const request = testRequestOf(row.type, credentialTypeOf(row.type).test);
			const additionalData = environment.additionalData();
			const resolved = credentialsHelper.resolve(additionalData, row, 'internal');
			return await testCredential(request, row, resolved, additionalData);
		},
		...nodeMethodsOf(environment),
	};
}
