/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';
import type { ICredentialType, INodeType, INodeTypes, IVersionedNodeType } from 'n8n-workflow';
import { NodeHelpers, UserError } from 'n8n-workflow';

/** The nodes and credential types of one npm package, keyed as workflows name them. */
export interface NodePackage {
	name: string;
	/** By full type, e.g. `n8n-nodes-wechat-miniprogram.weChatMiniProgram`. */
	nodes: Record<string, INodeType | IVersionedNodeType>;
	/** By credential type name, e.g. `weChatMiniProgramApi`. */
	credentials: Record<string, ICredentialType>;
}

type Constructor<T> = new () => T;

/** Makes a package of node and credential classes, e.g. straight from their TypeScript sources. */
export function packageOf(
	name: string,
	nodes: Array<Constructor<INodeType | IVersionedNodeType>>,
	credentials: Array<Constructor<ICredentialType>>,
): NodePackage {
	const nodeTypes = nodes.map((Node) => new Node());
	const credentialTypes = credentials.map((Credential) => new Credential());
	return {
		name,
		nodes: Object.fromEntries(nodeTypes.map((type) => [`${name}.${type.description.name}`, type])),
		credentials: Object.fromEntries(credentialTypes.map((type) => [type.name, type])),
	};
}

interface Manifest {
	name: string;
	n8n: { nodes: string[]; credentials: string[] };
}

/**
 * Loads a built package as n8n does: the files its package.json names, the class named as the file.
 * Throws where one of them is missing: build first.
 */
export function loadBuiltPackage(root: string): NodePackage {
	const manifestFile = resolve(root, 'package.json');
	const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as Manifest;
	const load = createRequire(manifestFile);
	const classes = <T>(files: string[]) =>
		files.map((file) => {
			const exported = load(join(resolve(root), file)) as Record<string, Constructor<T>>;
			return exported[basename(file).split('.')[0]];
		});
	return packageOf(
		manifest.name,
		classes<INodeType>(manifest.n8n.nodes),
		classes<ICredentialType>(manifest.n8n.credentials),
	);
}

/** Looks node types up by the `type` and `typeVersion` of a workflow's node. */
export function nodeTypesOf(packages: NodePackage[]): INodeTypes {
	const nodes = Object.assign({}, ...packages.map((one) => one.nodes)) as NodePackage['nodes'];
	return {
		getByName: (type) => nodes[type],
		// n8n-core asks for unknown types too and reports them itself.
		getByNameAndVersion: (type, version) =>
			nodes[type] && NodeHelpers.getVersionedNodeType(nodes[type], version),
		getKnownTypes: () => ({}),
	};
}

/** Looks credential types up by name; throws where no package has the type. */
export function credentialTypesOf(packages: NodePackage[]): (name: string) => ICredentialType {
	const types = Object.assign(
		{},
		...packages.map((one) => one.credentials),
	) as NodePackage['credentials'];
	return (name) => {
		if (!types[name]) throw new UserError(`Unknown credential type "${name}"`);
		return types[name];
	};
}
