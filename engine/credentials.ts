import { randomUUID } from 'node:crypto';
import type {
	ICredentialDataDecryptedObject,
	ICredentials,
	ICredentialsExpressionResolveValues,
	ICredentialType,
	IExecuteData,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INode,
	INodeCredentialsDetails,
	INodeParameters,
	INodeProperties,
	IRequestOptionsSimplified,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import {
	ICredentialsHelper,
	isExpression,
	NodeHelpers,
	UnexpectedError,
	UserError,
	Workflow,
} from 'n8n-workflow';

import { core } from './n8nCore';
import { nodeTypesOf } from './packages';

/** A row of n8n's credential table, decrypted. */
export interface StoredCredential {
	id: string;
	name: string;
	type: string;
	data: ICredentialDataDecryptedObject;
}

/** What a workflow's node holds under `credentials.<type>`. */
export interface CredentialReference {
	id: string;
	name: string;
}

/** Keeps credentials as n8n's database does: every reader gets a copy, every write replaces the row. */
export class CredentialStore {
	/** How often a row was rewritten after it was added, by renewals and by {@link update}. */
	writes = 0;

	private readonly rows = new Map<string, string>();

	/** Stores a credential under a new id and returns the reference for a node's `credentials`. */
	add({ name, type, data }: Omit<StoredCredential, 'id'>): CredentialReference {
		const id = randomUUID();
		this.rows.set(id, JSON.stringify({ id, name, type, data }));
		return { id, name };
	}

	/** Returns a copy of the row; throws where there is none. */
	read(id: string | null): StoredCredential {
		const row = id === null ? undefined : this.rows.get(id);
		if (row === undefined) throw new UserError(`Credential with ID "${id}" does not exist`);
		return JSON.parse(row) as StoredCredential;
	}

	/** Replaces the data of a row, as saving it in the editor or a renewed token does. */
	update(id: string | null, data: ICredentialDataDecryptedObject): void {
		const row = this.read(id);
		this.writes += 1;
		this.rows.set(row.id, JSON.stringify({ ...row, data }));
	}
}

/** What n8n adds to every credential type that signs requests (n8n-workflow, injectDomainRestrictionFields). */
const DOMAIN_FIELDS: INodeProperties[] = [
	{
		displayName: 'Allowed HTTP Request Domains',
		name: 'allowedHttpRequestDomains',
		type: 'options',
		default: 'all',
		options: [
			{ name: 'All', value: 'all' },
			{ name: 'Specific Domains', value: 'domains' },
			{ name: 'None', value: 'none' },
		],
	},
	{
		displayName: 'Allowed Domains',
		name: 'allowedDomains',
		type: 'string',
		default: '',
		displayOptions: { show: { allowedHttpRequestDomains: ['domains'] } },
	},
];

const NO_NODE: INode = {
	id: 'credential',
	name: '',
	type: 'mock',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

/**
 * Does with a {@link CredentialStore} what n8n's CredentialsHelper (cli/src/credentials-helper.ts) does with its
 * database: defaults, unknown fields dropped, expressions resolved, a renewed token stored. Overwrites, external
 * secrets and OAuth are left out.
 */
export class StoredCredentialsHelper extends ICredentialsHelper {
	constructor(
		private readonly store: CredentialStore,
		private readonly typeOf: (name: string) => ICredentialType,
	) {
		super();
	}

	getParentTypes(typeName: string): string[] {
		const parents = this.typeOf(typeName).extends ?? [];
		return parents.flatMap((parent) => [parent, ...this.getParentTypes(parent)]);
	}

	getCredentialsProperties(typeName: string): INodeProperties[] {
		const { extends: parents = [], properties } = this.typeOf(typeName);
		const combined: INodeProperties[] = [];
		for (const inherited of parents.map((parent) => this.getCredentialsProperties(parent))) {
			NodeHelpers.mergeNodeProperties(combined, inherited);
		}
		NodeHelpers.mergeNodeProperties(combined, properties);
		if (this.typeOf(typeName).authenticate !== undefined) combined.push(...DOMAIN_FIELDS);
		return combined;
	}

	isCredentialUsableByNode(typeName: string, nodeType: string): boolean {
		const { restrictToSupportedNodes, supportedNodes = [] } = this.typeOf(typeName);
		return !restrictToSupportedNodes || supportedNodes.includes(nodeType);
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		options: IHttpRequestOptions | IRequestOptionsSimplified,
		workflow?: Workflow,
		node?: INode,
	): Promise<IHttpRequestOptions> {
		const request = options as IHttpRequestOptions & Record<string, unknown>;
		const { authenticate } = this.typeOf(typeName);
		if (authenticate === undefined) return request;
		if (typeof authenticate === 'function') return await authenticate(credentials, request);
		if (!workflow || !node) throw new UnexpectedError('Generic authentication needs a node');
		const resolveValue = (value: string) =>
			isExpression(value)
				? String(
						workflow.expression.getSimpleParameterValue(node, value, 'internal', {
							$credentials: credentials,
						}) ?? '',
					)
				: value;
		request.headers ??= {};
		for (const [part, values] of Object.entries(authenticate.properties)) {
			const target = (request[part] ??= {}) as Record<string, string>;
			for (const [key, value] of Object.entries(values as Record<string, string>)) {
				target[resolveValue(key)] = resolveValue(value);
			}
		}
		return request;
	}

	async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		node: INode,
		credentialsExpired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const type = this.typeOf(typeName);
		const expirable = type.properties.find(
			(property) => property.type === 'hidden' && property.typeOptions?.expirable === true,
		);
		if (expirable === undefined || type.preAuthentication === undefined) return undefined;
		const isTest = node.parameters.temp === '' && node.type === 'n8n-nodes-base.noOp';
		if (credentials[expirable.name] !== '' && !credentialsExpired && !isTest) return undefined;
		// Like n8n 2.x, hands over the one declared method and not the node's other helpers.
		const { httpRequest } = helpers.helpers;
		const output = (await type.preAuthentication.call(
			{ helpers: { httpRequest } },
			credentials,
		)) as ICredentialDataDecryptedObject;
		if (output[expirable.name] === undefined || !node.credentials) return undefined;
		this.keep(node.credentials[typeName].id, expirable.name, output);
		return Object.assign(credentials, output);
	}

	async runPreAuthentication(): Promise<undefined> {
		return undefined;
	}

	async getDecrypted(
		additionalData: IWorkflowExecuteAdditionalData,
		reference: INodeCredentialsDetails,
		typeName: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		raw?: boolean,
		values?: ICredentialsExpressionResolveValues,
	): Promise<ICredentialDataDecryptedObject> {
		const row = this.store.read(reference.id);
		if (row.type !== typeName) {
			throw new UserError(`Credential with ID "${row.id}" is not of type "${typeName}"`);
		}
		if (raw === true) return row.data;
		return this.resolve(additionalData, row, mode, executeData, values);
	}

	/** Applies defaults, drops what the type does not declare, resolves expressions. */
	resolve(
		additionalData: IWorkflowExecuteAdditionalData,
		{ type, data }: Pick<StoredCredential, 'type' | 'data'>,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		values?: ICredentialsExpressionResolveValues,
	): ICredentialDataDecryptedObject {
		const properties = this.getCredentialsProperties(type);
		const declared = NodeHelpers.getNodeParameters(
			properties,
			data as INodeParameters,
			true,
			false,
			null,
			null,
		) as INodeParameters;
		const keys = core.getAdditionalKeys(additionalData, mode, null);
		const { expression } =
			values?.workflow ??
			new Workflow({ nodes: [], connections: {}, active: false, nodeTypes: nodeTypesOf([]) });
		const resolved =
			values === undefined
				? expression.getComplexParameterValue(
						NO_NODE,
						declared,
						mode,
						keys,
						undefined,
						undefined,
						declared,
					)
				: expression.getParameterValue(
						declared,
						values.runExecutionData,
						values.runIndex,
						values.itemIndex,
						values.node.name,
						values.connectionInputData,
						mode,
						keys,
						executeData,
						false,
						declared,
					);
		return resolved as ICredentialDataDecryptedObject;
	}

	async updateCredentials(
		reference: INodeCredentialsDetails,
		_typeName: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		this.store.update(reference.id, data);
	}

	async getCredentials(): Promise<ICredentials> {
		throw new UnexpectedError('The engine hands out decrypted credentials only');
	}

	async updateCredentialsOauthTokenData(): Promise<void> {
		throw new UnexpectedError('The engine does not support OAuth credentials');
	}

	/**
	 * A field the user entered as an expression stays one, whatever preAuthentication returned for
	 * it. So it is on n8n 2.x; 1.x puts values in place of the row's expressions (n8n-io/n8n#34107).
	 */
	private keep(id: string | null, expirable: string, output: ICredentialDataDecryptedObject): void {
		const { data } = this.store.read(id);
		const entries = Object.entries(output).filter(
			([key]) => key === expirable || !isExpression(data[key]),
		);
		this.store.update(id, { ...data, ...Object.fromEntries(entries) });
	}
}
