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
			description:
				'The App ID of the Mini Program that the pushes are for; of the third-party platform (第三方平台), if one gets them',
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
			displayName: 'Message Encryption',
			name: 'encryption',
			type: 'options',
			default: 'aes',
			options: [
				{
					name: 'EncodingAESKey',
					value: 'aes',
					description:
						'Secure mode (安全模式), which is recommended, or compatible mode (兼容模式)',
				},
				{
					name: 'None',
					value: 'plaintext',
					description: 'Plaintext mode (明文模式): whoever sees one push can forge others',
				},
			],
			description:
				'The mode (消息加解密方式) of Message Push. With the EncodingAESKey, only encrypted pushes are accepted.',
		},
		{
			displayName: 'EncodingAESKey',
			name: 'encodingAesKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			displayOptions: { show: { encryption: ['aes'] } },
			description: 'The EncodingAESKey (消息加密密钥) of Message Push, 43 letters and digits',
		},
	];
}
