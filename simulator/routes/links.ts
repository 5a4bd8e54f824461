import type { Answer } from '../answers';
import { fileAnswer, ok, refuse } from '../answers';
import { drawCode, drawCodeAsJpeg } from '../codePicture';
import type { CodeStyle } from '../codePicture';
import { isObject } from '../json';
import type { AccountCall, Endpoint } from '../endpoint';
import type { Destination } from '../state/links';

const MAX_QUERY = 1024;
const MAX_PATH = 1024;
const MAX_SCENE = 32;
const SCENE = /^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]+$/;
const RESERVED = 'scancode_time';
const VERSIONS = ['release', 'trial', 'develop'];
const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;
const MOST_DAYS = 30;
const WIDTH = { min: 280, max: 1280, usual: 430 };

type Handle = (call: AccountCall, body: Record<string, unknown>) => Answer;

/** Links and codes that lead into a Mini Program. */
export const LINK_ENDPOINTS: Endpoint[] = [
	post('/wxa/generate_urllink', makeUrlLink),
	post('/wxa/generatescheme', makeScheme),
	post('/wxa/genwxashortlink', makeShortLink),
	post('/wxa/getwxacodeunlimit', makeCode),
	post('/wxa/getwxacode', makeCountedCode),
];

function post(path: string, handle: Handle): Endpoint {
	return {
		credential: 'token',
		method: 'POST',
		path,
		body: 'json',
		handle: (call) => handle(call, call.json()!),
	};
}

function makeUrlLink(call: AccountCall, body: Record<string, unknown>): Answer {
	const destination = readDestination(call, body);
	if ('errcode' in destination) return destination;
	const expiresAt = readExpiry(call, body);
	if (typeof expiresAt !== 'number') return expiresAt;
	const errcode = call.account.links.spend();
	if (errcode) return refuse(errcode);
	const link = call.account.links.make('https://wxaurl.cn/', destination, expiresAt);
	return ok({ url_link: link });
}

function makeScheme(call: AccountCall, body: Record<string, unknown>): Answer {
	const { links } = call.account;
	const destination = readDestination(call, isObject(body.jump_wxa) ? body.jump_wxa : {});
	if ('errcode' in destination) return destination;
	const start = 'weixin://dl/business/?t=';
	if (body.is_expire !== true) {
		return links.spendPermanent('link')
			? ok({ openlink: links.make(start, destination) })
			: refuse(85400);
	}
	const expiresAt = readExpiry(call, body);
	if (typeof expiresAt !== 'number') return expiresAt;
	const errcode = links.spend();
	return errcode ? refuse(errcode) : ok({ openlink: links.make(start, destination, expiresAt) });
}

function makeShortLink({ account, state }: AccountCall, body: Record<string, unknown>): Answer {
	const { page_url: url, page_title: title = '', is_permanent: permanent = false } = body;
	if (account.settings.shortLinks === false) return refuse(43104);
	if (typeof title !== 'string' || typeof permanent !== 'boolean') return refuse(40097);
	const isPage = typeof url === 'string' && url !== '' && url.length <= MAX_PATH;
	if (!isPage || !state.isPageOf(account, url)) return refuse(40225);
	const { links } = account;
	if (permanent && !links.spendPermanent('link')) return refuse(85400);
	const [page, ...query] = url.split('?');
	const destination = { page, query: query.join('?'), version: 'release' };
	const expiresAt = state.clock.seconds() + MOST_DAYS * DAY;
	return ok({
		link: links.make(
			`#小程序://${title || account.appId}/`,
			destination,
			permanent ? undefined : expiresAt,
		),
	});
}

function makeCode(call: AccountCall, body: Record<string, unknown>): Answer {
	const { scene, page = '', env_version: version = 'release', check_path: checked = true } = body;
	if (typeof scene !== 'string' || !SCENE.test(scene)) return refuse(40129);
	if (scene.length > MAX_SCENE) return refuse(40169);
	if (scene.includes(RESERVED)) return refuse(85096);
	if (typeof page !== 'string' || page.startsWith('/') || page.includes('?')) return refuse(41030);
	if (checked === true && !call.state.isPageOf(call.account, page)) return refuse(41030);
	return draw(call, body, { page, query: '', scene, version: String(version) });
}

function makeCountedCode(call: AccountCall, body: Record<string, unknown>): Answer {
	const { path, env_version: version = 'release' } = body;
	if (typeof path !== 'string' || path === '' || path.length > MAX_PATH) return refuse(40159);
	if (!call.account.links.spendPermanent('code')) return refuse(45029);
	const [page, ...query] = path.split('?');
	return draw(call, body, { page, query: query.join('?'), version: String(version) });
}

function draw(call: AccountCall, body: Record<string, unknown>, to: Destination): Answer {
	const style = readStyle(body);
	if (!style || !VERSIONS.includes(to.version)) return refuse(40097);
	if (call.state.quirks.codesAsJpeg && !style.transparent) {
		return fileAnswer({ content: drawCodeAsJpeg(to), contentType: 'image/jpeg' });
	}
	return fileAnswer({ content: drawCode(to, style), contentType: 'image/png' });
}

function readStyle(body: Record<string, unknown>): CodeStyle | undefined {
	const { width = WIDTH.usual, is_hyaline: transparent = false, line_color: line } = body;
	if (typeof width !== 'number' || width < WIDTH.min || width > WIDTH.max) return undefined;
	if (typeof transparent !== 'boolean') return undefined;
	const { r = 0, g = 0, b = 0 } = isObject(line) ? line : {};
	return { width, transparent, color: [Number(r), Number(g), Number(b)] };
}

function readDestination(call: AccountCall, given: Record<string, unknown>): Destination | Answer {
	const { path: page = '', query = '', env_version: version = 'release' } = given;
	const { account, state } = call;
	if (typeof version !== 'string' || !VERSIONS.includes(version)) return refuse(40097);
	if (account.settings.released === false && version === 'release') return refuse(85079);
	if (typeof page !== 'string' || page.includes('?')) return refuse(40165);
	if (version === 'release' && !state.isPageOf(account, page)) return refuse(40165);
	if (typeof query !== 'string' || query.length > MAX_QUERY) return refuse(40212);
	return { page, query, version };
}

/** When a link ends in unix seconds; without any word about it, as late as can be. */
function readExpiry({ state }: AccountCall, body: Record<string, unknown>): number | Answer {
	const { expire_type: type = 1, expire_time: time, expire_interval: days = MOST_DAYS } = body;
	const now = state.clock.seconds();
	if (type !== 0 && type !== 1) return refuse(40097);
	const expiresAt = type === 0 ? Number(time) : now + Number(days) * DAY;
	const isWhole = type === 0 || Number.isInteger(days);
	const fits = expiresAt >= now + MINUTE && expiresAt <= now + state.quirks.linkDays * DAY;
	return isWhole && fits ? expiresAt : refuse(85401);
}
