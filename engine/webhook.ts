import type {
	INode,
	INodeExecutionData,
	INodeType,
	IWebhookDescription,
	IWebhookResponseData,
	IWorkflowExecuteAdditionalData,
	Workflow,
} from 'n8n-workflow';

import { withLog } from './log';
import { core } from './n8nCore';
import type { NodeJson } from './nodeMethods';
import { completeNode } from './nodeMethods';
import type { RunEnvironment } from './run';
import { keepStaticData, workflowOf } from './run';
import type { WebhookAnswer, WebhookCall } from './webhookExchange';
import { WebhookRequest, WebhookResponse } from './webhookExchange';

/** What a call to a trigger's production URL led to. */
export interface WebhookResult extends WebhookAnswer {
	/** Items the workflow is started with, per output; undefined where none is started. */
	workflowData?: INodeExecutionData[][];
	/** What the node threw: n8n then answers 500 and starts a failed execution. */
	error?: Error;
	/** Lines n8n logged meanwhile. */
	logs: string[];
}

/** Calls a trigger node as n8n's webhook server does (cli/src/webhooks/webhook-helpers.ts). Static data stays per node id. */
export async function callWebhook(
	environment: RunEnvironment,
	json: NodeJson,
	call: WebhookCall,
): Promise<WebhookResult> {
	const logs: string[] = [];
	const result = await withLog(logs, async () => await answer(environment, json, call));
	return { ...result, logs };
}

async function answer(
	environment: RunEnvironment,
	json: NodeJson,
	call: WebhookCall,
): Promise<Omit<WebhookResult, 'logs'>> {
	const { id, name } = completeNode(json);
	const nodes = [completeNode(json)];
	const workflow = workflowOf(environment, { id: `webhook of ${id}`, nodes, connections: {} });
	const node = workflow.nodes[name];
	const type = environment.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	const request = new WebhookRequest(call);
	const response = new WebhookResponse();
	const methodOf = ({ httpMethod }: IWebhookDescription) =>
		workflow.expression.getSimpleParameterValue(node, httpMethod, 'webhook', {});
	const description = type.description.webhooks?.find((one) =>
		call.name === undefined ? methodOf(one) === request.method : one.name === call.name,
	);
	if (type.webhook === undefined || description === undefined) {
		return refuse(response, 404, `This webhook is not registered for ${request.method} requests`);
	}
	try {
		if (parsesBody(workflow, node, request.contentType)) await request.parseBody();
	} catch {
		return refuse(response, 422, 'Failed to parse request body');
	}
	const additionalData = Object.assign(environment.additionalData(), {
		httpRequest: request,
		httpResponse: response,
	}) as unknown as IWorkflowExecuteAdditionalData;
	try {
		const context = contextOf(workflow, node.name, additionalData, description);
		const data = await (type.webhook as NonNullable<INodeType['webhook']>).call(context);
		respond(response, description, data);
		return { ...response.answer(), workflowData: asItems(data) };
	} catch (error) {
		const message = 'Workflow Webhook Error: Workflow could not be started!';
		return { ...refuse(response, 500, message), error: error as Error };
	} finally {
		keepStaticData(environment, workflow);
	}
}

/**
 * Whether n8n parses the body before the node runs (webhook-helpers.ts, parseRequestBody): not where a node of
 * version 1 has the option `binaryData`, and of later versions only the types that it can parse.
 */
function parsesBody(workflow: Workflow, node: INode, contentType = ''): boolean {
	if (node.typeVersion > 1) {
		return (
			/^(?:application\/json|text\/plain|application\/x-www-form-urlencoded)/.test(contentType) ||
			/[/+]xml$/.test(contentType)
		);
	}
	const option = '={{$parameter["options"]["binaryData"]}}';
	return !workflow.expression.getSimpleParameterValue(
		node,
		option,
		'webhook',
		{},
		undefined,
		false,
	);
}

function contextOf(
	workflow: Workflow,
	nodeName: string,
	additionalData: IWorkflowExecuteAdditionalData,
	webhookDescription: IWebhookDescription,
): InstanceType<typeof core.WebhookContext> {
	const node = workflow.nodes[nodeName];
	const { httpMethod, path } = webhookDescription;
	const webhookData = {
		node: nodeName,
		workflowId: workflow.id,
		httpMethod: httpMethod as 'GET' | 'POST',
		path,
		webhookDescription,
		workflowExecuteAdditionalData: additionalData,
	};
	return new core.WebhookContext(workflow, node, additionalData, 'webhook', webhookData, [], null);
}

/** The answer of response mode "onReceived", the only one a trigger without a Respond node can promise. */
function respond(
	response: WebhookResponse,
	{ responseCode, responseData }: IWebhookDescription,
	{ noWebhookResponse, webhookResponse, workflowData }: IWebhookResponseData,
): void {
	if (noWebhookResponse === true || response.headersSent) return;
	if (typeof responseCode === 'number') response.status(responseCode);
	const started = workflowData !== undefined;
	const message = started ? 'Workflow was started' : 'Webhook call received';
	// n8n's default, sent as it is: webhook-helpers.ts, webhook-on-received-response-extractor.ts.
	const described = started ? (responseData ?? 'firstEntryJson') : '';
	if (described === 'noData') response.send();
	else response.send(described || (webhookResponse ?? { message }));
}

function refuse(response: WebhookResponse, code: number, message: string): WebhookAnswer {
	if (!response.headersSent) response.status(code).json({ code, message });
	return response.answer();
}

const asItems = ({ workflowData }: IWebhookResponseData): INodeExecutionData[][] | undefined =>
	workflowData?.map((items) => items ?? []);
