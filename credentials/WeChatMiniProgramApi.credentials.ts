import type {
	IAuthenticate,
	IAuthenticateRuleResponseSuccessBody as TestRule,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IDataObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { isUsable, TokenRefusal, urlProblem } from '../wechat/accessTokens';
import type { Account } from '../wechat/accessTokens';
import { errorCodes } from '../wechat/errorCodes';
import { asCredentialError } from './refusedToken';
import { renewToken } from './tokenRenewal';

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
		required: true,
		description:
			'Shown once on the same page. Resetting it there makes the old one invalid for every program that uses it. With a central token server only User > Get by Login Code needs it.',
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
		description: 'Answers a GET request with JSON that holds access_token and expires_in',
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

/** The shape by which n8n recognises an expired credential: `error.response.status` (httpRequestWithAuthentication). */
class TokenExpired extends Error {
	readonly response = { status: 401 };

	constructor() {
		super('The stored access token is missing, about to end, or was issued for other settings');
	}
}

/** The credentials, each the object of one item or execution, with which a request was signed last. */
const signed = new WeakSet<object>();

const authenticate: IAuthenticate = async (credentials, requestOptions) => {
	const url = joinedUrl(requestOptions);
	const problem = urlProblem(url);
	if (problem) {
		throw asCredentialError(new TokenRefusal(`The request URL ${problem}`, 'Use an https:// URL.'));
	}
	const account = credentials as unknown as Account;
	signed.delete(credentials);
	if (!isUsable(account)) throw new TokenExpired();
	// Getting the token took longer than the call may: the request would end in doubt before it begins.
	if ((requestOptions.abortSignal as AbortSignal | undefined)?.aborted) throw new CallOver();
	signed.add(credentials);
	requestOptions.qs = { ...requestOptions.qs, access_token: account.accessToken };
	return requestOptions;
};

/** Without the status at which n8n would get a new token and make the call again. */
class CallOver extends Error {
	constructor() {
		super('The time for this call is over');
	}
}

/** The HTTP Request node hands over its older option object, which says `uri`. */
function joinedUrl({ baseURL, url, uri }: IHttpRequestOptions & { uri?: string }): string {
	const target = url ?? uri ?? '';
	return baseURL && !/^https?:/i.test(target) ? baseURL + target : target;
}

/** n8n tests with the stored token and renews only an empty one (CredentialsTester). */
const storedTokenRejected = {
	what: 'WeChat rejected the stored access token',
	next: 'Run a workflow that uses this credential: it gets a new token. If that fails too, its error says why.',
};

const bodyRule = (key: string, value: number | undefined, message: string): TestRule => ({
	type: 'responseSuccessBody',
	properties: { key, value, message },
});

/** The first that holds for the answer is shown; the last is for an answer that is not WeChat's. */
const testRules: TestRule[] = [
	...Object.entries(errorCodes).map(([errcode, meaning]) => {
		const { what, next } = meaning.kind === 'token' ? storedTokenRejected : meaning;
		return bodyRule('errcode', Number(errcode), `${what}. ${next}`);
	}),
	bodyRule(
		'ip_list',
		undefined,
		'The server at the "Base URL" did not answer as WeChat does. WeChat\'s own is https://api.weixin.qq.com.',
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

	authenticate = authenticate;

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl.replace(/\\/+$/, "") }}',
			url: '/cgi-bin/get_api_domain_ip',
		},
		rules: testRules,
	};

	/**
	 * Called by n8n when the stored token is empty or {@link authenticate} refuses it; n8n then stores the
	 * returned fields, encrypted, for all its processes. What it throws holds a TokenRefusal as
	 * `context.refusal`.
	 */
	async preAuthentication(
		this: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
	): Promise<IDataObject> {
		// After any failed call of the HTTP Request node n8n comes here and, given a token, makes the call again
		// (requestWithAuthentication). A message could arrive twice.
		if (signed.has(credentials) && credentials.accessToken !== '') return {};
		try {
			return { ...(await renewToken(this, credentials as unknown as Account)) };
		} catch (error) {
			throw asCredentialError(error);
		}
	}
}
