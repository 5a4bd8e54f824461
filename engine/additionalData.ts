import type { ICredentialsHelper, IWorkflowExecuteAdditionalData } from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

import type { DataTables } from './dataTables';
import { container, core } from './n8nCore';

/** What an execution takes from its engine. */
export interface Lent {
	credentialsHelper: ICredentialsHelper;
	dataTables: DataTables;
	executeWorkflow: IWorkflowExecuteAdditionalData['executeWorkflow'];
}

const unsupported = (what: string) => () => {
	throw new UserError(`The engine has no ${what}`);
};

/** What n8n's server lends an execution (cli/src/workflow-execute-additional-data.ts), without server. */
export function additionalDataOf(
	{ credentialsHelper, dataTables, executeWorkflow }: Lent,
	executionId: string,
): IWorkflowExecuteAdditionalData {
	// Never called: n8n 2.x wants whole URLs as soon as a parameter is read.
	const base = 'http://127.0.0.1/n8n/';
	return {
		credentialsHelper,
		externalSecretsProxy: container.get(core.ExternalSecretsProxy),
		executionId,
		currentNodeExecutionIndex: 0,
		executeWorkflow,
		'data-table': { dataTableProxyProvider: dataTables.proxyProvider },
		getRunExecutionData: async () => undefined,
		getRuntimeCredential: async () => undefined,
		startRunnerTask: unsupported('task runner'),
		logAiEvent: () => {},
		setExecutionStatus: () => {},
		variables: {},
		restApiUrl: `${base}rest`,
		instanceBaseUrl: base,
		formBaseUrl: `${base}form`,
		formWaitingBaseUrl: `${base}form-waiting`,
		formTestBaseUrl: `${base}form-test`,
		webhookBaseUrl: `${base}webhook`,
		webhookWaitingBaseUrl: `${base}webhook-waiting`,
		webhookTestBaseUrl: `${base}webhook-test`,
		mcpBaseUrl: `${base}mcp`,
		mcpTestBaseUrl: `${base}mcp-test`,
	};
}
