import { additionalDataOf } from './additionalData';
import { CredentialStore, StoredCredentialsHelper } from './credentials';
import type { NodePackage } from './packages';
import { credentialTypesOf, nodeTypesOf } from './packages';
import type { RunEnvironment, RunOptions, RunResult, WorkflowJson } from './run';
import { runWorkflow } from './run';

export type { CredentialReference, CredentialStore, StoredCredential } from './credentials';
export type { NodePackage } from './packages';
export { loadBuiltPackage, packageOf } from './packages';
export type { RunOptions, RunResult, WorkflowJson } from './run';

/** n8n without server, database and editor: runs workflows and the editor's requests in this process. */
export interface Engine {
	credentials: CredentialStore;
	/** Runs a workflow to its end; what goes wrong inside it is in the result. */
	run(workflow: WorkflowJson, options?: RunOptions): Promise<RunResult>;
}

/** Packages whose nodes and credentials workflows may use; `timezone` is the instance's (default `UTC`). */
export interface EngineOptions {
	packages: NodePackage[];
	timezone?: string;
}

/** Creates an engine with an empty credential store. It holds nothing that has to be closed. */
export function createEngine({ packages, timezone = 'UTC' }: EngineOptions): Engine {
	const nodeTypes = nodeTypesOf(packages);
	const credentialTypeOf = credentialTypesOf(packages);
	const credentials = new CredentialStore();
	const credentialsHelper = new StoredCredentialsHelper(credentials, credentialTypeOf);
	let executions = 0;
	const environment: RunEnvironment = {
		nodeTypes,
		timezone,
		staticData: new Map(),
		additionalData: () => additionalDataOf(credentialsHelper, String((executions += 1))),
	};
	return {
		credentials,
		run: async (workflow, options = {}) => await runWorkflow(environment, workflow, options),
	};
}
