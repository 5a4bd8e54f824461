import type {
	IDataObject,
	INode,
	INodeListSearchResult,
	INodeParameters,
	INodePropertyOptions,
	INodeType,
	ResourceMapperFields,
} from 'n8n-workflow';
import { deepCopy, UserError } from 'n8n-workflow';

import { core } from './n8nCore';
import type { RunEnvironment } from './run';
import { workflowOf } from './run';

/** A node as in a workflow JSON, while the user is still filling it in. */
export type NodeJson = Pick<INode, 'type'> & Partial<INode>;

/** What the editor sends along when the user types into a picker or scrolls to its end. */
export interface ListSearchOptions {
	filter?: string;
	paginationToken?: string;
}

/** The requests the editor makes while a node's panel is open. Each rejects as n8n's server would answer with an error. */
export interface NodeMethods {
	/** Fills a resource locator's list: one page of `methods.listSearch[method]`. */
	listSearch(
		node: NodeJson,
		method: string,
		options?: ListSearchOptions,
	): Promise<INodeListSearchResult>;
	/** Fills a dropdown: `methods.loadOptions[method]`. */
	loadOptions(node: NodeJson, method: string): Promise<INodePropertyOptions[]>;
	/** Fills a resource mapper's fields: `methods.resourceMapping[method]`. */
	resourceMapping(node: NodeJson, method: string): Promise<ResourceMapperFields>;
}

/** Completes a node JSON with what every stored node has. */
export function completeNode(node: NodeJson): INode {
	return {
		id: 'node',
		name: 'Node',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		...deepCopy(node),
	};
}

/** Runs node methods the way n8n's DynamicNodeParametersService does: in a workflow of that one node. */
export function nodeMethodsOf(environment: RunEnvironment): NodeMethods {
	return {
		listSearch: async (node, method, { filter, paginationToken } = {}) => {
			const { context, methods } = prepare(environment, node, 'listSearch');
			return await named(methods, method).call(context, filter, paginationToken);
		},
		loadOptions: async (node, method) => {
			const { context, methods } = prepare(environment, node, 'loadOptions');
			return await named(methods, method).call(context);
		},
		resourceMapping: async (node, method) => {
			const { context, methods } = prepare(environment, node, 'resourceMapping');
			const mapping = await named(methods, method).call(context);
			const ids = mapping.fields.map(({ id }) => id);
			return { ...mapping, fields: mapping.fields.filter(({ id }, at) => ids.indexOf(id) === at) };
		},
	};
}

type Methods = NonNullable<INodeType['methods']>;

function prepare<Kind extends keyof Methods>(
	environment: RunEnvironment,
	json: NodeJson,
	kind: Kind,
): { context: InstanceType<typeof core.LoadOptionsContext>; methods: Methods[Kind] } {
	// n8n evaluates the panel's parameters under a name of its own, apart from the workflow.
	const node = { ...completeNode(json), name: 'Temp-Node' };
	const currentNodeParameters = deepCopy(node.parameters) as INodeParameters & IDataObject;
	const workflow = workflowOf(environment, { nodes: [node], connections: {} });
	const type = environment.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	const context = new core.LoadOptionsContext(
		workflow,
		workflow.nodes[node.name],
		{ ...environment.additionalData(), currentNodeParameters },
		'',
	);
	return { context, methods: type.methods?.[kind] };
}

function named<T>(methods: Record<string, T> | undefined, name: string): T {
	const method = methods?.[name];
	if (method === undefined) throw new UserError(`The node has no method "${name}"`);
	return method;
}
