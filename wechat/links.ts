import { textIn, UnexpectedAnswer } from './answer';
import type { Endpoint, WeChatFile, WeChatRequest } from './endpoint';
import type { Json, JsonObject } from './json';
import { pictureKind } from './picture';
import type { Problem } from './problem';

/** Which version of the Mini Program a link opens: the published one, the trial or the developer's. */
export type MiniProgramVersion = 'release' | 'trial' | 'develop';

/** How long a link lives: a number of days, or until a moment in epoch milliseconds. */
export type LinkLife = { days: number } | { endsAt: number };

/** A link that opens a page of the Mini Program. */
export interface Link {
	/** Without it the Mini Program opens its first page. See {@link pageProblem}. */
	page?: string;
	/** As {@link queryText} writes it. */
	query?: string;
	life: LinkLife;
	/** WeChat opens the published version where none is given. */
	version?: MiniProgramVersion;
}

/** A short link, which works inside WeChat only. */
export interface ShortLink {
	/** With its query; see {@link pageWithQuery}. */
	page: string;
	/** Shown with the link. */
	title?: string;
	/** A link for good, of which an account may have 100,000; otherwise it lives 30 days. */
	permanent: boolean;
}

/** A code to scan, of which an account may have any number. */
export interface MiniProgramCode {
	/** What the page reads as `scene`. See {@link sceneProblem}. */
	scene: string;
	page?: string;
	/** Pixels; see {@link CODE_WIDTH}. */
	width?: number;
	/** WeChat checks that the page is in the published version where nothing is said. */
	checkPage?: boolean;
	transparent?: boolean;
	version?: MiniProgramVersion;
}

/** Characters; generate_urllink, generatescheme and genwxashortlink agree. */
const MAX_QUERY_LENGTH = 1024;

/** Days; generate_urllink and generatescheme agree. */
export const LINK_DAYS = { min: 1, max: 30 };

/** Pixels (getwxacodeunlimit). */
export const CODE_WIDTH = { min: 280, max: 1280 };

const MAX_SCENE_LENGTH = 32;
const sceneForm = /^[\w!#$&'()*+,/:;=?@.~-]*$/;
const loneSurrogate = /[\uD800-\uDFFF]/u;
// What may stand in a query as it is, among it what is encoded already (%E4).
const queryCharacters = /%[0-9a-f]{2}|[\w!#$&'()*+,/:;=?@.~-]+/gi;

/** A page path as WeChat wants it: without slash at the start. */
export const pagePath = (given: string): string => given.trim().replace(/^\/+/, '');

/** Why a page path without slash at the start is none, or undefined when it may be one. */
export function pageProblem(page: string): Problem | undefined {
	if (page.includes('?')) {
		return { what: 'holds a query', next: 'Move what follows the question mark out of it.' };
	}
	if (/[\s#]|:\/\//.test(page)) {
		return {
			what: 'is not the path of a page',
			next: 'Write it as it stands in app.json of the Mini Program, such as pages/index/index.',
		};
	}
	return undefined;
}

/** The query of a page as WeChat takes it, or why there is none. */
export type ReadQuery = { query: string } | { problem: Problem };

/**
 * Writes a query: a text, in which only what WeChat does not take as it is gets encoded, or an object,
 * of which every name and value gets encoded. Empty values stay, null is left out.
 */
export function queryText(given: string | JsonObject): ReadQuery {
	const pairs = typeof given === 'string' ? [] : pairsOf(given);
	const texts = typeof given === 'string' ? [given] : pairs.flat();
	if (pairs.some(([, value]) => typeof value === 'object')) {
		return invalidQuery('holds an object or a list', 'Give every name one text or number.');
	}
	if (texts.some((text) => loneSurrogate.test(String(text)))) {
		return invalidQuery('holds half a character', 'Take the broken character out.');
	}
	const query =
		typeof given === 'string'
			? encodeRest(given.trim().replace(/^\?/, ''))
			: pairs.map((pair) => pair.map(encoded).join('=')).join('&');
	return query.length > MAX_QUERY_LENGTH ? { problem: tooLong(query) } : { query };
}

const pairsOf = (given: JsonObject): Array<[string, Json]> =>
	Object.entries(given).filter(([, value]) => value !== null && value !== undefined);

const encoded = (part: Json): string => encodeURIComponent(String(part));

const invalidQuery = (what: string, next: string): ReadQuery => ({ problem: { what, next } });

const tooLong = (text: string): Problem => ({
	what: `has ${text.length} characters once it is encoded`,
	next: `Shorten it: WeChat takes at most ${MAX_QUERY_LENGTH}.`,
});

/** Encodes what WeChat does not take as it is, and nothing a second time. */
function encodeRest(text: string): string {
	let query = '';
	let from = 0;
	for (const match of text.matchAll(queryCharacters)) {
		query += encoded(text.slice(from, match.index)) + match[0];
		from = match.index + match[0].length;
	}
	return query + encoded(text.slice(from));
}

/** A page path with its query, as a short link has it, or why WeChat would refuse it. */
export function pageWithQuery(given: string): { page: string } | { problem: Problem } {
	const [path, ...rest] = pagePath(given).split('?');
	const problem = path === '' ? { what: 'is empty', next: 'Enter a page.' } : pageProblem(path);
	if (problem) return { problem };
	const read = queryText(rest.join('?'));
	if ('problem' in read) return read;
	const page = read.query === '' ? path : `${path}?${read.query}`;
	return page.length > MAX_QUERY_LENGTH ? { problem: tooLong(page) } : { page };
}

/** Why WeChat would refuse this life of a link, or undefined. `now` in epoch milliseconds. */
export function lifeProblem(life: LinkLife, now: number = Date.now()): Problem | undefined {
	if ('days' in life) {
		const { min, max } = LINK_DAYS;
		const fits = Number.isInteger(life.days) && life.days >= min && life.days <= max;
		return fits
			? undefined
			: {
					what: `is not a whole number from ${min} to ${max}`,
					next: 'WeChat keeps no link longer.',
				};
	}
	return life.endsAt > now
		? undefined
		: { what: 'is not in the future', next: 'Choose a date and time that is still to come.' };
}

/** Why WeChat would refuse this scene, or undefined. */
export function sceneProblem(scene: string): Problem | undefined {
	if (scene === '') {
		return { what: 'is empty', next: 'Enter what the page shall read as its scene.' };
	}
	if (!sceneForm.test(scene)) {
		return {
			what: 'holds a character that WeChat does not take',
			next: "Use digits, the letters A to Z and a to z, and !#$&'()*+,/:;=?@-._~ only.",
		};
	}
	return scene.length > MAX_SCENE_LENGTH
		? {
				what: `has ${scene.length} characters`,
				next: `Shorten it to ${MAX_SCENE_LENGTH}, for instance by an ID under which the page finds the rest.`,
			}
		: undefined;
}

const post = (path: string, json: JsonObject): WeChatRequest => ({
	method: 'POST',
	path,
	body: { json },
	// A second call only makes a second link or code; permanent short links say otherwise.
	repeatable: true,
	identifiedBy: 'accessToken',
});

const place = ({ page, query, version }: Link): JsonObject => ({
	...(page && { path: page }),
	...(query && { query }),
	...(version && { env_version: version }),
});

const expiry = (life: LinkLife): JsonObject =>
	'days' in life
		? { expire_type: 1, expire_interval: life.days }
		: { expire_type: 0, expire_time: Math.floor(life.endsAt / 1000) };

/** Creates a link for mails and text messages, which opens the Mini Program from any browser (generateUrlLink). */
export const createUrlLink: Endpoint<Link, JsonObject> = {
	request: (link) => post('/wxa/generate_urllink', { ...place(link), ...expiry(link.life) }),
	read: (body) => ({ url_link: textIn(body, 'url_link') }),
};

/** Creates a `weixin://` link, which apps and web pages can open (generateScheme). */
export const createScheme: Endpoint<Link, JsonObject> = {
	request: (link) =>
		post('/wxa/generatescheme', {
			jump_wxa: place(link),
			is_expire: true,
			...expiry(link.life),
		}),
	read: (body) => ({ openlink: textIn(body, 'openlink') }),
};

/** Creates a short link for chats inside WeChat (generateShortLink). */
export const createShortLink: Endpoint<ShortLink, JsonObject> = {
	request: ({ page, title, permanent }) => ({
		...post('/wxa/genwxashortlink', {
			page_url: page,
			...(title && { page_title: title }),
			is_permanent: permanent,
		}),
		repeatable: !permanent,
	}),
	read: (body) => ({ link: textIn(body, 'link') }),
};

/**
 * Creates a code to scan (getUnlimitedQRCode): a PNG or JPEG named `code.png` or `code.jpg`. Throws
 * UnexpectedAnswer when what arrives is neither.
 */
export const createCode: Endpoint<MiniProgramCode, WeChatFile> = {
	request: ({ scene, page, width, checkPage, transparent, version }) =>
		post('/wxa/getwxacodeunlimit', {
			scene,
			...(page && { page }),
			...(checkPage !== undefined && { check_path: checkPage }),
			...(version && { env_version: version }),
			...(width !== undefined && { width }),
			...(transparent !== undefined && { is_hyaline: transparent }),
		}),
	readFile: ({ content }) => {
		const kind = pictureKind(content);
		if (kind === undefined || kind.ending === 'gif') {
			throw new UnexpectedAnswer('it is neither PNG nor JPEG');
		}
		return { fileName: `code.${kind.ending}`, contentType: kind.contentType, content };
	},
};
