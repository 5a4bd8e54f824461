import type { CardFailure, SimulatorState } from '../state/simulatorState';
import type { Account } from '../state/account';
import type { PushEvent } from './message';

/** Prefix that WeChat was seen to put before an order's code. */
const ORDER_PREFIX = 'p1.';

/** Pushes notify_service_msg_send_result, which comes for cards that did not reach the phone only. */
export function pushCardFailures(
	state: SimulatorState,
	push: (event: PushEvent, account: Account) => void,
): void {
	state.events.on('cardFailed', ({ account, code, kind, status, ret, message }: CardFailure) => {
		const prefix = code.order && state.quirks.prefixNotifyCode ? ORDER_PREFIX : '';
		push(
			{
				openId: code.openId,
				event: 'notify_service_msg_send_result',
				fields: {
					openid: code.openId,
					notify_code: prefix + code.code,
					notify_type: kind.type,
					card_status: status,
					fail_ret: ret,
					fail_msg: message,
				},
			},
			account,
		);
	});
}
