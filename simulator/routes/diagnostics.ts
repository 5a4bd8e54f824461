import type { Answer } from '../answers';
import { bare, ok, refuse } from '../answers';
import type { AccountCall, Endpoint } from '../endpoint';

const RID = /^([0-9a-f]{8})-[0-9a-f]{8}-[0-9a-f]{8}$/;
const WEEK = 7 * 24 * 60 * 60;
/** From the block that is reserved for documentation. */
const API_IPS = ['192.0.2.18', '192.0.2.103'];
const OPERATORS = ['CHINANET', 'UNICOM', 'CAP', 'DEFAULT'];
const CALLBACK_IPS = ['127.0.0.1', '192.0.2.0/28'];

/** Quotas, request ids and addresses. known: whether a path is an endpoint. */
export function diagnosticEndpoints(known: (path: string) => boolean): Endpoint[] {
	return [
		post('/cgi-bin/openapi/quota/get', (call) => getQuota(call, known)),
		post('/cgi-bin/clear_quota', clearQuota),
		post('/cgi-bin/openapi/rid/get', getRid),
		post('/cgi-bin/callback/check', checkCallback),
		get('/cgi-bin/get_api_domain_ip', () => bare({ ip_list: API_IPS })),
		get('/cgi-bin/getcallbackip', () => bare({ ip_list: CALLBACK_IPS })),
	];
}

function get(path: string, handle: (call: AccountCall) => Answer): Endpoint {
	return { credential: 'token', method: 'GET', path, handle };
}

function post(path: string, handle: (call: AccountCall) => Answer): Endpoint {
	return { credential: 'token', method: 'POST', path, body: 'json', handle };
}

function getQuota(call: AccountCall, known: (path: string) => boolean): Answer {
	const path = String(call.json()!.cgi_path);
	const { quotas } = call.account;
	if (path.startsWith('/sns/')) return refuse(76022);
	if (!known(path)) return refuse(76021);
	const { perDay = 0, perMinute } = quotas.limit(path);
	const used = quotas.usedToday(path);
	return ok({
		quota: { daily_limit: perDay, used, remain: Math.max(perDay - used, 0) },
		...(perMinute === undefined
			? {}
			: { rate_limit: { call_count: perMinute, refresh_second: 60 } }),
	});
}

function clearQuota(call: AccountCall): Answer {
	if (call.json()!.appid !== call.account.appId) return refuse(40013);
	return call.account.quotas.clear() ? ok() : refuse(48006);
}

function checkCallback(call: AccountCall): Answer {
	const { action, check_operator: operator } = call.json()!;
	if (!['dns', 'ping', 'all'].includes(String(action))) return refuse(40202);
	if (!OPERATORS.includes(String(operator))) return refuse(40203);
	if (call.state.callbackUrl === undefined) return refuse(40201);
	const ip = '127.0.0.1';
	return bare({
		...(action === 'ping' ? {} : { dns: [{ ip, real_operator: operator }] }),
		...(action === 'dns'
			? {}
			: { ping: [{ ip, from_operator: operator, package_loss: '0%', time: '23.079ms' }] }),
	});
}

function getRid(call: AccountCall): Answer {
	const rid = String(call.json()!.rid);
	const match = RID.exec(rid);
	if (!match) return refuse(76002);
	if (call.state.clock.seconds() - parseInt(match[1], 16) > WEEK) return refuse(76004);
	const kept = call.state.requests.get(rid);
	if (!kept) return refuse(76001);
	return kept.appId === call.account.appId ? ok({ request: kept.request }) : refuse(76003);
}
