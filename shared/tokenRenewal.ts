import { sleep } from 'n8n-workflow';
import type { IHttpRequestHelper } from 'n8n-workflow';
import { MAX_ANSWER_BYTES, UnexpectedAnswer } from '../wechat/answer';
import { CODES, repeats } from '../wechat/errorCodes';
import { FORCED_RENEWAL_INTERVAL, readIssuedToken, tokenRequest } from '../wechat/issuers';
import type { IssuedToken, TokenRequest } from '../wechat/issuers';
import { encodeBody } from '../wechat/requestBody';
import { digest, redact } from '../wechat/secrets';
import { settingsFingerprint, settingsIssue, TokenUnavailable, toStoredToken } from './account';
import type { Account, StoredToken, TokenIssue } from './account';
import { connectionFailure } from './connection';
import { explainRefusal } from './explain';
import { httpOptions, readAnswer, wrongStatus } from './httpCall';
import type { HttpAnswer } from './httpCall';
import { repeating } from './repeat';

const TIMEOUT_MS = 15_000;

/**
 * How long an issued token is handed to everyone who asks for it. n8n stores it only after it got it
 * (CredentialsHelper.preAuthentication), and executions that read the row before still ask.
 */
const SHARED_MS = 10_000;

interface Renewal {
	/** The same promise for everyone who asks while it is under way. */
	issuing: Promise<StoredToken>;
	/** The rejected token that it replaces, as a digest. */
	rejected?: string;
	issued?: StoredToken;
	/** Epoch milliseconds; set with `issued`. */
	sharedUntil: number;
}

/** The last renewal for each set of settings, under way or just done. */
const renewals = new Map<string, Renewal>();

/** When this process last refreshed a token by force, in epoch milliseconds, for each set of settings. */
const lastForced = new Map<string, number>();

/**
 * Gets a token from the account's issuer. If a renewal with the same settings is under way, or ended less
 * than 10 seconds ago with a token that the caller does not know, this call gets its token. Throws
 * {@link TokenUnavailable}.
 */
export async function renewToken(
	helper: IHttpRequestHelper,
	account: Account,
): Promise<StoredToken> {
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
 * Whether the renewal is of use to the account. One that does not know of a rejected token may bring that
 * very token again; and whoever comes with the token that was issued last has found it unusable.
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
): Promise<StoredToken> {
	const issue = settingsIssue(account);
	if (issue) throw new TokenUnavailable(issue);
	const issued = await ask(helper, account, false);
	if (!mustForce(account, issued, fingerprint)) return toStoredToken(issued, account);
	lastForced.set(fingerprint, Date.now());
	return toStoredToken(await ask(helper, account, true), account);
}

/** Whether WeChat goes on handing out a stable token that something else has made invalid. */
function mustForce(account: Account, issued: IssuedToken, fingerprint: string): boolean {
	return (
		account.issuer === 'stable' &&
		account.rejected === digest(issued.accessToken) &&
		Date.now() - (lastForced.get(fingerprint) ?? 0) >= FORCED_RENEWAL_INTERVAL * 1000
	);
}

/** What came of asking once. `passing`: the same call may go through a moment later. */
type Attempt = { token: IssuedToken } | { issue: TokenIssue; passing: boolean };

async function ask(
	helper: IHttpRequestHelper,
	account: Account,
	forced: boolean,
): Promise<IssuedToken> {
	const request = tokenRequest(account, forced);
	const result = await repeating(
		async () => await attempt(helper, account, request),
		(one) => 'issue' in one && one.passing,
		sleep,
	);
	if ('token' in result) return result.token;
	throw new TokenUnavailable(result.issue);
}

async function attempt(
	helper: IHttpRequestHelper,
	account: Account,
	request: TokenRequest,
): Promise<Attempt> {
	const issuer = issuerName(account, request);
	const { json, ...call } = request;
	const expiry = AbortSignal.timeout(TIMEOUT_MS);
	const options = httpOptions({
		...call,
		body: json && encodeBody({ json }),
		timeout: TIMEOUT_MS,
		signal: expiry,
	});
	try {
		const answer = await readAnswer(helper.helpers.httpRequest(options), MAX_ANSWER_BYTES);
		return readAttempt(answer, account, issuer);
	} catch (error) {
		if (error instanceof UnexpectedAnswer) return unreadable(issuer, error);
		const { reason, passing } = connectionFailure(expiry.aborted ? { code: 'ETIMEDOUT' } : error);
		return {
			issue: {
				what: `${issuer} ${reason}`,
				next: 'Check the address in the credential, and that this n8n can reach it (proxy, firewall, DNS).',
			},
			// Whoever needs the token has waited long enough when the time is up.
			passing: passing && !expiry.aborted,
		};
	}
}

function readAttempt({ status, content }: HttpAnswer, account: Account, issuer: string): Attempt {
	const wrong = wrongStatus(status);
	if (wrong) {
		return {
			issue: {
				what: `${issuer} answered HTTP ${status} instead of a token`,
				next: 'Check the address and the secret in the credential, then what stands between n8n and that server.',
			},
			passing: wrong.passing,
		};
	}
	const answer = readIssuedToken(content.toString('utf8'));
	if ('token' in answer) return answer;
	const { errcode, errmsg } = answer.refusal;
	const redacted = redact(errmsg, [account.appSecret, account.issuerSecret]);
	const meaning = errcode === CODES.invalidCredential ? CODES.invalidAppSecret : errcode;
	const { message, description } = explainRefusal({ errcode, errmsg: redacted }, {}, meaning);
	return { issue: { what: message, next: description, errcode }, passing: repeats(errcode) };
}

const unreadable = (issuer: string, answer: UnexpectedAnswer): Attempt => ({
	issue: {
		what: `${issuer} gave an answer that holds no token: ${answer.message}`,
		next: 'It must be JSON with "access_token" and "expires_in". Check the address in the credential.',
	},
	passing: false,
});

const issuerName = (account: Account, request: TokenRequest): string =>
	account.issuer === 'centralServer'
		? `The token server ${new URL(request.url).host}`
		: `WeChat's server ${new URL(request.url).host}`;
