import type { JsonObject } from '../json';

/** The event by which WeChat says that a service card did not reach its user. */
export const cardFailureEvent = 'notify_service_msg_send_result';

/** Why, by WeChat's `fail_ret` (page on service cards, 小程序服务卡片, section on failed notices). */
const reasons = new Map([
	['-10001', 'WeChat was not able to send the card'],
	['-10002', "WeChat's content check refused the card"],
	['-1003', "The card's template is not added to the account"],
	['-1004', 'The user refuses these cards'],
	['-1005', 'The card was updated too often'],
]);

/** Codes that belong to a payment are seen with this in front; the other calls take them without. */
const paymentPrefix = /^p1\./;

/**
 * Reads what the event has of its own: the code as the other calls take it, WeChat's reason as a number and
 * in words (empty for one that is not known). Gives nothing for other events.
 */
export function readCardFailure(fields: JsonObject): JsonObject {
	if (fields.Event !== cardFailureEvent) return {};
	const { notify_code: code, fail_ret: failRet } = fields;
	const failure = String(failRet);
	return {
		...(typeof code === 'string' && { notifyCode: code.replace(paymentPrefix, '') }),
		...(/^-?\d{1,9}$/.test(failure) && { failRet: Number(failure) }),
		failReason: reasons.get(failure) ?? '',
	};
}
