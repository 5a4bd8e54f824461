import { sleep } from 'n8n-workflow';
import type { IHttpRequestHelper, IHttpRequestOptions } from 'n8n-workflow';
import {
	digest,
	FORCED_RENEWAL_INTERVAL_MS,
	readIssuedToken,
	redact,
	settingsFingerprint,
	settingsProblem,
	TokenRefusal,
	tokenRequest,
} from '../wechat/accessTokens';
import type { Account, IssuedToken, TokenRequest } from '../wechat/accessTokens';
import { collectText, UnexpectedAnswer } from '../wechat/answer';
import { connectionFailure, REPEAT_DELAYS_MS } from '../wechat/connection';
import { explainRefusal } from '../wechat/errorCodes';

const TIMEOUT_MS = 15_000;

/**
 * How long an issued token is handed to everyone who asks for it. n8n stores it only after it got it
 * (CredentialsHelper.preAuthentication), and executions that read the row before still ask.
 */
const SHARED_MS = 10_000;

interface Renewal {
	/** The same promise for everyone who asks while it is under way. */
	issuing: Promise<IssuedToken>;
	/** The rejected token that it replaces, as a digest. */
	rejected?: string;
	issued?: IssuedToken;
	/** Epoch milliseconds; set with `issued`. */
	sharedUntil: number;
}

/** The last renewal of each account, under way or just done. */
const renewals = new Map<string, Renewal>();

/** When this process last refreshed an account's token by force, in epoch milliseconds. */
const lastForced = new Map<string, number>();

/**
 * Gets a token from the account's issuer. Calls that overlap, or come within 10 seconds of a renewal that
 * they do not know of, share its token. Throws {@link TokenRefusal} with the cause in plain words.
 */
export async function renewToken(
	helper: IHttpRequestHelper,
	account: Account,
): Promise<IssuedToken> {
	const fingerprint = settingsFingerprint(account);
	const known = renewals.get(fingerprint);
	if (known && serves(known, account)) return await known.issuing;
	forgetOldRenewals();
	const issuing = renew(helper, account, fingerprint);
	const renewal: Renewal = { issuing, rejected: account.rejected, sharedUntil: Infinity };
	renewals.set(fingerprint, renewal);
	void issuing.then(
		(issued) => Object.assign(renewal, { issued, sharedUntil: Date.now() + SHARED_MS }),
		() => Object.assign(renewal, { sharedUntil: 0 }),
	);
	return await issuing;
}

/**
 * A renewal that does not know of the rejected token may bring that very token again. Whoever comes with
 * the token that was issued last has found it unusable.
 */
function serves({ rejected, issued, sharedUntil }: Renewal, account: Account): boolean {
	if (sharedUntil === Infinity) return !account.rejected || account.rejected === rejected;
	if (!issued) return false;
	return (
		Date.now() < sharedUntil &&
		issued.accessToken !== account.accessToken &&
		digest(issued.accessToken) !== account.rejected
	);
}

function forgetOldRenewals(): void {
	for (const [key, { sharedUntil }] of renewals) {
		if (Date.now() >= sharedUntil) renewals.delete(key);
	}
}

async function renew(
	helper: IHttpRequestHelper,
	account: Account,
	fingerprint: string,
): Promise<IssuedToken> {
	const problem = settingsProblem(account);
	if (problem) throw problem;
	const issued = await ask(helper, account, false);
	if (!mustForce(account, issued, fingerprint)) return issued;
	lastForced.set(fingerprint, Date.now());
	return await ask(helper, account, true);
}

/** WeChat goes on handing out a stable token that something else has made invalid. */
function mustForce(account: Account, issued: IssuedToken, fingerprint: string): boolean {
	return (
		account.issuer === 'stable' &&
		account.rejected === digest(issued.accessToken) &&
		Date.now() - (lastForced.get(fingerprint) ?? 0) >= FORCED_RENEWAL_INTERVAL_MS
	);
}

async function ask(
	helper: IHttpRequestHelper,
	account: Account,
	forced: boolean,
): Promise<IssuedToken> {
	const request = tokenRequest(account, forced);
	for (const delay of REPEAT_DELAYS_MS) {
		const issued = await attempt(helper, account, request);
		if (!(issued instanceof PassingFailure)) return issued;
		await sleep(delay);
	}
	const issued = await attempt(helper, account, request);
	if (issued instanceof PassingFailure) throw issued.refusal;
	return issued;
}

/** Not an error yet: the same call may go through a moment later. */
class PassingFailure {
	constructor(readonly refusal: TokenRefusal) {}
}

async function attempt(
	helper: IHttpRequestHelper,
	account: Account,
	request: TokenRequest,
): Promise<IssuedToken | PassingFailure> {
	const issuer = issuerName(account, request);
	const expiry = AbortSignal.timeout(TIMEOUT_MS);
	let answer: { status: number; text: string };
	try {
		answer = await fetchAnswer(helper, request, expiry);
	} catch (error) {
		if (error instanceof UnexpectedAnswer) throw unreadable(issuer, error);
		const failure = connectionFailure(expiry.aborted ? { code: 'ETIMEDOUT' } : error);
		const refusal = new TokenRefusal(
			`${issuer} ${failure.reason}`,
			'Check the address in the credential, and that this n8n can reach it (proxy, firewall, DNS).',
		);
		// Whoever needs the token has waited long enough when the time is up.
		if (failure.passing && !expiry.aborted) return new PassingFailure(refusal);
		throw refusal;
	}
	if (answer.status >= 500) return new PassingFailure(wrongStatus(issuer, answer.status));
	if (answer.status !== 200) throw wrongStatus(issuer, answer.status);
	return readAnswer(answer.text, account, issuer);
}

function readAnswer(text: string, account: Account, issuer: string): IssuedToken | PassingFailure {
	let answer: ReturnType<typeof readIssuedToken>;
	try {
		answer = readIssuedToken(text, account);
	} catch (error) {
		throw unreadable(issuer, error);
	}
	if ('token' in answer) return answer.token;
	const { errcode, errmsg } = answer.refusal;
	// The token endpoint documents 40001 as "AppSecret wrong": there is no access token in that call.
	const meaning = errcode === 40001 ? 40125 : errcode;
	const redacted = redact(errmsg, [account.appSecret, account.issuerSecret]);
	const { kind, message, description } = explainRefusal({ errcode, errmsg: redacted }, {}, meaning);
	const refusal = new TokenRefusal(message, description, errcode);
	if (kind === 'retry') return new PassingFailure(refusal);
	throw refusal;
}

async function fetchAnswer(
	helper: IHttpRequestHelper,
	{ method, url, headers, query, body }: TokenRequest,
	abortSignal: AbortSignal,
): Promise<{ status: number; text: string }> {
	const options: IHttpRequestOptions = {
		method,
		url,
		headers,
		qs: query,
		body,
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: TIMEOUT_MS,
		abortSignal,
	};
	const response = await helper.helpers.httpRequest(options);
	return { status: response.statusCode, text: await collectText(response.body) };
}

const issuerName = (account: Account, request: TokenRequest): string =>
	account.issuer === 'centralServer'
		? `The token server ${new URL(request.url).host}`
		: `WeChat's server ${new URL(request.url).host}`;

const wrongStatus = (issuer: string, status: number): TokenRefusal =>
	new TokenRefusal(
		`${issuer} answered HTTP ${status} instead of a token`,
		'Check the address and the secret in the credential, then what stands between n8n and that server.',
	);

const unreadable = (issuer: string, answer: UnexpectedAnswer): TokenRefusal =>
	new TokenRefusal(
		`${issuer} gave an answer that holds no token: ${answer.message}`,
		'It must be JSON with "access_token" and "expires_in". Check the address in the credential.',
	);
