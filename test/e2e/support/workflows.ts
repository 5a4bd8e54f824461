import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';

import type { RestCredential } from '../../../playground/n8n/rest';

const PACKAGE = 'n8n-nodes-wechat-miniprogram';

/** Name of the node under test. */
export const WECHAT = 'WeChat Mini Program';

/** A workflow's nodes and how they are joined. */
export interface Chain {
	nodes: INode[];
	connections: Record<
		string,
		{ main: Array<Array<{ node: string; type: 'main'; index: number }>> }
	>;
}

/** A node; its id is its name. */
export function node(
	name: string,
	type: string,
	typeVersion: number,
	parameters: INodeParameters,
	settings: Partial<INode> = {},
): INode {
	return { id: name, name, type, typeVersion, position: [0, 0], parameters, ...settings };
}

/** The node under test. */
export const wechat = (
	{ id, name }: RestCredential,
	parameters: INodeParameters,
	settings: Partial<INode> = {},
): INode =>
	node(WECHAT, `${PACKAGE}.weChatMiniProgram`, 1, parameters, {
		credentials: { weChatMiniProgramApi: { id, name } },
		...settings,
	});

/** The trigger under test. Its URL path is `<path>/webhook`. */
export const wechatTrigger = (
	{ id, name }: RestCredential,
	path: string,
	events: string[],
): INode =>
	node(
		'Pushed',
		`${PACKAGE}.weChatMiniProgramTrigger`,
		1,
		{ events },
		{
			webhookId: path,
			credentials: { weChatMiniProgramPushApi: { id, name } },
		},
	);

/** Starts by hand. */
export const start = (): INode => node('Start', 'n8n-nodes-base.manualTrigger', 1, {});

/** Puts out the given items. */
export const items = (...records: IDataObject[]): INode =>
	node('Items', 'n8n-nodes-base.code', 2, {
		jsCode: `return ${JSON.stringify(records.map((json) => ({ json })))};`,
	});

/** A production webhook at `<path>`, answering with the last node's first item. */
export const webhook = (path: string): INode =>
	node(
		'Webhook',
		'n8n-nodes-base.webhook',
		2,
		{ httpMethod: 'POST', path, responseMode: 'lastNode' },
		{ webhookId: path },
	);

/** Joins nodes into one line. */
export function chain(...nodes: INode[]): Chain {
	const joined = nodes.slice(1).map(({ name }, index) => {
		const main = [[{ node: name, type: 'main' as const, index: 0 }]];
		return [nodes[index].name, { main }] as const;
	});
	return {
		nodes: nodes.map((one, index) => ({ ...one, position: [index * 220, 0] })),
		connections: Object.fromEntries(joined),
	};
}
