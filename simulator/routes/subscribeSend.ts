import type { Answer } from '../answers';
import { ok, refuse } from '../answers';
import { givenValue, showFields } from '../deliveries';
import type { AccountCall, Endpoint } from '../endpoint';
import type { Account } from '../state/account';
import type { Template } from '../state/templates';
import { checkData } from './templateData';

/** subscribeMessage.send. */
export const SUBSCRIBE_SEND_ENDPOINTS: Endpoint[] = [
	{
		credential: 'token',
		method: 'POST',
		path: '/cgi-bin/message/subscribe/send',
		body: 'json',
		handle: send,
	},
];

function send(call: AccountCall): Answer {
	const { touser, template_id: templateId, page, data } = call.json()!;
	const { state, account } = call;
	if (!state.isUserOf(account, touser)) return refuse(40003);
	const template = account.subscribeTemplates.get(templateId);
	if (!template) return refuse(40037);
	const openId = touser as string;
	const checkContent = () => checkData(call, template, data) ?? checkPage(call, page);
	const valueOf = (key: string) =>
		givenValue(data, template.fields.find((field) => field.key === key)!) ?? '';
	const checkPermission = () =>
		checkUser(account, openId, template) ??
		(account.permissions.hasRoom(openId, template.id, valueOf)
			? undefined
			: refuse(state.quirks.frequencyErrcode));
	const checks = [checkContent, checkPermission];
	if (state.quirks.firstCheck === 'permission') checks.reverse();
	const refusal = checks[0]() ?? checks[1]();
	if (refusal) return refusal;

	account.sending.add(openId);
	const msgid = state.nextMsgId();
	const isBlocked = account.permissions.blocked.has(openId);
	if (!isBlocked || state.quirks.undeliveredUsesAllowance) {
		account.permissions.consume(openId, template.id, valueOf);
	}
	if (isBlocked) {
		const { appId } = account;
		state.events.emit('undelivered', { appId, openId, templateId: template.id, msgid });
	} else {
		const fields = showFields(template, data);
		state.deliver(account, { openId, template, fields, page: page as string | undefined, msgid });
	}
	return { ...ok({ msgid }), afterwards: () => account.sending.delete(openId) };
}

function checkUser(account: Account, openId: string, template: Template): Answer | undefined {
	if (account.sending.has(openId)) return refuse(43108);
	return account.permissions.left(openId, template.id) > 0 ? undefined : refuse(43101);
}

function checkPage(call: AccountCall, page: unknown): Answer | undefined {
	// Posts from 2019 to 2026 send pages with a slash in front; 41030 for it is written of Template Messages only.
	const path = typeof page === 'string' ? page.replace(/^\//, '') : page;
	return call.state.isPageOf(call.account, path) ? undefined : refuse(41030);
}
