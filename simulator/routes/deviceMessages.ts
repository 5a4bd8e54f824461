import type { Answer } from '../answers';
import { ok, refuse } from '../answers';
import { showFields } from '../deliveries';
import type { AccountCall, Endpoint } from '../endpoint';
import { checkData } from './templateData';

const SN = /^[0-9A-Za-z_-]{1,128}$/;
const MOST_USERS = 100;

/** hardwareDevice.send: one message for all users of a device. */
export const DEVICE_MESSAGE_ENDPOINTS: Endpoint[] = [
	{
		credential: 'token',
		method: 'POST',
		path: '/cgi-bin/message/device/subscribe/send',
		body: 'json',
		handle: send,
	},
];

function send(call: AccountCall): Answer {
	const { account, state } = call;
	const body = call.json()!;
	const { template_id: templateId, sn, modelId, to_openid_list: openIds, page, data } = body;
	const template = account.subscribeTemplates.get(templateId);
	if (!template) return refuse(40037);
	const isDevice = typeof sn === 'string' && SN.test(sn) && typeof modelId === 'string' && modelId;
	if (!isDevice) return refuse(40097);
	if (!Array.isArray(openIds) || openIds.length === 0 || openIds.length > MOST_USERS) {
		return refuse(40097);
	}
	const known = openIds.filter((openId) => state.isUserOf(account, openId));
	if (known.length < openIds.length) return refuse(40003);
	const refusal = checkData(call, template, data);
	if (refusal) return refusal;
	if (!state.isPageOf(account, page)) return refuse(41030);
	if (known.some((openId) => account.permissions.left(openId, template.id) <= 0)) {
		return refuse(43101);
	}
	const fields = showFields(template, data);
	for (const openId of known) {
		account.permissions.consume(openId, template.id, () => '');
		state.deliver(account, { openId, template, fields, page: page as string | undefined });
	}
	return ok();
}
