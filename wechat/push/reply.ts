import { randomBytes } from 'node:crypto';

import type { Json, JsonObject } from '../json';
import { encrypt } from './cipher';
import type { PushSettings } from './settings';
import { sign } from './signature';
import { writeXml } from './xml';

/** What a push can be answered with: WeChat's fields, in their order. */
export type Reply = Readonly<Record<string, string | number>>;

/** An answer as it goes over HTTP, with status 200. */
export interface PushAnswer {
	contentType: string;
	body: string;
}

/** How a push came, and so how its answer goes out. */
export interface PushForm {
	isXml: boolean;
	/** Secure mode: the answer is encrypted. In compatible mode WeChat takes it in plaintext. */
	isSealed: boolean;
}

/** The answer that asks for nothing. WeChat takes it in every mode; it repeats a push that gets none in 5 seconds. */
const success: PushAnswer = { contentType: 'text/plain', body: 'success' };

/** The answer to an event of virtual payment. WeChat repeats one that gets another answer, up to 15 times. */
export const paymentTaken: Reply = { ErrCode: 0, ErrMsg: 'success' };

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** The answer that a push wants once somebody takes it; undefined where `success` will do. */
export const receiptOf = (push: JsonObject): Reply | undefined =>
	textOf(push.Event).startsWith('xpay_') ? paymentTaken : undefined;

/**
 * The answer that hands the user's message over to the people at WeChat's service tool. WeChat knows it for
 * messages only, not for events.
 *
 * @param now milliseconds since 1970
 */
export function handOverOf(push: JsonObject, now: number): Reply {
	return {
		ToUserName: textOf(push.FromUserName),
		FromUserName: textOf(push.ToUserName),
		CreateTime: Math.floor(now / 1000),
		MsgType: 'transfer_customer_service',
	};
}

const write = (reply: Reply, isXml: boolean): string =>
	isXml ? writeXml(reply) : JSON.stringify(reply);

/** Encrypts and signs a reply as WeChat does its pushes. */
function seal(message: string, settings: PushSettings & { encodingAesKey: string }, now: number) {
	const encrypted = encrypt({ message, appId: settings.appId }, settings.encodingAesKey);
	const timestamp = Math.floor(now / 1000);
	const nonce = String(randomBytes(4).readUInt32BE(0) % 2 ** 31);
	return {
		Encrypt: encrypted,
		MsgSignature: sign([settings.token, String(timestamp), nonce, encrypted]),
		TimeStamp: timestamp,
		Nonce: nonce,
	};
}

/**
 * Writes the answer to a push in the form, and under the seal, in which the push came: WeChat ignores a
 * reply in another one.
 *
 * @param reply by default `success`, which is the same in every form
 * @param now milliseconds since 1970
 */
export function answerTo(
	settings: PushSettings,
	{ isXml, isSealed }: PushForm,
	reply: Reply | undefined,
	now: number,
): PushAnswer {
	if (reply === undefined) return success;
	const message = write(reply, isXml);
	const { encodingAesKey } = settings;
	const body =
		isSealed && encodingAesKey !== null
			? write(seal(message, { ...settings, encodingAesKey }, now), isXml)
			: message;
	return { contentType: isXml ? 'text/xml' : 'application/json', body };
}
