import { checkConfirmed, countIn, idText, isObject, recordsIn, textIn } from './answer';
import { cardKinds, isCardTitle } from './cardKinds';
import type { Endpoint, WeChatRequest } from './endpoint';
import type { Json, JsonObject } from './json';
import { CODES } from './errorCodes';
import { readSent } from './messageSystem';
import type { MessageSystem } from './messageSystem';
import { readTemplateFields } from './templateContent';
import type { KeywordEnumValues } from './templateContent';

/** What lists call the title or template of a service card. */
const CARD = 'Service Card';

const TEMPLATE_TYPES: Record<string, string> = { '2': 'One-time', '3': 'Long-term' };

const get = (path: string, query: WeChatRequest['query'] = {}): WeChatRequest => ({
	method: 'GET',
	path,
	query,
	repeatable: true,
	identifiedBy: 'accessToken',
});

const post = (path: string, body: JsonObject): WeChatRequest => ({
	method: 'POST',
	path,
	body: { json: body },
	repeatable: false,
	identifiedBy: 'accessToken',
});

/** The values that WeChat allows for enum keywords; what is not in the documented form is left out. */
const enumValues = (list: Json | undefined): KeywordEnumValues[] =>
	(Array.isArray(list) ? list : []).filter(isObject).map(({ keywordCode, enumValueList }) => ({
		keywordCode: idText(keywordCode),
		enumValueList: Array.isArray(enumValueList) ? enumValueList.map(idText) : [],
	}));

/** The categories the account has chosen in WeChat's console (getCategory). */
export const getCategories: Endpoint<void, JsonObject[]> = {
	request: () => get('/wxaapi/newtmpl/getcategory'),
	read: (body) => recordsIn(body, 'data'),
};

/**
 * Subscribe Messages: what WeChat runs today (`/wxaapi/newtmpl` and `message/subscribe/send`). The user
 * must have accepted the template in the Mini Program; a one-time template allows one message each time.
 */
export const subscribeMessages: MessageSystem = {
	titlesPerCall: 30,
	keywordCount: { min: 2, max: 5 },
	allFieldsRequired: true,
	cardTitles: cardKinds.map(({ titleId, name, type }) => ({
		id: titleId,
		name: `${name} (${type})`,
		note: CARD,
	})),

	listCategories: getCategories,
	listLibrary: {
		request: ({ offset, count, categoryIds = [] }) =>
			get('/wxaapi/newtmpl/getpubtemplatetitles', {
				ids: categoryIds.join(','),
				start: offset,
				limit: count,
			}),
		read: (body) => ({ titles: recordsIn(body, 'data'), total: countIn(body, 'count') }),
	},
	getKeywords: {
		request: ({ titleId }) => get('/wxaapi/newtmpl/getpubtemplatekeywords', { tid: titleId }),
		read: (body, { titleId }) =>
			recordsIn(body, 'data').map((keyword) => ({ tid: titleId, ...keyword })),
	},
	addTemplate: {
		request: ({ titleId, keywordIds, sceneDescription }) =>
			post('/wxaapi/newtmpl/addtemplate', {
				tid: titleId,
				kidList: keywordIds,
				...(sceneDescription && { sceneDesc: sceneDescription }),
			}),
		read: (body) => ({ priTmplId: textIn(body, 'priTmplId') }),
		// WeChat answers with the id of the identical template that the account already has.
		alsoSuccess: [CODES.templateExists],
	},
	listTemplates: {
		request: () => get('/wxaapi/newtmpl/gettemplate'),
		read: (body, { offset, count }) => recordsIn(body, 'data').slice(offset, offset + count),
	},
	deleteTemplate: {
		request: ({ templateId }) => post('/wxaapi/newtmpl/deltemplate', { priTmplId: templateId }),
		read: (body, { templateId }) => {
			checkConfirmed(body);
			return { deleted: true, priTmplId: templateId };
		},
	},
	send: {
		request: ({ openId, templateId, page, data, miniprogramState, lang }) =>
			post('/cgi-bin/message/subscribe/send', {
				touser: openId,
				template_id: templateId,
				...(page && { page }),
				data: data as JsonObject,
				...(miniprogramState && { miniprogram_state: miniprogramState }),
				...(lang && { lang }),
			}),
		read: readSent,
	},

	nameTitle: ({ tid, title, type }) => ({
		id: idText(tid),
		name: idText(title),
		note: isCardTitle(idText(tid)) ? CARD : TEMPLATE_TYPES[idText(type)],
	}),
	nameKeyword: ({ kid, name, example }) => ({
		id: idText(kid),
		name: idText(name),
		note: idText(example),
	}),
	nameTemplate: ({ priTmplId, title, type, content, example, keywordEnumValueList }) => ({
		id: idText(priTmplId),
		name: idText(title),
		// Only the templates of cards have no fields.
		note: idText(content) === '' ? CARD : TEMPLATE_TYPES[idText(type)],
		fields: readTemplateFields({
			content: idText(content),
			example: idText(example),
			keywordEnumValueList: enumValues(keywordEnumValueList),
		}),
	}),
};
