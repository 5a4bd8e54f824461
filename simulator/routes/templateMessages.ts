import type { Answer } from '../answers';
import { ok, refuse } from '../answers';
import { showFields } from '../deliveries';
import type { AccountCall, Endpoint, TokenEndpoint } from '../endpoint';
import { isObject } from '../json';
import { TEMPLATE_TITLES } from '../library/templateTitles';
import { chooseTemplateKeywords } from '../state/templates';
import type { Template } from '../state/templates';

const MAX_COUNT = 20;
const MAX_KEYWORDS = 10;
const MAX_TEMPLATES = 25;
const TITLES = [...TEMPLATE_TITLES.values()];

/** The template message API, switched off by WeChat on 2020-01-10. */
export const TEMPLATE_MESSAGE_ENDPOINTS: Endpoint[] = [
	retired('/cgi-bin/wxopen/template/library/list', listLibrary, 'any'),
	retired('/cgi-bin/wxopen/template/library/get', getKeywords),
	retired('/cgi-bin/wxopen/template/add', addTemplate),
	retired('/cgi-bin/wxopen/template/list', listTemplates),
	retired('/cgi-bin/wxopen/template/del', deleteTemplate),
	retired('/cgi-bin/message/wxopen/template/send', send),
	{
		credential: 'token',
		method: 'POST',
		path: '/cgi-bin/message/wxopen/template/uniform_send',
		body: 'any',
		handle: () => refuse(45109),
	},
];

function retired(
	path: string,
	handle: TokenEndpoint['handle'],
	body: TokenEndpoint['body'] = 'json',
): TokenEndpoint {
	return { credential: 'token', method: 'POST', path, body, retired: true, handle };
}

function listLibrary(call: AccountCall): Answer {
	const page = pageOf(call);
	if (!page) return refuse(45076);
	const list = TITLES.slice(page.offset, page.offset + page.count);
	return ok({ list: list.map(({ id, title }) => ({ id, title })), total_count: TITLES.length });
}

function getKeywords(call: AccountCall): Answer {
	const title = TEMPLATE_TITLES.get(String(call.json()!.id));
	if (!title) return refuse(40037);
	const keywords = title.keywords.map((keyword) =>
		call.state.quirks.keywordIdAsText
			? { ...keyword, keyword_id: String(keyword.keyword_id) }
			: keyword,
	);
	return ok({ id: title.id, title: title.title, keyword_list: keywords });
}

function addTemplate(call: AccountCall): Answer {
	const { id, keyword_id_list: ids } = call.json()!;
	const { templates } = call.account;
	const title = TEMPLATE_TITLES.get(String(id));
	if (!title) return refuse(40037);
	if (!Array.isArray(ids) || ids.length < 1 || ids.length > MAX_KEYWORDS) return refuse(45100);
	const chosen = chooseTemplateKeywords(title, ids);
	if (!chosen || new Set(ids).size < ids.length) return refuse(45075);
	if (templates.count >= MAX_TEMPLATES) return refuse(45026);
	return ok({ template_id: templates.add(chosen).id });
}

function listTemplates(call: AccountCall): Answer {
	const page = pageOf(call);
	if (!page) return refuse(45076);
	const templates = call.account.templates.all().slice(page.offset, page.offset + page.count);
	return ok({ list: templates.map(describe) });
}

function describe(template: Template): Record<string, string> {
	// No separator before the placeholder, but a full-width colon in the example: as captured in 2018.
	return {
		template_id: template.id,
		title: template.title,
		content: template.fields.map(({ label, key }) => `${label}{{${key}.DATA}}\n`).join(''),
		example: template.fields.map(({ label, example }) => `${label}：${example}\n`).join(''),
	};
}

function deleteTemplate(call: AccountCall): Answer {
	return call.account.templates.delete(call.json()!.template_id) ? ok() : refuse(40037);
}

function send(call: AccountCall): Answer {
	const body = call.json()!;
	const { state, account } = call;
	const openId = String(body.touser);
	const formId = String(body.form_id);
	if (!state.isUserOf(account, body.touser)) return refuse(40003);
	const template = account.templates.get(body.template_id);
	if (!template) return refuse(40037);
	const ticket = account.permissions.checkTicket(formId, openId);
	if (ticket !== 'usable') return refuse(ticket === 'used' ? 41029 : 41028);
	if (!state.isPageOf(account, body.page)) return refuse(41030);
	const emphasis = body.emphasis_keyword || undefined;
	const emphasized = template.fields.some(({ key }) => `${key}.DATA` === emphasis);
	if (emphasis !== undefined && !emphasized) return refuse(40138);
	if (body.data !== undefined && !isObject(body.data)) return refuse(47001);
	account.permissions.useTicket(formId);
	const fields = showFields(template, body.data, emphasis as string | undefined);
	state.deliver(account, { openId, template, fields, page: body.page as string | undefined });
	return ok();
}

/** Digits as text were accepted too. Undefined where count or offset is out of range. */
function pageOf(call: AccountCall): { offset: number; count: number } | undefined {
	const body = call.json();
	const offset = wholeNumber(body?.offset);
	const count = wholeNumber(body?.count);
	if (offset === undefined || !count || count > MAX_COUNT) return undefined;
	return { offset, count };
}

function wholeNumber(value: unknown): number | undefined {
	const text = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
	return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
