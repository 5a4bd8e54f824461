import type {
	IAuthenticateRuleResponseCode,
	IAuthenticateRuleResponseSuccessBody,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	IDataObject,
	INode,
	INodeType,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { createRunExecutionData, UserError, Workflow } from 'n8n-workflow';

import type { StoredCredential } from './credentials';
import { core } from './n8nCore';

/** What the editor shows under a credential after "Test". */
export interface CredentialTestResult {
	status: 'OK' | 'Error';
	message: string;
}

type Rule = IAuthenticateRuleResponseCode | IAuthenticateRuleResponseSuccessBody;

/**
 * Tests a credential with its type's `test` request, as n8n's CredentialsTester (cli/src/services) does: as a
 * declarative node on n8n-core's RoutingNode. `resolved` is the row with defaults and expressions applied.
 */
export async function testCredential(
	{ request, rules = [] }: ICredentialTestRequest & { rules?: Rule[] },
	row: StoredCredential,
	resolved: ICredentialDataDecryptedObject,
	additionalData: IWorkflowExecuteAdditionalData,
): Promise<CredentialTestResult> {
	const type = declarativeType(row.type, request);
	const node = temporaryNode(row);
	const workflow = new Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: {
			getByName: () => type,
			getByNameAndVersion: () => type,
			getKnownTypes: () => ({}),
		},
	});
	const context = new core.ExecuteContext(
		workflow,
		node,
		additionalData,
		'internal',
		createRunExecutionData(),
		0,
		[],
		{ main: [[{ json: {} }]] },
		{ node, data: {}, source: null },
		[],
	);
	const { id, name } = row;
	try {
		const credentials = { id, name, type: row.type, data: resolved };
		const output = await new core.RoutingNode(context, type, credentials).runNode();
		return judgeBody(output?.[0]?.[0]?.json ?? {}, rules);
	} catch (error) {
		return judgeError(error as TestError, rules);
	}
}

/** The `test` of a credential type as a request; throws for types tested by a function of a node. */
export function testRequestOf(typeName: string, test?: object): ICredentialTestRequest {
	if (test !== undefined && 'request' in test) return test as ICredentialTestRequest;
	throw new UserError(`Credential type "${typeName}" has no test request`);
}

/**
 * Stands for n8n's "No Operation" node. Its type is named without the package prefix, so the check in
 * credentials-helper.ts for `n8n-nodes-base.noOp` does not hold and a stored token is used, not renewed.
 */
const NODE_TYPE = 'noOp';

function declarativeType(
	credentialType: string,
	request: ICredentialTestRequest['request'],
): INodeType {
	return {
		description: {
			displayName: 'No Operation, do nothing',
			name: NODE_TYPE,
			group: ['organization'],
			version: 1,
			description: '',
			defaults: {},
			inputs: ['main'],
			outputs: ['main'],
			credentials: [{ name: credentialType, required: true }],
			properties: [
				{ displayName: 'Temp', name: 'temp', type: 'string', default: '', routing: { request } },
			],
		},
	};
}

function temporaryNode({ id, name, type }: StoredCredential): INode {
	return {
		id: 'temp',
		name: 'Temp-Node',
		type: NODE_TYPE,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: { [type]: { id, name } },
	};
}

interface TestError extends Error {
	cause?: Error & { code?: string; response?: { status?: number; statusText?: string } };
}

/** n8n shows the first of: a rule's message, the status text, the network code, the error's message. */
function judgeError({ message, cause }: TestError, rules: Rule[]): CredentialTestResult {
	if (cause?.response === undefined) return { status: 'Error', message: cause?.code ?? message };
	const { status, statusText } = cause.response;
	const rule = rules.find(
		({ type, properties }) => type === 'responseCode' && properties.value === status,
	);
	const refused = status !== undefined && (status < 199 || status > 299);
	const text = refused ? statusText || `Received HTTP status code: ${status}` : message;
	return { status: 'Error', message: rule?.properties.message ?? text };
}

function judgeBody(body: IDataObject, rules: Rule[]): CredentialTestResult {
	const rule = rules.find(
		(one) =>
			one.type === 'responseSuccessBody' && body[one.properties.key] === one.properties.value,
	);
	return rule
		? { status: 'Error', message: rule.properties.message }
		: { status: 'OK', message: 'Connection successful!' };
}
