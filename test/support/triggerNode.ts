import type { INodeParameters } from 'n8n-workflow';

import { WeChatMiniProgramPushApi } from '../../credentials/WeChatMiniProgramPushApi.credentials';
import { WeChatMiniProgramTrigger } from '../../nodes/WeChatMiniProgramTrigger/WeChatMiniProgramTrigger.node';
import type { Engine, NodeJson, WebhookResult } from '../../engine';
import { packageOf } from '../../engine';
import type { ConsoleSettings } from './wechatPush';
import { consoleSettings } from './wechatPush';

/** The trigger and its credential, from their sources. */
export const triggerPackage = packageOf(
	'n8n-nodes-wechat-miniprogram',
	[WeChatMiniProgramTrigger],
	[WeChatMiniProgramPushApi],
);

let nodes = 0;

/**
 * A trigger node that no push has reached yet, listening to every event unless told otherwise. An empty
 * `encodingAesKey` means plaintext mode, unless `encryption` says something else.
 */
export function triggerNode(
	{ credentials }: Engine,
	parameters: INodeParameters = {},
	settings: Partial<ConsoleSettings & { encryption: 'aes' | 'plaintext' }> = {},
): NodeJson {
	const encryption = settings.encodingAesKey === '' ? 'plaintext' : 'aes';
	const credential = credentials.add({
		name: 'Push',
		type: 'weChatMiniProgramPushApi',
		data: { ...consoleSettings, encryption, ...settings },
	});
	nodes += 1;
	return {
		id: `trigger${nodes}`,
		name: 'WeChat Mini Program Trigger',
		type: 'n8n-nodes-wechat-miniprogram.weChatMiniProgramTrigger',
		parameters: { events: ['*'], ...parameters },
		credentials: { weChatMiniProgramPushApi: credential },
	};
}

/** The items a push starts the workflow with; undefined where it starts none. */
export const startedWith = ({ workflowData }: WebhookResult) =>
	workflowData?.[0].map(({ json }) => json);
