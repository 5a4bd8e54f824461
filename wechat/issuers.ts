import { countIn, readBody, refusalIn, textIn, UnexpectedAnswer } from './answer';
import type { JsonObject } from './json';
import type { WeChatRefusal } from './errorCodes';
import { joinUrl } from './urls';

/** Who hands out access tokens: WeChat in two ways, or a server of the account's owner. */
export type Issuer = 'stable' | 'standard' | 'centralServer';

/** What an issuer needs to know of an account. */
export interface IssuerSettings {
	appId: string;
	appSecret: string;
	issuer: Issuer;
	/** WeChat's host, or a gateway in its place. */
	baseUrl: string;
	/** The central token server, with `{appId}` where the App ID belongs; unused with the other issuers. */
	issuerUrl?: string;
	/** Sent to the central token server as a Bearer token. */
	issuerSecret?: string;
}

/** One HTTP call to a token issuer. */
export interface TokenRequest {
	method: 'GET' | 'POST';
	url: string;
	headers?: Record<string, string>;
	query?: Record<string, string>;
	json?: JsonObject;
}

/** Stands for the App ID in the URL of a central token server that has the tokens of several accounts. */
const APP_ID = /\{appId\}/g;

/** Whether the URL of the central token server names the account. */
export const needsAppId = ({ issuerUrl = '' }: Pick<IssuerSettings, 'issuerUrl'>): boolean =>
	issuerUrl.search(APP_ID) >= 0;

/** The URL of the central token server for this account. */
export const centralServerUrl = ({
	issuerUrl = '',
	appId,
}: Pick<IssuerSettings, 'issuerUrl' | 'appId'>): string =>
	issuerUrl.replace(APP_ID, () => encodeURIComponent(appId));

const tokenRequests: Record<Issuer, (settings: IssuerSettings, forced: boolean) => TokenRequest> = {
	stable: ({ appId, appSecret, baseUrl }, forced) => ({
		method: 'POST',
		url: joinUrl(baseUrl, '/cgi-bin/stable_token'),
		json: {
			grant_type: 'client_credential',
			appid: appId,
			secret: appSecret,
			force_refresh: forced,
		},
	}),
	standard: ({ appId, appSecret, baseUrl }) => ({
		method: 'GET',
		url: joinUrl(baseUrl, '/cgi-bin/token'),
		query: { grant_type: 'client_credential', appid: appId, secret: appSecret },
	}),
	centralServer: (settings) => ({
		method: 'GET',
		url: centralServerUrl(settings),
		...(settings.issuerSecret && { headers: { Authorization: `Bearer ${settings.issuerSecret}` } }),
	}),
};

/**
 * The call that asks the issuer for a token (getStableAccessToken, getAccessToken, or GET of the central
 * server's URL). `forced` has WeChat replace a stable token that is still valid; the other issuers ignore it.
 */
export const tokenRequest = (settings: IssuerSettings, forced: boolean): TokenRequest =>
	tokenRequests[settings.issuer](settings, forced);

/** A token, and how many seconds it lives from now. */
export interface IssuedToken {
	accessToken: string;
	lifetime: number;
}

/**
 * Reads an issuer's answer: the token, also where it is named as a third-party platform gets it, or the
 * refusal. Throws {@link UnexpectedAnswer} for anything else,
 * also for a lifetime of 0.
 */
export function readIssuedToken(text: string): { token: IssuedToken } | { refusal: WeChatRefusal } {
	const body = readBody(text);
	const refusal = refusalIn(body);
	if (refusal) return { refusal };
	// The server of a third-party platform may give what WeChat gave it (api_authorizer_token).
	const isOfPlatform =
		body.authorizer_access_token !== undefined && body.access_token === undefined;
	const tokenField = isOfPlatform ? 'authorizer_access_token' : 'access_token';
	const token = {
		accessToken: textIn(body, tokenField),
		lifetime: countIn(body, 'expires_in'),
	};
	if (token.lifetime === 0) throw new UnexpectedAnswer('its "expires_in" is 0');
	return { token };
}

/** Seconds: WeChat does not refresh a stable token by force more often (getStableAccessToken). */
export const FORCED_RENEWAL_INTERVAL = 30;

/**
 * Seconds before its end at which WeChat already hands out the next stable token; both work meanwhile
 * (getStableAccessToken).
 */
export const RENEWAL_MARGIN = 5 * 60;
