import type { Simulator } from '../../simulator';
import type { Choice, LiveRequest, Observation, Values } from './side';

/** One call that is made on both sides. */
export interface Step {
	name: string;
	/** What it changes in the account; left out, it only reads. */
	changes?: 'add' | 'send';
	/** What nobody knows yet, and this answer tells. */
	asks?: string;
	/** The call; undefined where the account has not got what it needs. */
	request(values: Values): LiveRequest | undefined;
	/** What later calls need of a body. */
	keep?(body: Record<string, unknown>, values: Values): void;
	/** Brings the simulator to where the account stood, by its answer. */
	prepare?(simulator: Simulator, values: Values, real: Observation): void;
}

const get = (path: string, query?: Record<string, string>): LiveRequest => ({
	method: 'GET',
	path,
	query,
});
const post = (path: string, json: object): LiveRequest => ({ method: 'POST', path, json });
const newtmpl = (name: string) => `/wxaapi/newtmpl/${name}`;
const LEGACY = '/cgi-bin/wxopen/template/';
const RETIRED = 'what the retired API answers beside its send';
const SEND = '/cgi-bin/message/subscribe/send';
/** A template has at least so many. */
const KEYWORDS = 2;
const MADE_UP_CODE = '0a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P';

const first = (body: Record<string, unknown>): Record<string, unknown> | undefined =>
	(body.data as Array<Record<string, unknown>> | undefined)?.[0];

/** The keywords of one of the library's titles; a title with too few makes no template. */
function keywordsOf(index: number): Step {
	return {
		name: `Keywords of title ${index + 1}`,
		request: ({ titles = [] }) =>
			titles[index] === undefined
				? undefined
				: get(newtmpl('getpubtemplatekeywords'), { tid: titles[index] }),
		keep: (body, values) => {
			const keywords = (body.data as Choice['keywords']).slice(0, KEYWORDS);
			if (keywords.length === KEYWORDS) values.choice ??= { tid: values.titles![index], keywords };
		},
	};
}

/** The token comes first: without it there is nothing to compare. */
export const TOKEN_STEP: Step = {
	name: 'Stable token',
	request: ({ appId, appSecret }) => ({
		...post('/cgi-bin/stable_token', {
			grant_type: 'client_credential',
			appid: appId,
			secret: appSecret,
			force_refresh: false,
		}),
		token: false,
	}),
	keep: (body, values) => {
		values.token = String(body.access_token);
	},
};

const READS: Step[] = [
	{
		name: 'Token of an unknown App ID',
		request: () => ({
			...get('/cgi-bin/token', { grant_type: 'client_credential', appid: 'wx0', secret: 'x' }),
			token: false,
		}),
	},
	{ name: 'Without a token', request: () => ({ ...post(SEND, {}), token: false }) },
	{
		name: 'With a made-up token',
		request: () => ({ ...get(newtmpl('getcategory'), { access_token: 'x' }), token: false }),
	},
	{
		name: 'Categories',
		request: () => get(newtmpl('getcategory')),
		keep: (body, values) => {
			values.category = first(body) && String(first(body)!.id);
		},
	},
	{
		name: 'Library',
		request: ({ category }) =>
			category === undefined
				? undefined
				: get(newtmpl('getpubtemplatetitles'), { ids: category, start: '0', limit: '30' }),
		keep: (body, values) => {
			values.titles = (body.data as Array<{ tid: number }>).map(({ tid }) => String(tid));
		},
	},
	{
		name: 'Library of a category in quotes',
		request: () => get(newtmpl('getpubtemplatetitles'), { ids: '"2"', start: '0', limit: '30' }),
	},
	...[0, 1, 2].map(keywordsOf),
	{ name: 'Keywords of no title', request: () => get(newtmpl('getpubtemplatekeywords')) },
	{ name: 'Wrong verb on newtmpl', request: () => post(newtmpl('gettemplate'), {}) },
	{ name: 'Templates', request: () => get(newtmpl('gettemplate')) },
	{ name: 'Quota', request: () => post('/cgi-bin/openapi/quota/get', { cgi_path: SEND }) },
	{
		name: 'Quota of no path',
		request: () => post('/cgi-bin/openapi/quota/get', { cgi_path: '/x' }),
	},
	{
		name: 'A request by its rid',
		request: ({ rid }) =>
			rid === undefined ? undefined : post('/cgi-bin/openapi/rid/get', { rid }),
	},
	{ name: 'Addresses of the API', request: () => get('/cgi-bin/get_api_domain_ip') },
	{ name: 'Addresses of pushes', request: () => get('/cgi-bin/getcallbackip') },
	{
		name: 'Check of the push URL',
		request: () => post('/cgi-bin/callback/check', { action: 'dns', check_operator: 'DEFAULT' }),
		prepare: (simulator, _values, { errcode }) => {
			const push = { token: 'live', mode: 'plaintext', format: 'json' } as const;
			if (errcode === undefined) simulator.setPush({ ...push, url: simulator.url });
		},
	},
	{
		name: 'A made-up login code',
		request: ({ appId, appSecret }) => ({
			...get('/sns/jscode2session', {
				appid: appId,
				secret: appSecret,
				js_code: MADE_UP_CODE,
				grant_type: 'authorization_code',
			}),
			token: false,
		}),
	},
	{
		name: 'A made-up phone code',
		request: () => post('/wxa/business/getuserphonenumber', { code: MADE_UP_CODE }),
	},
	{
		name: 'No phone code',
		asks: 'whether a missing phone code is 47001 or 40097',
		request: () => post('/wxa/business/getuserphonenumber', {}),
	},
	{ name: 'A made-up media_id', request: () => get('/cgi-bin/media/get', { media_id: 'x' }) },
	{
		name: "Official Accounts' templates",
		request: () => get('/cgi-bin/template/get_all_private_template'),
	},
	{ name: 'A path that nobody has', request: () => get('/cgi-bin/nowhere') },
	{
		name: 'Retired library',
		asks: RETIRED,
		request: () => post(`${LEGACY}library/list`, { offset: 0, count: 5 }),
	},
	{
		name: 'Retired keywords',
		asks: RETIRED,
		request: () => post(`${LEGACY}library/get`, { id: 'AT0002' }),
	},
	{
		name: 'Retired templates',
		asks: RETIRED,
		request: () => post(`${LEGACY}list`, { offset: 0, count: 20 }),
	},
];

const CHANGES: Step[] = [
	{
		name: 'Add a template',
		changes: 'add',
		request: ({ choice }) =>
			choice &&
			post(newtmpl('addtemplate'), {
				tid: choice.tid,
				kidList: choice.keywords.map(({ kid }) => kid),
				sceneDesc: 'live check',
			}),
		keep: (body, values) => {
			values.added = String(body.priTmplId);
		},
		prepare: (simulator, { choice }, { errcode }) => {
			const kids = choice?.keywords.map(({ kid }) => kid) ?? [];
			if (errcode === 200022 && choice) simulator.account.addTemplate(Number(choice.tid), kids);
		},
	},
	{
		name: 'Send with a value left out',
		changes: 'send',
		asks: 'whether 47003 or 43101 comes first',
		request: ({ added, openId }) =>
			added && openId ? post(SEND, { touser: openId, template_id: added, data: {} }) : undefined,
	},
	{
		name: 'Send',
		changes: 'send',
		request: ({ added, openId, choice }) => {
			const values = (choice?.keywords ?? []).map(({ kid, rule, example }) => [
				`${rule}${kid}`,
				{ value: example },
			]);
			const message = { touser: openId, template_id: added, data: Object.fromEntries(values) };
			return added && openId ? post(SEND, message) : undefined;
		},
		prepare: (simulator, { added, openId }, { errcode }) => {
			if (errcode === 0 && added && openId) simulator.subscribe(openId, added);
		},
	},
	{
		name: 'Delete the template that was added',
		changes: 'add',
		request: ({ added }) =>
			added ? post(newtmpl('deltemplate'), { priTmplId: added }) : undefined,
	},
];

/** The calls in their order. changes: what may be changed in the account; sending needs a template of its own. */
export const stepsFor = (changes: 'nothing' | 'add' | 'send'): Step[] => [
	...READS,
	...CHANGES.filter((step) => changes === 'send' || step.changes === changes),
];
