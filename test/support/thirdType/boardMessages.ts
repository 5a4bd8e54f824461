import { checkConfirmed, countIn, idText, recordsIn, textIn } from '../../../wechat/answer';
import type { WeChatRequest } from '../../../wechat/endpoint';
import type { JsonObject } from '../../../wechat/json';
import { readSent } from '../../../wechat/messageSystem';
import type { MessageSystem } from '../../../wechat/messageSystem';
import { readTemplateFields } from '../../../wechat/templateContent';

const post = (step: string, json: JsonObject, repeatable = true): WeChatRequest => ({
	method: 'POST',
	path: `/board/${step}`,
	body: { json },
	repeatable,
	identifiedBy: 'accessToken',
});

/** A made-up message type: what a third file of `wechat/` would be. */
export const boardMessages: MessageSystem = {
	titlesPerCall: 5,
	keywordCount: { min: 1, max: 2 },
	allFieldsRequired: true,
	listLibrary: {
		request: ({ offset, count }) => post('titles', { offset, count }),
		read: (body) => ({ titles: recordsIn(body, 'titles'), total: countIn(body, 'total') }),
	},
	getKeywords: {
		request: ({ titleId }) => post('keywords', { title: titleId }),
		read: (body) => recordsIn(body, 'keywords'),
	},
	addTemplate: {
		request: ({ titleId, keywordIds }) => post('add', { title: titleId, keywordIds }, false),
		read: (body) => ({ template_id: textIn(body, 'template_id') }),
	},
	listTemplates: {
		request: () => post('list', {}),
		read: (body) => recordsIn(body, 'templates'),
	},
	deleteTemplate: {
		request: ({ templateId }) => post('delete', { template_id: templateId }, false),
		read: (body, { templateId }) => {
			checkConfirmed(body);
			return { deleted: true, template_id: templateId };
		},
	},
	send: {
		request: ({ openId, templateId, data, page }) =>
			post('send', { touser: openId, template_id: templateId, board: page ?? '', data }, false),
		read: readSent,
	},
	nameTitle: ({ id, title }) => ({ id: idText(id), name: idText(title) }),
	nameKeyword: ({ id, name }) => ({ id: idText(id), name: idText(name) }),
	nameTemplate: ({ template_id, title, content }) => ({
		id: idText(template_id),
		name: idText(title),
		fields: readTemplateFields({ content: idText(content), example: '' }),
	}),
};
