import type { SimulatorState } from '../state/simulatorState';

/** Where the central token server answers. */
export const CENTRAL_SERVER_PATH = '/central/access_token';

/**
 * A company's own token server, as WeChat advises to have one: GET with the bearer secret gives
 * `access_token` and `expires_in` of the first account, or of the one named by `?appid=`. It never
 * counts as a call of WeChat's token endpoints.
 */
export function answerCentralServer(
	state: SimulatorState,
	query: URLSearchParams,
	authorization: string | undefined,
): { status: number; body: string } {
	const secret = state.centralServerSecret;
	if (secret !== undefined && authorization !== `Bearer ${secret}`) {
		return { status: 401, body: '{"error":"unauthorized"}' };
	}
	const appId = query.get('appid') ?? state.accounts[0].appId;
	const account = state.accountOf(appId);
	if (!account) return { status: 404, body: '{"error":"unknown appid"}' };
	return { status: 200, body: JSON.stringify(account.tokens.issueStable()) };
}
