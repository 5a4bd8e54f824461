import { bare, refuse } from '../answers';
import type { Answer } from '../answers';
import { checkIp, checkSecret, spendQuota } from '../checks';
import type { Call, Endpoint } from '../endpoint';
import type { Account } from '../state/account';
import type { IssuedToken } from '../state/tokens';

const GRANT_TYPE = 'client_credential';

/** getAccessToken and getStableAccessToken. */
export const TOKEN_ENDPOINTS: Endpoint[] = [
	{
		credential: 'secret',
		method: 'GET',
		path: '/cgi-bin/token',
		handle: (call) =>
			issue(
				call,
				{
					appid: call.query.get('appid'),
					secret: call.query.get('secret'),
					grantType: call.query.get('grant_type'),
				},
				(account) => account.tokens.issueClassic(),
			),
	},
	{
		credential: 'secret',
		method: 'POST',
		path: '/cgi-bin/stable_token',
		handle: (call) => {
			const body = call.json();
			// A body that is not JSON counts as one without an appid.
			if (!body) return refuse(41002);
			const { appid, secret, grant_type: grantType, force_refresh: force } = body;
			return issue(call, { appid, secret, grantType }, (account) =>
				force === true ? account.tokens.forceStable() : account.tokens.issueStable(),
			);
		},
	},
];

function issue(
	call: Call,
	given: { appid: unknown; secret: unknown; grantType: unknown },
	create: (account: Account) => IssuedToken,
): Answer {
	const account = checkSecret(call, given, GRANT_TYPE);
	if ('errcode' in account) return account;
	const refusal = checkIp(call, account) ?? spendQuota(account, call.path);
	return refusal ?? bare(create(account));
}
