import { refuse } from '../answers';
import type { Endpoint } from '../endpoint';

/** Template messages of Official Accounts: a Mini Program's token opens none of them (48001). */
const PATHS: Array<[Endpoint['method'], string]> = [
	['POST', '/cgi-bin/message/template/send'],
	['POST', '/cgi-bin/template/api_add_template'],
	['POST', '/cgi-bin/template/api_set_industry'],
	['POST', '/cgi-bin/template/del_private_template'],
	['GET', '/cgi-bin/template/get_all_private_template'],
	['GET', '/cgi-bin/template/get_industry'],
];

/** What WeChat has, but not for Mini Programs. */
export const OFFICIAL_ACCOUNT_ENDPOINTS: Endpoint[] = PATHS.map(([method, path]) => ({
	credential: 'token',
	method,
	path,
	body: 'none',
	handle: () => refuse(48001),
}));
