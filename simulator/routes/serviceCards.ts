import type { Answer } from '../answers';
import { ok, refuse } from '../answers';
import type { AccountCall, Endpoint } from '../endpoint';
import { CARD_KINDS } from '../library/cardKinds';
import type { CardKind } from '../library/cardKinds';
import type { CardCode } from '../state/serviceCards';
import { isPaymentOf, readContent, readDetails } from './cardJson';

/** setUserNotify, setUserNotifyExt and getUserNotify: service cards. */
export const SERVICE_CARD_ENDPOINTS: Endpoint[] = [
	post('/wxa/set_user_notify', update),
	post('/wxa/set_user_notifyext', updateDetails),
	post('/wxa/get_user_notify', get),
];

/** fail_ret of notify_service_msg_send_result, with fail_msg. */
const FAILURES = {
	content: [-10002, 'content security check failed'],
	noTemplate: [-1003, 'template not added'],
	refused: [-1004, 'user refused'],
} as const;

/** code_state of get_user_notify. */
const CODE_STATES = { fine: 0, abnormal: 2, refused: 10 };

function post(path: string, handle: (call: AccountCall) => Answer): Endpoint {
	return { credential: 'token', method: 'POST', path, body: 'json', handle };
}

/** What a call is about, or the refusal. */
interface Subject {
	kind: CardKind;
	code: CardCode;
}

function update(call: AccountCall): Answer {
	const { content_json: text, check_json: payment } = call.json()!;
	const subject = subjectOf(call);
	if ('errcode' in subject) return subject;
	const read = readContent(text);
	if ('errcode' in read) return read;
	const { code, kind } = subject;
	const { account, state } = call;
	const { json: content } = read;
	const isAudited = isClean(call, text as string);
	const refusal =
		lifeRefusal(call, code) ??
		paymentRefusal(call, code, payment) ??
		(isAudited || state.quirks.auditCardsLater ? undefined : refuse(85442)) ??
		statusRefusal(call, subject, content, text as string);
	if (refusal) return refusal;
	const failure = failureOf(call, subject, isAudited);
	if (failure) {
		const [ret, message] = FAILURES[failure];
		const status = content.cur_status as number;
		state.events.emit('cardFailed', { account, code, kind, status, ret, message });
	} else {
		const card = account.serviceCards.show(code, kind.type, content, text as string);
		state.meet(account, code.openId);
		state.events.emit('card', { openId: code.openId, code: code.code, ...card });
	}
	return locked(code);
}

function updateDetails(call: AccountCall): Answer {
	const subject = subjectOf(call);
	if ('errcode' in subject) return subject;
	const read = readDetails(call.json()!.ext_json);
	if ('errcode' in read) return read;
	const { code } = subject;
	const refusal = lifeRefusal(call, code);
	if (refusal) return refusal;
	if (code.card) {
		Object.assign(code.card.details, read.json);
		call.state.events.emit('card', { openId: code.openId, code: code.code, ...code.card });
	}
	return locked(code);
}

function get(call: AccountCall): Answer {
	const subject = subjectOf(call);
	if ('errcode' in subject) return subject;
	const { code, kind } = subject;
	const { fine, abnormal, refused } = CODE_STATES;
	const usual = code.refused ? refused : fine;
	return ok({
		notify_info: {
			notify_type: kind.type,
			content_json: code.card?.contentText ?? '',
			code_state: code.banned ? abnormal : usual,
			code_expire_time: call.account.serviceCards.expiryOf(code),
		},
	});
}

/** Finds the user, the kind and the code, in this order. A code of another user counts as unknown. */
function subjectOf(call: AccountCall): Subject | Answer {
	const { openid: openId, notify_type: type, notify_code: given } = call.json()!;
	const { account, state } = call;
	if (!state.isUserOf(account, openId)) return refuse(40003);
	const kind = typeof type === 'number' ? CARD_KINDS.get(type) : undefined;
	if (!kind) return refuse(85434);
	const { cardTypes } = account.settings;
	if (cardTypes?.length === 0) return refuse(85462);
	if (cardTypes && !cardTypes.includes(kind.type)) return refuse(85461);
	if (given === undefined || given === '') return refuse(85440);
	if (typeof given !== 'string') return refuse(85441);
	const code = account.serviceCards.of(openId, given);
	const isKnown =
		code !== undefined &&
		(code.source === 'button' ||
			state.clock.seconds() >= code.issuedAt + state.quirks.payCodeKnownAfter);
	if (!isKnown) return refuse(85437);
	const isOfKind = code.source === kind.source && (code.cardType ?? kind.type) === kind.type;
	return isOfKind ? { kind, code } : refuse(85434);
}

function lifeRefusal({ account, state }: AccountCall, code: CardCode): Answer | undefined {
	if (code.banned) return refuse(85436);
	if (code.locked) return refuse(85449);
	return state.clock.seconds() >= account.serviceCards.expiryOf(code) ? refuse(85438) : undefined;
}

/** Only the first use of an order's code is compared with the payment. */
function paymentRefusal(
	{ state }: AccountCall,
	{ order, card }: CardCode,
	payment: unknown,
): Answer | undefined {
	if (!order || card) return undefined;
	if (payment === undefined || payment === '') return refuse(85433);
	return isPaymentOf(order, payment) ? undefined : refuse(state.quirks.wrongPaymentErrcode);
}

function statusRefusal(
	{ account, state }: AccountCall,
	{ code, kind }: Subject,
	content: Record<string, unknown>,
	text: string,
): Answer | undefined {
	const isRepeated = code.card?.cardType === kind.type && code.card.contentText === text;
	if (isRepeated) return state.quirks.refuseRepeatedCard ? refuse(85448) : undefined;
	const status = content.cur_status as number;
	return account.serviceCards.mayBecome(code, kind.type, status) ? undefined : refuse(85439);
}

function isClean({ account }: AccountCall, text: string): boolean {
	return !(account.settings.blacklist ?? []).some((word) => text.includes(word));
}

/** Why a card that was taken does not reach the phone, which WeChat says in an event only. */
function failureOf(
	{ account }: AccountCall,
	{ code, kind }: Subject,
	isAudited: boolean,
): keyof typeof FAILURES | undefined {
	if (!isAudited) return 'content';
	if (code.refused) return 'refused';
	return account.subscribeTemplates.ofCard(kind.tid) ? undefined : 'noTemplate';
}

/** Success; the code stays locked until the answer has left. */
function locked(code: CardCode): Answer {
	code.locked = true;
	return { ...ok(), afterwards: () => (code.locked = false) };
}
