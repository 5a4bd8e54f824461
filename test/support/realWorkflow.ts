import type { INode, INodeParameters, IWorkflowBase } from 'n8n-workflow';

import type { N8nRest, RestCredential } from '../../playground/n8n/rest';
import { SUBSCRIBE_TITLES } from '../../simulator/library/subscribeTitles';
import type { Simulator } from '../../simulator';
import { chooseSubscribeKeywords } from '../../simulator/state/templates';

/** What the messages of {@link sendNode} say. */
export const MESSAGE = { thing1: '咖啡', amount2: '18.00元' };

/** Adds the template 订单支付成功通知 (thing1, amount2) without any call to WeChat; returns its id. */
export function addTemplate({ account }: Simulator): string {
	const title = SUBSCRIBE_TITLES.get(661);
	const template = title && chooseSubscribeKeywords(title, [1, 2]);
	if (!template) throw new Error('The library has no such title');
	return account.subscribeTemplates.add(template).id;
}

/** New users who have accepted the template so many times; their openids. */
export function subscribers(
	simulator: Simulator,
	templateId: string,
	count: number,
	times: number,
): string[] {
	return Array.from({ length: count }, (_, index) => {
		const openId = simulator.user(`user ${index}`);
		simulator.subscribe(openId, templateId, times);
		return openId;
	});
}

/** Stores the simulator's account in an n8n as a credential without a token. baseUrl: where it is called. */
export async function storeAccount(
	rest: N8nRest,
	simulator: Simulator,
	baseUrl: string = simulator.url,
): Promise<RestCredential> {
	const { appId, appSecret } = simulator.account;
	return await rest.createCredential({
		name: 'WeChat simulator',
		type: 'weChatMiniProgramApi',
		data: { appId, appSecret, baseUrl },
	});
}

/** A node of a real n8n, where the package's nodes have their full names. */
export function node(
	name: string,
	type: string,
	typeVersion: number,
	parameters: INodeParameters,
	more: Partial<INode> = {},
): INode {
	return { id: name, name, type, typeVersion, position: [0, 0], parameters, ...more };
}

/** A webhook that takes a POST with a JSON body at `/webhook/<path>`. */
export const webhookNode = (path: string, responseMode: 'onReceived' | 'lastNode'): INode =>
	node(
		'Webhook',
		'n8n-nodes-base.webhook',
		2.1,
		{
			httpMethod: 'POST',
			path,
			responseMode,
			...(responseMode === 'lastNode' && { responseData: 'noData' }),
			options: {},
		},
		{ webhookId: path },
	);

/** Message > Send of {@link MESSAGE}; `openId` is an expression. */
export const sendNode = (
	templateId: string,
	openId: string,
	{ id, name }: RestCredential,
	options: INodeParameters = {},
): INode =>
	node(
		'Send',
		'n8n-nodes-wechat-miniprogram.weChatMiniProgram',
		1,
		{
			resource: 'message',
			operation: 'send',
			messageType: 'subscribe',
			openId,
			templateId: { __rl: true, mode: 'id', value: templateId },
			dataMode: 'json',
			templateDataJson: JSON.stringify(MESSAGE),
			options,
		},
		{ credentials: { weChatMiniProgramApi: { id, name } } },
	);

/** Nodes joined in a row. */
export function workflowOf(name: string, nodes: INode[]): IWorkflowBase {
	const connections: IWorkflowBase['connections'] = {};
	for (const [index, { name: from }] of nodes.slice(0, -1).entries()) {
		connections[from] = { main: [[{ node: nodes[index + 1].name, type: 'main', index: 0 }]] };
	}
	return { name, nodes, connections } as IWorkflowBase;
}
