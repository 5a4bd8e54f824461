import { checkConfirmed, countIn, idText, recordsIn, textIn } from './answer';
import type { WeChatRequest } from './endpoint';
import type { JsonObject } from './json';
import { readSent } from './messageSystem';
import type { MessageSystem } from './messageSystem';
import { readTemplateFields } from './templateContent';

const post = (path: string, body: JsonObject, repeatable: boolean): WeChatRequest => ({
	method: 'POST',
	path,
	body: { json: body },
	repeatable,
	identifiedBy: 'accessToken',
});

/**
 * Template Messages: the API of `/cgi-bin/wxopen/template`. WeChat itself switched it off on 2020-01-10
 * and answers 45103; gateways that still speak it remain.
 */
export const templateMessages: MessageSystem = {
	titlesPerCall: 20,
	templatesPerCall: 20,
	keywordCount: { min: 1, max: 10 },
	allFieldsRequired: false,

	listLibrary: {
		request: ({ offset, count }) =>
			post('/cgi-bin/wxopen/template/library/list', { offset, count }, true),
		read: (body) => ({ titles: recordsIn(body, 'list'), total: countIn(body, 'total_count') }),
	},
	getKeywords: {
		request: ({ titleId }) => post('/cgi-bin/wxopen/template/library/get', { id: titleId }, true),
		read: (body, { titleId }) =>
			recordsIn(body, 'keyword_list').map((keyword) => ({
				id: titleId,
				title: body.title ?? '',
				...keyword,
			})),
	},
	addTemplate: {
		request: ({ titleId, keywordIds }) =>
			post('/cgi-bin/wxopen/template/add', { id: titleId, keyword_id_list: keywordIds }, false),
		read: (body) => ({ template_id: textIn(body, 'template_id') }),
	},
	listTemplates: {
		request: ({ offset, count }) => post('/cgi-bin/wxopen/template/list', { offset, count }, true),
		read: (body) => recordsIn(body, 'list'),
	},
	deleteTemplate: {
		request: ({ templateId }) =>
			post('/cgi-bin/wxopen/template/del', { template_id: templateId }, false),
		read: (body, { templateId }) => {
			checkConfirmed(body);
			return { deleted: true, template_id: templateId };
		},
	},
	send: {
		request: ({ openId, templateId, page, formId, data, emphasisKeyword }) =>
			post(
				'/cgi-bin/message/wxopen/template/send',
				{
					touser: openId,
					template_id: templateId,
					...(page && { page }),
					form_id: formId ?? '',
					data: data as JsonObject,
					...(emphasisKeyword && { emphasis_keyword: emphasisKeyword }),
				},
				false,
			),
		read: readSent,
	},

	nameTitle: ({ id, title }) => ({ id: idText(id), name: idText(title) }),
	nameKeyword: ({ keyword_id, name, example }) => ({
		id: idText(keyword_id),
		name: idText(name),
		note: idText(example),
	}),
	nameTemplate: ({ template_id, title, content, example }) => ({
		id: idText(template_id),
		name: idText(title),
		fields: readTemplateFields({ content: idText(content), example: idText(example) }),
	}),
};
