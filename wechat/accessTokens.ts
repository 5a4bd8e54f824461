import { createHash } from 'node:crypto';
import { countIn, readBody, refusalIn, textIn, UnexpectedAnswer } from './answer';
import type { WeChatRefusal } from './errorCodes';
import type { JsonObject } from './json';

/** Where the access token comes from; the values of the credential's "Token Issuer". */
export type Issuer = 'stable' | 'standard' | 'centralServer';

/** The settings of one Mini Program account and the token that was last issued for them. */
export interface Account {
	appId: string;
	appSecret: string;
	issuer: Issuer;
	issuerUrl?: string;
	issuerSecret?: string;
	baseUrl: string;
	accessToken: string;
	/** Epoch milliseconds as text, because n8n keeps hidden fields as text; see {@link renewalTime}. */
	n8n_expires_at: string;
	/** {@link settingsFingerprint} of the settings the token was issued for. */
	issuedFor: string;
	/** {@link digest} of a token that WeChat rejected, set while it is being replaced. */
	rejected?: string;
}

/** The stored outcome of a renewal. */
export type IssuedToken = Pick<Account, 'accessToken' | 'n8n_expires_at' | 'issuedFor'>;

/** One HTTP call to a token issuer. */
export interface TokenRequest {
	method: 'GET' | 'POST';
	url: string;
	headers?: Record<string, string>;
	query?: Record<string, string>;
	body?: JsonObject;
}

/**
 * No token could be had. The message says what happened and what to do, because n8n's credential test
 * shows nothing but the message.
 */
export class TokenRefusal extends Error {
	name = 'TokenRefusal';

	constructor(
		/** What happened, as a sentence without its final period. */
		readonly what: string,
		/** What to do next, in sentences. */
		readonly next: string,
		/** WeChat's code, where WeChat answered. */
		readonly errcode?: number,
	) {
		super(`${what}. ${next}`);
	}
}

/** WeChat hands out the next token 5 minutes before the old one ends; both work meanwhile. */
const RENEWAL_MARGIN_MS = 5 * 60 * 1000;

/** WeChat does not refresh by force more often than every 30 seconds (getStableAccessToken). */
export const FORCED_RENEWAL_INTERVAL_MS = 30 * 1000;

/** A one-way name for a secret text: comparable, not readable. */
export const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

const fingerprints = new WeakMap<Account, { settings: string[]; fingerprint: string }>();

/** Changes when any setting changes that decides whose token it is. Kept with the account: it is asked for with each call. */
export function settingsFingerprint(account: Account): string {
	const { appId, appSecret, issuer, issuerUrl = '', baseUrl } = account;
	const settings = [appId, appSecret, issuer, issuerUrl, baseUrl];
	const known = fingerprints.get(account);
	if (known?.settings.every((setting, index) => setting === settings[index])) {
		return known.fingerprint;
	}
	const fingerprint = digest(JSON.stringify(settings));
	fingerprints.set(account, { settings, fingerprint });
	return fingerprint;
}

/**
 * Whether the stored token can be used now: there is one, it was issued for today's settings, and it is
 * not within 5 minutes of its end. `now` in epoch milliseconds.
 */
export function isUsable(account: Account, now: number = Date.now()): boolean {
	return (
		account.accessToken !== '' &&
		account.accessToken !== undefined &&
		Number(account.n8n_expires_at) - RENEWAL_MARGIN_MS > now &&
		account.issuedFor === settingsFingerprint(account)
	);
}

/**
 * The moment stored as the token's end. A token server may hand out one that ends within the renewal
 * margin; it is then used for half of what it has left instead of being asked for again at once.
 */
const renewalTime = (lifetimeSeconds: number, now: number): number =>
	now +
	Math.max(lifetimeSeconds * 1000, RENEWAL_MARGIN_MS + Math.floor((lifetimeSeconds * 1000) / 2));

const issuerCalls: Record<Issuer, (account: Account, forced: boolean) => TokenRequest> = {
	stable: ({ appId, appSecret, baseUrl }, forced) => ({
		method: 'POST',
		url: joinUrl(baseUrl, '/cgi-bin/stable_token'),
		headers: { 'Content-Type': 'application/json' },
		body: {
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
	centralServer: ({ issuerUrl = '', issuerSecret }) => ({
		method: 'GET',
		url: issuerUrl,
		...(issuerSecret && { headers: { Authorization: `Bearer ${issuerSecret}` } }),
	}),
};

/** The call that asks the account's issuer for a token; `forced` only means something to `stable`. */
export const tokenRequest = (account: Account, forced: boolean): TokenRequest =>
	issuerCalls[account.issuer](account, forced);

/**
 * Reads an issuer's answer: the token, or the refusal. Throws UnexpectedAnswer for anything else.
 * `now` in epoch milliseconds.
 */
export function readIssuedToken(
	text: string,
	account: Account,
	now: number = Date.now(),
): { token: IssuedToken } | { refusal: WeChatRefusal } {
	const body = readBody(text);
	const refusal = refusalIn(body);
	if (refusal) return { refusal };
	const accessToken = textIn(body, 'access_token');
	const lifetime = countIn(body, 'expires_in');
	if (lifetime === 0) throw new UnexpectedAnswer('its "expires_in" is 0');
	return {
		token: {
			accessToken,
			n8n_expires_at: String(renewalTime(lifetime, now)),
			issuedFor: settingsFingerprint(account),
		},
	};
}

/** Joins a base URL, with or without a path or final slash, and a path that begins with a slash. */
export const joinUrl = (baseUrl: string, path: string): string =>
	baseUrl.trim().replace(/\/+$/, '') + path;

const isLoopback = (hostname: string): boolean =>
	hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);

/**
 * Says why a token may not travel to this URL, or undefined when it may. The token stands in the query
 * string, so plain HTTP is for loopback hosts only.
 */
export function urlProblem(text: string): string | undefined {
	let url: URL;
	try {
		url = new URL(text.trim());
	} catch {
		return 'is not a URL';
	}
	if (url.username !== '' || url.password !== '') return 'holds a user name or password';
	if (url.protocol === 'https:') return undefined;
	if (url.protocol !== 'http:') return 'is not an https:// URL';
	return isLoopback(url.hostname)
		? undefined
		: 'is an http:// URL, over which the token could be read by others';
}

/** Why no token can be asked for with these settings, or undefined when one can. */
export function settingsProblem(account: Account): TokenRefusal | undefined {
	const central = account.issuer === 'centralServer';
	const baseUrlProblem =
		urlProblem(account.baseUrl) ??
		(/[?#]/.test(account.baseUrl) ? 'has more than host and path: "?" or "#"' : undefined);
	if (baseUrlProblem) {
		return new TokenRefusal(
			`The "Base URL" of the credential ${baseUrlProblem}`,
			"WeChat's own is https://api.weixin.qq.com.",
		);
	}
	const issuerUrlProblem = central && urlProblem(account.issuerUrl ?? '');
	if (issuerUrlProblem) {
		return new TokenRefusal(
			`The "Token Server URL" of the credential ${issuerUrlProblem}`,
			'Enter the https:// address that answers with the access token.',
		);
	}
	const missing = (
		[
			['appId', 'App ID'],
			['appSecret', 'App Secret'],
		] as const
	).find(([name]) => !central && !account[name]);
	return missing
		? new TokenRefusal(`The "${missing[1]}" of the credential is empty`, 'Enter it there.')
		: undefined;
}

/** Shorter texts are found inside ordinary words; WeChat's own secrets have 32 characters and more. */
const SHORTEST_SECRET = 8;

/** Takes secrets out of a text that came from outside, as they are and as they stand in a URL. */
export function redact(text: string, secrets: ReadonlyArray<string | undefined>): string {
	let clean = text;
	for (const secret of secrets) {
		if (!secret || secret.length < SHORTEST_SECRET || secret.length > text.length) continue;
		for (const form of [secret, encodeURIComponent(secret)]) {
			if (clean.includes(form)) clean = clean.split(form).join('[redacted]');
		}
	}
	return clean;
}
