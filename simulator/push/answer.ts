import { parseObject } from '../json';
import type { Account } from '../state/account';
import { decrypt, sign } from './crypto';
import { receiverOf } from './envelope';
import type { PushSettings } from './envelope';
import type { PushMessage } from './message';

/** What WeChat makes of the answer to a push. */
export type Verdict =
	| { kind: 'accepted' }
	| { kind: 'handOver' }
	| { kind: 'refused'; reason: string };

/** An answer that WeChat does not take. */
class BadAnswer extends Error {}

/** Fields by name; JSON numbers as text. */
type Fields = Record<string, string>;

const ELEMENT = /<(\w+)>(?:<!\[CDATA\[([\s\S]*?)\]\]>|([^<]*))<\/\1>\s*/y;

/** Whether the push is an event of virtual payment, which is answered with `ErrCode` and repeated otherwise. */
export const isPaymentEvent = ({ head }: PushMessage): boolean =>
	String(head.Event ?? '').startsWith('xpay_');

/**
 * Reads the answer to a push: `success` or nothing, or a reply in the data format of the push, encrypted and
 * signed in secure mode. Known replies are the hand-over of a message and the receipt of a payment.
 */
export function readAnswer(
	answer: string,
	push: PushMessage,
	settings: PushSettings,
	account: Account,
): Verdict {
	try {
		return judge(answer, push, settings, account);
	} catch (error) {
		return { kind: 'refused', reason: (error as Error).message };
	}
}

function judge(
	answer: string,
	push: PushMessage,
	settings: PushSettings,
	account: Account,
): Verdict {
	const isPayment = isPaymentEvent(push);
	if (answer === '' || answer === 'success') {
		if (isPayment) throw new BadAnswer('no ErrCode');
		return { kind: 'accepted' };
	}
	const reply = readFields(unseal(answer, settings, account), settings.format);
	if (isPayment) {
		if (reply.ErrCode !== '0') throw new BadAnswer(`ErrCode is ${reply.ErrCode ?? 'missing'}`);
		return { kind: 'accepted' };
	}
	checkHandOver(reply, push);
	return { kind: 'handOver' };
}

/** A hand-over goes back to the user who wrote, from the account, and answers a message only. */
function checkHandOver(reply: Fields, { head }: PushMessage): void {
	if (reply.MsgType !== 'transfer_customer_service') throw new BadAnswer('no known reply');
	if (head.Event !== undefined) throw new BadAnswer('an event cannot be handed over');
	if (reply.ToUserName !== head.FromUserName) throw new BadAnswer('ToUserName is not the user');
	if (reply.FromUserName !== head.ToUserName) {
		throw new BadAnswer('FromUserName is not the account');
	}
	if (!/^\d{10}$/.test(reply.CreateTime ?? '')) throw new BadAnswer('CreateTime is no time');
}

/**
 * The reply as text. In secure mode it is encrypted and signed; compatible mode takes a plain one as well (one
 * source), so both pass.
 */
function unseal(answer: string, settings: PushSettings, account: Account): string {
	const { mode, format, token, encodingAesKey = '' } = settings;
	if (mode === 'plaintext') return answer;
	const sealed = readFields(answer, format);
	const { Encrypt: encrypted, MsgSignature: signature, TimeStamp: time, Nonce: nonce } = sealed;
	if (encrypted === undefined && mode === 'compatible') return answer;
	if (!encrypted || !signature || !time || !nonce) throw new BadAnswer('not encrypted and signed');
	if (sign(token, time, nonce, encrypted) !== signature) throw new BadAnswer('bad MsgSignature');
	const { message, appId } = decrypt(encodingAesKey, encrypted);
	if (appId !== receiverOf(settings, account)) throw new BadAnswer('another App ID');
	return message;
}

/** The fields of a reply in the data format of the push; WeChat ignores the other format. */
function readFields(text: string, format: PushSettings['format']): Fields {
	if (format === 'json') {
		const object = parseObject(text);
		if (!object) throw new BadAnswer('no JSON object');
		return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, String(value)]));
	}
	const [, content] = /^\s*<xml>\s*([\s\S]*)<\/xml>\s*$/.exec(text) ?? [];
	if (content === undefined) throw new BadAnswer('no <xml> element');
	const fields: Fields = {};
	ELEMENT.lastIndex = 0;
	while (ELEMENT.lastIndex < content.length) {
		const [, name, cdata, plain] = ELEMENT.exec(content) ?? [];
		if (name === undefined) throw new BadAnswer('no flat XML');
		fields[name] = cdata ?? plain;
	}
	return fields;
}
