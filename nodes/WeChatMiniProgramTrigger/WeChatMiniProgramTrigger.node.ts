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

import type { JsonObject } from '../../wechat/json';
import { pushIdentity, readEvents } from '../../wechat/push/events';
import type { PushQuery } from '../../wechat/push/query';
import { receivePush, verifyUrl } from '../../wechat/push/receive';
import { PushRefused } from '../../wechat/push/refused';
import { anyEvent, properties, subtitle } from './properties';
import { hasArrivedBefore } from './recentPushes';
import { findSettingsIssue, toPushSettings } from './settings';

/** WeChat repeats a push up to 3 times unless it gets this or nothing as the answer within 5 seconds. */
const success = 'success';

function respond(context: IWebhookFunctions, status: number, body: string): IWebhookResponseData {
	context.getResponseObject().status(status).type('text/plain').send(body);
	return { noWebhookResponse: true };
}

function refuse(context: IWebhookFunctions, { status, message }: PushRefused) {
	context.logger.warn(`WeChat push refused with ${status}: ${message}`, {
		workflowId: context.getWorkflow().id,
		nodeName: context.getNode().name,
	});
	return respond(context, status, 'refused');
}

function start(context: IWebhookFunctions, push: JsonObject): IWebhookResponseData {
	const selected = context.getNodeParameter('events') as string[];
	const includeRaw = context.getNodeParameter('options.includeRaw', false) as boolean;
	const events = readEvents(push, includeRaw).filter(
		({ event }) => selected.includes(event) || selected.includes(anyEvent),
	);
	if (events.length === 0 || hasArrivedBefore(context, pushIdentity(push))) {
		return { webhookResponse: success };
	}
	return { workflowData: [context.helpers.returnJsonArray(events as IDataObject[])] };
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
				// Where a workflow starts, n8n answers with this, by default "firstEntryJson", and not with the webhookResponse (webhook-on-received-response-extractor.ts).
				responseData: success,
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
				return respond(this, 200, verifyUrl(settings, query, Date.now()));
			}
			// n8n's parsed XML has its names in lower case, its parsed JSON has rounded the long ids.
			const { rawBody = Buffer.alloc(0) } = this.getRequestObject() as { rawBody?: Buffer };
			return start(this, receivePush(settings, query, rawBody, Date.now()));
		} catch (error) {
			if (error instanceof PushRefused) return refuse(this, error);
			throw new NodeOperationError(this.getNode(), error as Error);
		}
	}
}
