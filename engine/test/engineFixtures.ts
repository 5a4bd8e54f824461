/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/node-usable-as-tool, @n8n/community-nodes/webhook-lifecycle-complete -- runs on Node, outside n8n */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IDataObject,
	IExecuteFunctions,
	IHttpRequestHelper,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeApiError, NodeConnectionTypes } from 'n8n-workflow';

/** A service with expiring tokens: `GET /token` issues the next, `GET /tickets/<id>` wants the newest. */
export class TicketService {
	tokens = 0;
	readonly calls: string[] = [];
	private readonly server: Server = createServer((request, response) =>
		this.answer(request, response),
	);

	async start(): Promise<void> {
		await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	/** Forgets the calls so far. */
	forget(): void {
		this.calls.length = 0;
	}

	/** Makes every token issued so far invalid. */
	revoke(): void {
		this.tokens += 1;
	}

	private answer(request: IncomingMessage, response: ServerResponse): void {
		const url = new URL(request.url ?? '', this.url);
		this.calls.push(url.pathname);
		if (url.pathname === '/hang') return;
		response.setHeader('content-type', 'application/json');
		if (url.pathname === '/token') {
			response.end(
				JSON.stringify({ token: `t${(this.tokens += 1)}`, for: url.searchParams.get('key') }),
			);
		} else if (request.headers.authorization !== `t${this.tokens}`) {
			response.writeHead(401, 'Token Rejected').end('{}');
		} else if (url.pathname.endsWith('/missing')) {
			response.writeHead(404, 'No Such Ticket').end('{}');
		} else {
			response.end(JSON.stringify({ ticket: url.pathname.split('/').pop(), status: 'open' }));
		}
	}
}

/** Gets its token before the first request and throws a 401 of its own where the stored one is marked old. */
export class TicketApi implements ICredentialType {
	name = 'ticketApi';
	displayName = 'Ticket API';
	properties: ICredentialType['properties'] = [
		{ displayName: 'URL', name: 'url', type: 'string', default: '' },
		{ displayName: 'Key', name: 'key', type: 'string', default: '' },
		{ displayName: 'Region', name: 'region', type: 'string', default: 'eu' },
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'hidden',
			typeOptions: { expirable: true, password: true },
			default: '',
		},
		{ displayName: 'Issued For', name: 'issuedFor', type: 'hidden', default: '' },
	];
	test: ICredentialTestRequest = {
		request: { baseURL: '={{ $credentials.url }}', url: '/tickets/test' },
		rules: [
			{
				type: 'responseSuccessBody',
				properties: { key: 'status', value: 'closed', message: 'The service is closed' },
			},
		],
	};

	async preAuthentication(
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	): Promise<IDataObject> {
		const { url, key } = credentials as Record<string, string>;
		const answer = (await this.helpers.httpRequest({ url: `${url}/token`, qs: { key } })) as {
			token: string;
			for: string;
		};
		return { accessToken: answer.token, issuedFor: answer.for, key, undeclared: 'dropped on read' };
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		options: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		if (credentials.accessToken === 'old') {
			throw Object.assign(new Error('Token is old'), { response: { status: 401 } });
		}
		options.headers = { ...options.headers, authorization: String(credentials.accessToken) };
		return options;
	}
}

const base = {
	group: ['transform'] as INodeTypeDescription['group'],
	version: 1,
	description: '',
	inputs: [NodeConnectionTypes.Main],
	outputs: [NodeConnectionTypes.Main],
};

/** Looks tickets up, one request per item. */
export class Ticket implements INodeType {
	description: INodeTypeDescription = {
		...base,
		displayName: 'Ticket',
		name: 'ticket',
		defaults: { name: 'Ticket' },
		credentials: [{ name: 'ticketApi', required: true }],
		properties: [
			{ displayName: 'Ticket', name: 'ticket', type: 'string', default: 'first', required: true },
		],
	};
	methods = {
		listSearch: {
			async tickets(this: ILoadOptionsFunctions, filter?: string, paginationToken?: string) {
				const { key } = await this.getCredentials<{ key: string }>('ticketApi');
				const next = String(Number(paginationToken ?? 0) + 1);
				return { results: [{ name: `${filter} of ${key}`, value: next }], paginationToken: next };
			},
		},
		loadOptions: {
			async regions(this: ILoadOptionsFunctions) {
				const { region } = await this.getCredentials<{ region: string }>('ticketApi');
				return [{ name: region, value: String(this.getCurrentNodeParameter('ticket')) }];
			},
		},
		resourceMapping: {
			async fields(this: ILoadOptionsFunctions) {
				const id = String(this.getNodeParameter('ticket'));
				const field = { id, displayName: id, required: true, defaultMatch: false, display: true };
				return { fields: [field, field] };
			},
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const output: INodeExecutionData[] = [];
		for (const [itemIndex] of this.getInputData().entries()) {
			try {
				const ticket = this.getNodeParameter('ticket', itemIndex) as string;
				const { url } = await this.getCredentials<{ url: string }>('ticketApi');
				const json = (await this.helpers.httpRequestWithAuthentication.call(this, 'ticketApi', {
					url: ticket === 'hang' ? `${url}/hang` : `${url}/tickets/${ticket}`,
				})) as IDataObject;
				output.push({ json, pairedItem: { item: itemIndex } });
			} catch (error) {
				// n8n has made a NodeApiError of it already, which takes no second `itemIndex` option.
				const failure = new NodeApiError(this.getNode(), error);
				failure.context.itemIndex = itemIndex;
				if (!this.continueOnFail()) throw failure;
				output.push({ json: { error: error.message }, pairedItem: { item: itemIndex } });
			}
		}
		this.addExecutionHints({ message: `${output.length} tickets`, location: 'outputPane' });
		this.logger.debug('Looked up', { tickets: output.length });
		return [output];
	}
}

/** Hands its input on; with `note` as an expression it shows what a later node can reach. */
export class Pass implements INodeType {
	description: INodeTypeDescription = {
		...base,
		displayName: 'Pass',
		name: 'pass',
		defaults: { name: 'Pass' },
		properties: [{ displayName: 'Note', name: 'note', type: 'string', default: '' }],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = this.getInputData().map(({ json }, item) => ({
			json: { ...json, note: this.getNodeParameter('note', item) },
			pairedItem: { item },
		}));
		return [items];
	}
}

/** Answers a challenge on GET; on POST starts the workflow once per event id. */
export class TicketTrigger implements INodeType {
	description: INodeTypeDescription = {
		...base,
		displayName: 'Ticket Trigger',
		name: 'ticketTrigger',
		group: ['trigger'],
		inputs: [],
		defaults: { name: 'Ticket Trigger' },
		webhooks: [
			{ name: 'setup', httpMethod: 'GET', responseMode: 'onReceived', path: 'webhook' },
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				responseData: 'success',
				path: 'webhook',
			},
		],
		properties: [],
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		if (this.getWebhookName() === 'setup') {
			const { challenge } = this.getQueryData() as { challenge: string };
			this.getResponseObject().status(200).type('text/plain').send(challenge).end();
			return { noWebhookResponse: true };
		}
		const { xml, id = (xml as IDataObject).id } = this.getBodyData();
		if (id === 'broken') throw new Error('Cannot read the event');
		const seen = this.getWorkflowStaticData('node');
		if (seen.id === id) return { webhookResponse: 'seen' };
		seen.id = id;
		const raw = this.getRequestObject().rawBody.toString();
		return { workflowData: [[{ json: { id, raw } }]] };
	}
}
