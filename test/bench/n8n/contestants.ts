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

/** Message > Send and n8n's HTTP Request node, both with their defaults. */
export const CONTESTANTS = ['send', 'httpRequest'] as const;
export type Contestant = (typeof CONTESTANTS)[number];

/** Where WeChat is: on this machine, plain; or far away, over TLS. */
export const PLACES = ['near', 'far'] as const;
export type Place = (typeof PLACES)[number];

/** Path of the webhook after which a contestant sends to a place. */
export const webhookPath = (contestant: Contestant, place: Place): string =>
	`${contestant}-${place}`;

/**
 * Stores and activates workflows that send to every openid of a webhook's `{"recipients": [{"openId": ...}]}`,
 * alike in all but the node that sends and the base URL. Returns their template's id.
 */
export async function addContestants(
	rest: N8nRest,
	simulator: Simulator,
	baseUrls: Record<Place, string>,
): Promise<string> {
	const templateId = addTemplate(simulator);
	for (const place of PLACES) {
		const account = await storeAccount(rest, simulator, baseUrls[place]);
		const senders: Record<Contestant, INode> = {
			send: sendNode(templateId, '={{ $json.openId }}', account),
			httpRequest: httpRequestNode(baseUrls[place], templateId, account),
		};
		for (const contestant of CONTESTANTS) {
			const path = webhookPath(contestant, place);
			const nodes = [webhookNode(path, 'lastNode'), splitOutNode(), senders[contestant]];
			await rest.activate(await rest.createWorkflow(workflowOf(path, nodes)));
		}
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
