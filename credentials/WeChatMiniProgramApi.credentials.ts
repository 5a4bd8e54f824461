import type {
	IAuthenticateRuleResponseCode as StatusRule,
	IAuthenticateRuleResponseSuccessBody as BodyRule,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IDataObject,
	IHttpRequestHelper,
	INodeProperties,
} from 'n8n-workflow';
import { errorCodes } from '../wechat/errorCodes';
import { asAccount, signRequest, wasSent } from '../shared/account';
import { summaryOf } from '../shared/explain';
import { renewToken } from '../shared/tokenRenewal';

const centralServerOnly = { show: { issuer: ['centralServer'] } };

/** The settings a person enters, and below them the token that n8n keeps, encrypted, with them. */
const properties: INodeProperties[] = [
	{
		displayName: 'App ID',
		name: 'appId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. wx1234567890abcdef',
		description:
			'From mp.weixin.qq.com > Development > Development Management > Development Settings (开发 > 开发管理 > 开发设置)',
	},
	{
		displayName: 'App Secret',
		name: 'appSecret',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		description:
			'Shown once on the same page. Resetting it there makes the old one invalid for every program that uses it. With a central token server, leave it empty: only User > Get by Login Code needs it.',
	},
	{
		displayName: 'Token Issuer',
		name: 'issuer',
		type: 'options',
		default: 'stable',
		description: 'Who hands out the access token',
		options: [
			{
				name: 'Stable Token (Recommended)',
				value: 'stable',
				description: 'WeChat gives every program of the account the same token',
			},
			{
				name: 'Standard Token',
				value: 'standard',
				description: 'Each new token makes the last one invalid, also for other programs',
			},
			{
				name: 'Central Token Server',
				value: 'centralServer',
				description: 'A server of your own keeps the token for all your programs',
			},
		],
	},
	{
		displayName: 'Token Server URL',
		name: 'issuerUrl',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://tokens.example.com/wechat',
		description:
			'Answers a GET request with JSON that holds access_token (or authorizer_access_token) and expires_in. {appId} in the URL stands for the App ID.',
		displayOptions: centralServerOnly,
	},
	{
		displayName: 'Token Server Secret',
		name: 'issuerSecret',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		description: 'Sent to the token server as a Bearer token. Leave empty if it asks for none.',
		displayOptions: centralServerOnly,
	},
	{
		displayName: 'Base URL',
		name: 'baseUrl',
		type: 'string',
		default: 'https://api.weixin.qq.com',
		description:
			'Change it for another WeChat host such as https://sh.api.weixin.qq.com, a gateway, or a local simulator',
	},
	{
		displayName: 'Access Token',
		name: 'accessToken',
		type: 'hidden',
		typeOptions: { expirable: true, password: true },
		default: '',
	},
	{ displayName: 'Expires At', name: 'n8n_expires_at', type: 'hidden', default: '' },
	{ displayName: 'Issued For', name: 'issuedFor', type: 'hidden', default: '' },
];

/** n8n tests with the stored token and renews only an empty one (CredentialsTester). */
const STORED_TOKEN_REJECTED =
	'WeChat rejected the stored access token. Run a workflow that uses this credential: it gets a new token. If that fails too, its error says why.';

const NOT_WECHAT =
	'The server at the "Base URL" did not answer as WeChat does. WeChat\'s own is https://api.weixin.qq.com.';

const bodyRule = (key: string, value: number | undefined, message: string): BodyRule => ({
	type: 'responseSuccessBody',
	properties: { key, value, message },
});

/** HTTP statuses, from 100 to 999, as Node reads them. */
const STATUSES = Array.from({ length: 900 }, (_, index) => 100 + index);

/**
 * The first that holds for the answer is shown. An answer of another status or form than WeChat's has no
 * list of addresses. One that cannot be decompressed is an error for n8n, which then shows the text of the
 * status line, where a gateway may have written the signed URL, unless a rule names the status
 * (CredentialsTester).
 */
const testRules: Array<BodyRule | StatusRule> = [
	...Object.entries(errorCodes).map(([errcode, code]) =>
		bodyRule(
			'errcode',
			Number(errcode),
			code.kind === 'token' ? STORED_TOKEN_REJECTED : summaryOf(code),
		),
	),
	bodyRule('ip_list', undefined, NOT_WECHAT),
	...STATUSES.map(
		(value): StatusRule => ({ type: 'responseCode', properties: { value, message: NOT_WECHAT } }),
	),
];

/** An account of a WeChat Mini Program and the life-cycle of its access token. */
export class WeChatMiniProgramApi implements ICredentialType {
	name = 'weChatMiniProgramApi';

	displayName = 'WeChat Mini Program API';

	icon = {
		light: 'file:../icons/weChatMiniProgram.svg',
		dark: 'file:../icons/weChatMiniProgram.dark.svg',
	} as const;

	documentationUrl =
		'https://github.com/n8n-nodes-wechat-miniprogram/n8n-nodes-wechat-miniprogram#credentials';

	properties = properties;

	authenticate = signRequest;

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl.trim().replace(/([^/])\\/+$/, "$1") }}',
			url: '/cgi-bin/get_api_domain_ip',
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
		},
		// n8n takes both kinds of rule in one list (CredentialsTester); its type takes either.
		rules: testRules as BodyRule[],
	};

	/**
	 * Called by n8n when the stored token is empty or {@link signRequest} refuses it; n8n then stores the
	 * returned fields, encrypted, for all its processes. Throws TokenUnavailable.
	 */
	async preAuthentication(
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	): Promise<IDataObject> {
		if (wasSent(credentials)) return {};
		return { ...(await renewToken(this, asAccount(credentials))) };
	}
}
