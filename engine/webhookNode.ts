import type { ICredentialType, IDataObject, INodeType, IWebhookFunctions } from 'n8n-workflow';

import { describe, parameter } from './stockNode';

/** n8n's credential "Header Auth": a header and its value. */
export const headerAuth: ICredentialType = {
	name: 'httpHeaderAuth',
	displayName: 'Header Auth',
	properties: [parameter('name'), parameter('value')],
};

/** n8n's Webhook, of which Header Auth is the only authentication that stands here. */
export const webhook: INodeType = {
	description: {
		...describe(
			{
				name: 'webhook',
				displayName: 'Webhook',
				group: ['trigger'],
				webhooks: [
					{
						name: 'default',
						httpMethod: '={{ $parameter.httpMethod }}',
						responseMode: 'onReceived',
						responseData: '',
						path: '={{ $parameter.path }}',
					},
				],
			},
			[
				parameter('httpMethod', 'GET'),
				parameter('path'),
				parameter('authentication', 'none'),
				parameter('responseMode', 'onReceived'),
			],
		),
		credentials: [
			{
				name: headerAuth.name,
				required: true,
				displayOptions: { show: { authentication: ['headerAuth'] } },
			},
		],
	},
	async webhook() {
		if (!(await isCallerKnown(this))) {
			// nodes-base/nodes/Webhook/Webhook.node.ts answers this to a missing and to a wrong header.
			const response = this.getResponseObject();
			response.writeHead(403, { 'WWW-Authenticate': 'Basic realm="Webhook"' });
			response.end('Authorization data is wrong!');
			return { noWebhookResponse: true };
		}
		const json = {
			headers: this.getHeaderData(),
			params: this.getParamsData(),
			query: this.getQueryData(),
			body: this.getBodyData(),
		} as IDataObject;
		return { workflowData: [[{ json }]] };
	},
};

async function isCallerKnown(context: IWebhookFunctions): Promise<boolean> {
	if (context.getNodeParameter('authentication') !== 'headerAuth') return true;
	const { name, value } = await context.getCredentials<{ name: string; value: string }>(
		headerAuth.name,
	);
	return context.getHeaderData()[name.toLowerCase()] === value;
}
