import type { Answer } from '../answers';
import { ok, okMessageFirst, refuse } from '../answers';
import type { AccountCall, Endpoint } from '../endpoint';
import { CARD_KINDS, cardKindOfTitle } from '../library/cardKinds';
import { CATEGORIES, SUBSCRIBE_TITLES } from '../library/subscribeTitles';
import type { SubscribeTitle } from '../library/subscribeTitles';
import { chooseCardTitle, chooseSubscribeKeywords } from '../state/templates';
import type { Template } from '../state/templates';
import { readTemplateBody } from './newtmplBody';

const MAX_LIMIT = 30;
const MIN_KEYWORDS = 2;
const MAX_KEYWORDS = 5;
const MAX_SCENE = 15;
const TITLES = [...SUBSCRIBE_TITLES.values()];

/** Library and private templates of subscribe messages. */
export const SUBSCRIBE_TEMPLATE_ENDPOINTS: Endpoint[] = [
	get('getcategory', listCategories),
	get('getpubtemplatetitles', listLibrary),
	get('getpubtemplatekeywords', getKeywords),
	get('gettemplate', listTemplates),
	post('addtemplate', addTemplate),
	post('deltemplate', deleteTemplate),
];

function get(name: string, handle: (call: AccountCall) => Answer): Endpoint {
	return { credential: 'token', method: 'GET', path: `/wxaapi/newtmpl/${name}`, handle };
}

function post(name: string, handle: (call: AccountCall) => Answer): Endpoint {
	const path = `/wxaapi/newtmpl/${name}`;
	return { credential: 'token', method: 'POST', path, body: 'any', handle };
}

function listCategories(call: AccountCall): Answer {
	const { categories } = call.account.settings;
	return ok({ data: CATEGORIES.filter(({ id }) => categories.includes(id)) });
}

function listLibrary(call: AccountCall): Answer {
	const ids = call.query.get('ids');
	const start = wholeNumber(call.query.get('start'));
	const limit = wholeNumber(call.query.get('limit'));
	if (!ids) return refuse(200018);
	const categories = ids.split(',').map(wholeNumber);
	if (!categories.every((id) => CATEGORIES.some((category) => category.id === id))) {
		// The empty list stands in one public log.
		return refuse(200019, undefined, { count: 0, data: [] });
	}
	if (start === undefined) return refuse(200016);
	if (!limit || limit > MAX_LIMIT) return refuse(200017);
	const cards = call.state.quirks.libraryListsCards ? cardTitles(categories[0]!) : [];
	const titles = [...TITLES.filter(({ categoryId }) => categories.includes(categoryId)), ...cards];
	const data = titles.slice(start, start + limit).map(({ tid, title, type, categoryId }) => ({
		tid,
		title,
		type,
		categoryId: call.state.quirks.categoryIdAsNumber ? categoryId : String(categoryId),
	}));
	return ok({ count: titles.length, data });
}

/** Which category cards belong to is not public: here it is the first that is asked for. */
const cardTitles = (categoryId: number) =>
	[...CARD_KINDS.values()].map(({ tid, title }) => ({ tid, title, type: 2, categoryId }));

function getKeywords(call: AccountCall): Answer {
	const tid = call.query.get('tid');
	if (!tid) return refuse(200014, 'missing parameter tid');
	if (cardKindOfTitle(Number(tid))) return ok({ data: [] });
	const title = SUBSCRIBE_TITLES.get(Number(tid));
	if (!title) return refuse(200014);
	const { keywords } = title;
	return ok({
		count: keywords.length,
		data: keywords.map(({ kid, name, example, rule }) => ({ kid, name, example, rule })),
	});
}

function listTemplates(call: AccountCall): Answer {
	return ok({ data: call.account.subscribeTemplates.all().map(describe) });
}

function describe(template: Template): Record<string, unknown> {
	const { id, title, type, fields } = template;
	const enums = fields.filter(({ enumValues }) => enumValues);
	return {
		priTmplId: id,
		title,
		content: fields.map(({ label, key }) => `${label}:{{${key}.DATA}}\n`).join(''),
		example: fields.map(({ label, example }) => `${label}:${example}\n`).join(''),
		...(enums.length > 0
			? {
					keywordEnumValueList: enums.map(({ enumValues, key }) => ({
						enumValueList: enumValues,
						keywordCode: `${key}.DATA`,
					})),
				}
			: {}),
		type,
	};
}

function addTemplate(call: AccountCall): Answer {
	const body = readTemplateBody(call);
	if (!body) return refuse(47001);
	const { tid, kidList, sceneDesc = '' } = body;
	const { subscribeTemplates: templates, settings } = call.account;
	if (tid === undefined) return refuse(200014, 'missing parameter tid');
	const title = SUBSCRIBE_TITLES.get(Number(tid));
	if (!title && !cardKindOfTitle(Number(tid))) return refuse(200014);
	const kids = Array.isArray(kidList) ? kidList.map(Number) : [];
	const chosen = title ? chooseKeywords(title, kids) : chooseCardTitle(Number(tid), kids);
	if (!chosen) return refuse(200020);
	if (typeof sceneDesc !== 'string' || [...sceneDesc].length > MAX_SCENE) return refuse(200021);
	const existing = templates.sameChoice(chosen.choice);
	if (existing) return refuse(200022, undefined, { priTmplId: existing.id });
	if (templates.count >= settings.privateTemplateLimit) return refuse(200012);
	return okMessageFirst({ priTmplId: templates.add(chosen).id });
}

function chooseKeywords(title: SubscribeTitle, kids: number[]) {
	const isAllowed = kids.length >= MIN_KEYWORDS && kids.length <= MAX_KEYWORDS;
	const isUnique = new Set(kids).size === kids.length;
	return isAllowed && isUnique ? chooseSubscribeKeywords(title, kids) : undefined;
}

function deleteTemplate(call: AccountCall): Answer {
	const body = readTemplateBody(call);
	if (!body) return refuse(47001);
	if (body.priTmplId === undefined) return refuse(200014, 'missing parameter priTmplId');
	return call.account.subscribeTemplates.delete(body.priTmplId) ? ok() : refuse(20001);
}

function wholeNumber(text: string | null): number | undefined {
	return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
