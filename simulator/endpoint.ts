import type { Answer, Family } from './answers';
import type { Account } from './state/account';
import type { SimulatorState } from './state/simulatorState';

/** A request as it came in. */
export interface Call {
	state: SimulatorState;
	method: string;
	path: string;
	query: URLSearchParams;
	contentType: string;
	ip: string;
	/** Came over https, as far as a proxy says. */
	secure: boolean;
	/** The body as received. */
	bytes: Buffer;
	/** The body as text, for those who expect one. */
	rawBody: string;
	/** The body as an object; undefined where it is not a JSON object in UTF-8. */
	json(): Record<string, unknown> | undefined;
}

/** A call whose access token belongs to an account. */
export interface AccountCall extends Call {
	account: Account;
}

/** An endpoint that is opened with an access token. */
export interface TokenEndpoint {
	credential: 'token';
	method: 'GET' | 'POST';
	path: string;
	/** What the body must be before `handle` is asked. `any`: something; `none`: nobody looks. */
	body?: 'json' | 'any' | 'none';
	/** Belongs to the API that WeChat switched off in January 2020. */
	retired?: boolean;
	handle(call: AccountCall): Answer;
}

/** An endpoint that is opened with appid and secret: it finds and checks the account itself. */
export interface SecretEndpoint {
	credential: 'secret';
	method: 'GET' | 'POST';
	path: string;
	handle(call: Call): Answer;
}

/** One endpoint of WeChat. */
export type Endpoint = TokenEndpoint | SecretEndpoint;

/** The family of a path; unknown paths count as cgi-bin. */
export function familyOf(path: string): Family {
	if (path.startsWith('/sns/')) return 'sns';
	if (path.startsWith('/wxaapi/')) return 'wxaapi';
	return path.startsWith('/wxa/') ? 'wxa' : 'cgi-bin';
}
