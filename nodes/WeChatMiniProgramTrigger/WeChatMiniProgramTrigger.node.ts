import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	IDataObject,
	INodeCredentialTestResult,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes, NodeOperationError } from 'n8n-workflow';

import { isMessage, pushIdentity, readEvents } from '../../wechat/push/events';
import type { PushQuery } from '../../wechat/push/query';
import type { ReceivedPush } from '../../wechat/push/receive';
import { receive, verifyUrl } from '../../wechat/push/receive';
import { PushRefused } from '../../wechat/push/refused';
import type { PushAnswer } from '../../wechat/push/reply';
import { handOverOf, receiptOf } from '../../wechat/push/reply';
import { isHandedOver } from './handOver';
import { anyEvent, properties, subtitle } from './properties';
import { readBody } from './readBody';
import { hasArrivedBefore } from './recentPushes';
import { findSettingsIssue, toPushSettings } from './settings';

/** Answers WeChat at once. n8n then sends nothing of its own (webhook-helpers.ts: `noWebhookResponse`). */
function respond(
	context: IWebhookFunctions,
	status: number,
	{ contentType, body }: PushAnswer,
): IWebhookResponseData {
	context.getResponseObject().status(status).type(contentType).send(body);
	return { noWebhookResponse: true };
}

/**
 * Starts the workflow. n8n 2 sends the answer when it has stored the execution, so WeChat repeats a push
 * that n8n could not store; n8n 1 sends it before (webhook-helpers.ts).
 */
function startWith(
	context: IWebhookFunctions,
	{ contentType, body }: PushAnswer,
	items: IDataObject[],
): IWebhookResponseData {
	context.getResponseObject().type(contentType);
	return { webhookResponse: body, workflowData: [context.helpers.returnJsonArray(items)] };
}

const asText = (body: string): PushAnswer => ({ contentType: 'text/plain', body });

function refuse(context: IWebhookFunctions, { status, message }: PushRefused) {
	context.logger.warn(`WeChat push refused with ${status}: ${message}`, {
		workflowId: context.getWorkflow().id,
		nodeName: context.getNode().name,
	});
	return respond(context, status, asText('refused'));
}

function start(context: IWebhookFunctions, { push, answer }: ReceivedPush): IWebhookResponseData {
	const selected = context.getNodeParameter('events') as string[];
	const includeRaw = context.getNodeParameter('options.includeRaw', false) as boolean;
	const events = readEvents(push, includeRaw).filter(
		({ event }) => selected.includes(event) || selected.includes(anyEvent),
	);
	const isTaken = events.length > 0;
	const handedOver = isHandedOver(context, push, isTaken);
	const receipt = isTaken ? receiptOf(push) : undefined;
	const reply = handedOver ? handOverOf(push, Date.now()) : receipt;
	// A repeat gets the answer that WeChat has not got, and starts nothing.
	if (!isTaken || hasArrivedBefore(context, pushIdentity(push))) {
		return respond(context, 200, answer(reply));
	}
	const items = isMessage(push) ? events.map((event) => ({ ...event, handedOver })) : events;
	return startWith(context, answer(reply), items as IDataObject[]);
}

/** Starts a workflow for what WeChat pushes: one item per thing told, the answer to WeChat at once. */
export class WeChatMiniProgramTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'WeChat Mini Program Trigger',
		name: 'weChatMiniProgramTrigger',
		icon: {
			light: 'file:../../icons/weChatMiniProgram.svg',
			dark: 'file:../../icons/weChatMiniProgram.dark.svg',
		},
		group: ['trigger'],
		version: 1,
		subtitle,
		// n8n's node panel lists the trigger and the regular node as one, under this description (generateMergedNodesAndActions).
		description:
			'Send messages to the users of a WeChat Mini Program, and start workflows when WeChat reports a result, a changed subscription or a customer service message',
		defaults: { name: 'WeChat Mini Program Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'weChatMiniProgramPushApi', required: true, testedBy: 'checkPushSettings' },
		],
		webhooks: [
			{
				name: 'setup',
				httpMethod: 'GET',
				responseMode: 'onReceived',
				path: 'webhook',
				ndvHideUrl: true,
			},
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				// Empty, so that n8n sends the `webhookResponse` (webhook-on-received-response-extractor.ts).
				responseData: '',
				path: 'webhook',
				ndvHideMethod: true,
			},
		],
		properties,
	};

	methods = {
		credentialTest: {
			async checkPushSettings(
				this: ICredentialTestFunctions,
				{ data }: ICredentialsDecrypted<ICredentialDataDecryptedObject>,
			): Promise<INodeCredentialTestResult> {
				const issue = findSettingsIssue(toPushSettings(data ?? {}));
				if (issue !== undefined) return { status: 'Error', message: issue };
				return { status: 'OK', message: 'The values have the right form' };
			},
		},
	};

	/** WeChat's console is the only place to set the URL: there is nothing to find, create or delete. */
	webhookMethods = {
		default: {
			async checkExists(): Promise<boolean> {
				return true;
			},
			async create(): Promise<boolean> {
				return true;
			},
			async delete(): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const settings = toPushSettings(await this.getCredentials('weChatMiniProgramPushApi'));
		const issue = findSettingsIssue(settings);
		if (issue !== undefined) return refuse(this, new PushRefused(403, issue));
		const query = this.getQueryData() as PushQuery;
		try {
			if (this.getWebhookName() === 'setup') {
				return respond(this, 200, asText(verifyUrl(settings, query, Date.now())));
			}
			return start(this, receive(settings, query, await readBody(this), Date.now()));
		} catch (error) {
			if (error instanceof PushRefused) return refuse(this, error);
			throw new NodeOperationError(this.getNode(), error as Error);
		}
	}
}
