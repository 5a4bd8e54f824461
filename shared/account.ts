import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import { centralServerUrl, needsAppId, RENEWAL_MARGIN } from '../wechat/issuers';
import type { IssuedToken, IssuerSettings } from '../wechat/issuers';
import { digest } from '../wechat/secrets';
import { baseUrlProblem, urlProblem } from '../wechat/urls';
import { isHostAllowed } from './allowedHosts';

/*
 * How a call gets its token:
 *
 *   credential in n8n's database: settings, accessToken, n8n_expires_at, issuedFor
 *      | n8n reads it once per execution; all calls share the object          openAccount
 *      v
 *   before each request: is the token usable?                                 signRequest, isUsable
 *      | yes: it goes into the query          | no: an error with status 401  TokenExpired
 *      v                                      v
 *   WeChat                                 n8n asks the credential for a token (preAuthentication)
 *      |                                      | one renewal serves all        renewToken (tokenRenewal.ts)
 *      |                                      | no token: says why            TokenUnavailable
 *      |                                      v
 *      |                                   n8n stores it, writes it into the object, signs again
 *      v
 *   answers "token rejected" in an HTTP 200: the token is put aside           rejectToken
 *      and the call is made once more, from the top                           (transport/session.ts)
 */

/** Name of the credential that holds the account. */
export const CREDENTIAL = 'weChatMiniProgramApi';

/** The credential's fields: the settings of one Mini Program account, and the token issued for them. */
export interface Account extends IssuerSettings {
	accessToken: string;
	/** Epoch milliseconds as text, because n8n keeps hidden fields as text. */
	n8n_expires_at: string;
	/** {@link settingsFingerprint} of the settings that the token was issued for. */
	issuedFor: string;
	/** {@link digest} of a token that WeChat rejected; set while it is being replaced. */
	rejected?: string;
	/** What n8n adds to every credential that signs requests (n8n-workflow, credential-domain-restrictions). */
	allowedHttpRequestDomains?: string;
	allowedDomains?: string;
}

/** What n8n stores after a renewal. */
export type StoredToken = Pick<Account, 'accessToken' | 'n8n_expires_at' | 'issuedFor'>;

/** Everything that decides who may have a token; whatever is shared between calls has all of it in its key. */
const SETTINGS = [
	'appId',
	'appSecret',
	'issuer',
	'issuerUrl',
	'issuerSecret',
	'baseUrl',
] as const satisfies ReadonlyArray<keyof IssuerSettings>;

/**
 * The credential's data as an account: the same object, as n8n writes a renewed token into it, without the
 * spaces that pasting leaves around the settings.
 */
export function asAccount(credentials: object): Account {
	const account = credentials as Account & Record<string, unknown>;
	for (const name of SETTINGS) {
		const value: unknown = account[name];
		if (typeof value === 'string' && value !== value.trim()) {
			Object.assign(account, { [name]: value.trim() });
		}
	}
	return account;
}

/** Tells accounts apart without naming them: it changes when any setting changes. */
export const settingsFingerprint = (account: Account): string =>
	digest(JSON.stringify(SETTINGS.map((name) => account[name] ?? '')));

/** Whether there is no token, or it is within 5 minutes of its end. `now` in epoch milliseconds. */
export const isTokenDue = (account: Account, now: number = Date.now()): boolean =>
	!account.accessToken || !(Number(account.n8n_expires_at) - RENEWAL_MARGIN * 1000 > now);

/** Accounts of executions: their token has been compared with their settings, which do not change meanwhile. */
const opened = new WeakSet<object>();

/** Whether the stored token can be used now: it is not due, and was issued for today's settings. `now` in epoch milliseconds. */
export const isUsable = (account: Account, now: number = Date.now()): boolean =>
	!isTokenDue(account, now) &&
	(opened.has(account) || account.issuedFor === settingsFingerprint(account));

/**
 * As {@link asAccount}, for all calls of an execution: a token that was issued for other settings is put
 * aside, so that afterwards {@link isTokenDue} alone tells whether the token can be used.
 */
export function openAccount(credentials: object): Account {
	const account = asAccount(credentials);
	if (account.issuedFor !== settingsFingerprint(account)) account.accessToken = '';
	opened.add(account);
	return account;
}

/**
 * What to store of an issued token. A token server may hand out one that ends within the renewal margin;
 * it is used for half of what it has left instead of being asked for again at once. `now` in epoch
 * milliseconds.
 */
export function toStoredToken(
	{ accessToken, lifetime }: IssuedToken,
	account: Account,
	now: number = Date.now(),
): StoredToken {
	const usableFor = Math.max(lifetime, RENEWAL_MARGIN + lifetime / 2) * 1000;
	return {
		accessToken,
		n8n_expires_at: String(now + Math.floor(usableFor)),
		issuedFor: settingsFingerprint(account),
	};
}

/** Why there is no token, for whoever has to say it. */
export interface TokenIssue {
	/** What happened, as a sentence without its final period. */
	what: string;
	/** What to do next, in sentences. */
	next: string;
	/** WeChat's code, where WeChat answered. */
	errcode?: number;
}

/**
 * No token could be had. The message says what happened and what to do, because n8n's credential test
 * shows nothing but the message. n8n wraps the error in its own (NodeApiError), which keeps the data of a
 * response as `context.data`, so the {@link TokenIssue} stands there. n8n keeps the `context` of its own
 * errors too, but this class cannot be one of them: a package that was installed by hand has a copy of
 * n8n-workflow, whose classes are others than n8n's.
 */
export class TokenUnavailable extends Error {
	readonly response: { data: { tokenIssue: TokenIssue } };

	constructor(issue: TokenIssue) {
		super(`${issue.what}. ${issue.next}`);
		this.response = { data: { tokenIssue: issue } };
	}
}

/** The {@link TokenIssue} that an error of n8n's helpers carries, or undefined where it is of another kind. */
export const tokenIssueIn = (error: {
	context?: { data?: { tokenIssue?: TokenIssue } };
}): TokenIssue | undefined => error.context?.data?.tokenIssue;

/** Why no call can be made with these settings, or undefined when one can. */
export function settingsIssue(account: Account): TokenIssue | undefined {
	const central = account.issuer === 'centralServer';
	const ofBaseUrl = baseUrlProblem(account.baseUrl);
	if (ofBaseUrl) {
		return {
			what: `The "Base URL" of the credential ${ofBaseUrl}`,
			next: "WeChat's own is https://api.weixin.qq.com.",
		};
	}
	const ofIssuerUrl = central ? urlProblem(centralServerUrl(account)) : undefined;
	if (ofIssuerUrl) {
		return {
			what: `The "Token Server URL" of the credential ${ofIssuerUrl}`,
			next: 'Enter the https:// address that answers with the access token.',
		};
	}
	for (const url of [account.baseUrl, ...(central ? [centralServerUrl(account)] : [])]) {
		if (isHostAllowed(url, account)) continue;
		return {
			what: `${new URL(url).host} is not among the allowed domains of the credential`,
			next: 'Add it under "Allowed Domains" of the credential, or correct the address there.',
		};
	}
	const missing = (
		[
			['appId', 'App ID'],
			['appSecret', 'App Secret'],
		] as const
	).find(([name]) => !account[name] && (!central || (name === 'appId' && needsAppId(account))));
	return (
		missing && { what: `The "${missing[1]}" of the credential is empty`, next: 'Enter it there.' }
	);
}

/** The shape by which n8n recognises an expired credential: `error.response.status` (httpRequestWithAuthentication). */
class TokenExpired extends Error {
	readonly response = { status: 401 };

	constructor() {
		super('The stored access token is missing, about to end, or was issued for other settings');
	}
}

/** Without the status at which n8n would get a new token and make the call again. */
class CallOver extends Error {
	constructor() {
		super('The time for this call is over');
	}
}

/** Whether the last request was signed, by its credentials: the object of one item or execution. */
const signed = new WeakMap<object, boolean>();

/**
 * Puts the token into the request's query: the credential's `authenticate`. Throws an error of status 401
 * where there is no usable token, so that n8n gets one and comes again; {@link TokenUnavailable} for a URL
 * over which no token may travel.
 */
export async function signRequest(
	credentials: ICredentialDataDecryptedObject,
	requestOptions: IHttpRequestOptions,
): Promise<IHttpRequestOptions> {
	const account = asAccount(credentials);
	const problem = urlProblem(joinedUrl(requestOptions));
	if (problem) {
		throw new TokenUnavailable({
			what: `The request URL ${problem}`,
			next: 'Use an https:// URL.',
		});
	}
	signed.set(credentials, false);
	if (!isUsable(account)) throw new TokenExpired();
	// Getting the token took longer than the call may: the request would end in doubt before it begins.
	if ((requestOptions.abortSignal as AbortSignal | undefined)?.aborted) throw new CallOver();
	signed.set(credentials, true);
	requestOptions.qs = { ...requestOptions.qs, access_token: account.accessToken };
	return requestOptions;
}

/**
 * Whether the last request with these credentials was sent with their token. After any failed call of the
 * HTTP Request node n8n asks for a new token and, given one, makes the call again
 * (requestWithAuthentication): a message could arrive twice.
 */
export const wasSent = (credentials: ICredentialDataDecryptedObject): boolean =>
	signed.get(credentials) === true && credentials.accessToken !== '';

/** The HTTP Request node hands over its older option object, which says `uri`. */
function joinedUrl({ baseURL, url, uri }: IHttpRequestOptions & { uri?: string }): string {
	const target = url ?? uri ?? '';
	return baseURL && !/^https?:/i.test(target) ? baseURL + target : target;
}

/**
 * Makes the next call use another token than the rejected one: the one that another process of this n8n
 * has stored meanwhile, or else a new one.
 *
 * @param readStored reads the credential again
 */
export async function rejectToken(
	account: Account,
	rejected: string,
	readStored: () => Promise<object>,
): Promise<void> {
	if (account.accessToken !== rejected) return;
	const stored = asAccount(await readStored());
	if (stored.accessToken !== rejected && isUsable(stored)) {
		Object.assign(account, stored);
		return;
	}
	account.rejected = digest(rejected);
	account.accessToken = '';
}
