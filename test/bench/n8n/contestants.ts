import type { INode } from 'n8n-workflow';

import type { N8nRest, RestCredential } from '../../../playground/n8n/rest';
import type { Simulator } from '../../../simulator';
import {
	addTemplate,
	MESSAGE,
	node,
	sendNode,
	storeAccount,
	webhookNode,
	workflowOf,
} from '../../support/realWorkflow';

/** How many messages go out at a time where the contestant `wide` sends; the default is 10. */
export const WIDE = 50;

/**
 * Workflows that send to every openid of a webhook's `{"recipients": [{"openId": ...}]}`, by the webhook's
 * path: Message > Send with its defaults, the same with {@link WIDE} messages at a time, and n8n's HTTP
 * Request node with its defaults.
 */
export type Contestant = 'send' | 'wide' | 'httpRequest';

/** Stores and activates the workflows, alike in all but the node that sends. Returns their template's id. */
export async function addContestants(rest: N8nRest, simulator: Simulator): Promise<string> {
	const templateId = addTemplate(simulator);
	const account = await storeAccount(rest, simulator);
	const openId = '={{ $json.openId }}';
	const senders: Record<Contestant, INode> = {
		send: sendNode(templateId, openId, account),
		wide: sendNode(templateId, openId, account, { concurrency: WIDE }),
		httpRequest: httpRequestNode(simulator.url, templateId, account),
	};
	for (const [path, sender] of Object.entries(senders)) {
		const nodes = [webhookNode(path, 'lastNode'), splitOutNode(), sender];
		await rest.activate(await rest.createWorkflow(workflowOf(path, nodes)));
	}
	return templateId;
}

const splitOutNode = (): INode =>
	node('Split Out', 'n8n-nodes-base.splitOut', 1, {
		fieldToSplitOut: 'body.recipients',
		options: {},
	});

/** The same POST by n8n's own node. */
function httpRequestNode(baseUrl: string, templateId: string, { id, name }: RestCredential): INode {
	const data = Object.entries(MESSAGE).map(([key, value]) => `"${key}": { "value": "${value}" }`);
	// Two closing braces that touch would end n8n's expression.
	const body = `{ "touser": $json.openId, "template_id": "${templateId}", "data": { ${data.join(', ')} } }`;
	return node(
		'HTTP Request',
		'n8n-nodes-base.httpRequest',
		4.5,
		{
			method: 'POST',
			url: `${baseUrl}/cgi-bin/message/subscribe/send`,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'weChatMiniProgramApi',
			sendBody: true,
			specifyBody: 'json',
			jsonBody: `={{ JSON.stringify(${body}) }}`,
			options: {},
		},
		{ credentials: { weChatMiniProgramApi: { id, name } } },
	);
}
