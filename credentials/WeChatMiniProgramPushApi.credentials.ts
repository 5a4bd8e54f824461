import type { ICredentialType, INodeProperties } from 'n8n-workflow';

/** What WeChat and n8n agree on for pushes: apart from the account's credential, as no App Secret is needed. */
export class WeChatMiniProgramPushApi implements ICredentialType {
	name = 'weChatMiniProgramPushApi';

	displayName = 'WeChat Mini Program Push API';

	icon = {
		light: 'file:../icons/weChatMiniProgram.svg',
		dark: 'file:../icons/weChatMiniProgram.dark.svg',
	} as const;

	documentationUrl =
		'https://github.com/n8n-nodes-wechat-miniprogram/n8n-nodes-wechat-miniprogram#trigger-setup';

	properties: INodeProperties[] = [
		{
			displayName:
				"Take these values from WeChat's console (mp.weixin.qq.com): Development > Development Management > Development Settings (开发设置) > Message Push (消息推送). n8n can check their form only; WeChat checks the Token when you save the URL there.",
			name: 'pushNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'App ID',
			name: 'appId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. wx0123456789abcdef',
			description: 'The App ID of the Mini Program that the pushes are for',
		},
		{
			displayName: 'Token',
			name: 'token',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description: 'The Token (令牌) of Message Push: 3 to 32 letters and digits that you choose',
		},
		{
			displayName: 'EncodingAESKey',
			name: 'encodingAesKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'The EncodingAESKey (消息加密密钥) of Message Push, 43 letters and digits. With it, only encrypted pushes are accepted: choose secure mode (安全模式) in the console. Leave it empty only if the console is set to plaintext mode (明文模式).',
		},
	];
}
