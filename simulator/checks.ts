import type { Answer } from './answers';
import { refuse } from './answers';
import { familyOf } from './endpoint';
import type { AccountCall, Call, Endpoint, TokenEndpoint } from './endpoint';
import type { Account } from './state/account';

const UNICODE_ESCAPE = /\\u[0-9a-f]{4}/i;

/** Answers a call as WeChat does: its checks in their order, then the endpoint itself. */
export function answerCall(endpoint: Endpoint | undefined, call: Call): Answer {
	if (call.state.quirks.requireHttps && !call.secure) return refuse(43003);
	if (!endpoint) return refuse(40066);
	if (endpoint.method !== call.method) return wrongVerb(endpoint);
	if (endpoint.credential === 'secret') return endpoint.handle(call);
	const found = checkToken(call);
	if ('errcode' in found) return found;
	const accountCall = Object.assign(call, { account: found });
	return checkCall(endpoint, accountCall) ?? endpoint.handle(accountCall);
}

/** The checks of every endpoint with a token, once its account is known. */
function checkCall(endpoint: TokenEndpoint, call: AccountCall): Answer | undefined {
	if (endpoint.retired && call.state.retiredApi === 'retired') {
		return refuse(call.state.quirks.retiredErrcode);
	}
	if (call.account.settings.unauthorizedApis?.includes(endpoint.path)) return refuse(48001);
	return spendQuota(call.account, endpoint.path) ?? checkBody(endpoint, call);
}

/** Counts the call, see Quotas.spend. Returns the refusal where it is one too many. */
export function spendQuota(account: Account, path: string, openId?: string): Answer | undefined {
	const errcode = account.quotas.spend(path, openId);
	return errcode && refuse(errcode);
}

/** Checks appid, then grant_type, then secret, then the caller's IP. Returns the account or the refusal. */
export function checkSecret(
	call: Call,
	given: { appid: unknown; secret: unknown; grantType: unknown },
	grantType: string,
): Account | Answer {
	if (!given.appid) return refuse(41002);
	const account = call.state.accountOf(String(given.appid));
	if (!account) return refuse(40013);
	if (given.grantType !== grantType) return refuse(40002);
	if (!given.secret) return refuse(41004);
	if (given.secret !== account.appSecret) {
		const ofAnother = call.state.accounts.some(({ appSecret }) => appSecret === given.secret);
		return ofAnother ? refuse(40001, 'invalid credential') : refuse(40125);
	}
	if (account.settings.secretFrozen) return refuse(40243);
	return account;
}

/** 40164 for callers that are not on the account's list. */
export function checkIp(call: Call, account: Account): Answer | undefined {
	const { ipAllowList } = account.settings;
	if (!ipAllowList || ipAllowList.includes(call.ip)) return undefined;
	return refuse(40164, `invalid ip ${call.ip} ipv6 ::ffff:${call.ip}, not in whitelist`);
}

function checkToken(call: Call): Account | Answer {
	const token = call.query.get('access_token');
	if (!token) return refuse(41001);
	let expired = false;
	for (const account of call.state.accounts) {
		const check = account.tokens.check(token);
		if (check === 'valid') return account;
		expired ||= check === 'expired';
	}
	return refuse(expired ? 42001 : 40001);
}

function checkBody(endpoint: TokenEndpoint, call: AccountCall): Answer | undefined {
	if (endpoint.method === 'GET' || endpoint.body === 'none') return undefined;
	if (call.rawBody === '') return refuse(44002);
	if (call.state.quirks.refuseUnicodeEscapes && UNICODE_ESCAPE.test(call.rawBody)) {
		return refuse(47002);
	}
	return endpoint.body !== 'any' && !call.json() ? refuse(47001) : undefined;
}

function wrongVerb(endpoint: Endpoint): Answer {
	if (familyOf(endpoint.path) === 'wxaapi') return refuse(404);
	return refuse(endpoint.method === 'GET' ? 43001 : 43002);
}
