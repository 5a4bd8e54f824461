import type { JsonObject } from '../json';
import { decrypt, isCiphertext } from './cipher';
import { isXml, readPush } from './events';
import type { PushQuery, SignedQuery } from './query';
import { readQuery } from './query';
import { PushRefused } from './refused';
import type { PushAnswer, Reply } from './reply';
import { answerTo } from './reply';
import type { PushSettings } from './settings';
import { isSignatureOf } from './signature';

/** WeChat's pushes have some hundred bytes; a message of a user is at most a few thousand. */
export const maxBodyLength = 256 * 1024;

/**
 * How far the query's time may be from now, in seconds. WeChat gives a push up after 5 seconds; the
 * rest allows for clocks that differ, and still ends the time in which a recorded push can be replayed.
 */
const maxAge = 600;

/**
 * How old the time inside an encrypted message may be, in seconds. WeChat repeats the deliveries of
 * virtual payment that nobody accepts at intervals from 15 seconds to 6 hours, for 24 hours and 4 minutes
 * in all; the rest allows for clocks that differ.
 */
const maxContentAge = 25 * 60 * 60;

/** A push that is to be believed, and its answer. */
export interface ReceivedPush {
	/** The message under WeChat's field names. */
	push: JsonObject;
	/** Writes the answer as WeChat wants it for this push; without a reply it is `success`. */
	answer(reply?: Reply): PushAnswer;
}

/** What a mode makes of the body. */
interface Opened {
	push: JsonObject;
	isSealed: boolean;
}

/** Runs `read` on what the caller sent, and refuses the push where that fails. */
function understand<T>(status: 400 | 403, what: string, read: () => T): T {
	try {
		return read();
	} catch (error) {
		const refusal = new PushRefused(status, `${what}: ${(error as Error).message}`);
		throw refusal;
	}
}

/** Checks that the signature is WeChat's over time, nonce and `content`, and made just now. */
function authenticate(
	{ token }: PushSettings,
	{ timestamp, nonce }: SignedQuery,
	now: number,
	signature: string,
	...content: string[]
): void {
	// Anyone can sign with a token that is empty.
	if (token === '') throw new PushRefused(403, 'the Token is empty');
	if (!isSignatureOf(signature, [token, timestamp, nonce, ...content])) {
		throw new PushRefused(403, 'the signature is wrong: is the Token that of the console?');
	}
	if (Math.abs(now / 1000 - Number(timestamp)) > maxAge) {
		throw new PushRefused(403, `the timestamp is more than ${maxAge} seconds from now`);
	}
}

function readPlaintext(
	settings: PushSettings,
	query: SignedQuery,
	now: number,
	body: string,
): Opened {
	authenticate(settings, query, now, query.signature);
	const push = understand(400, 'the body cannot be read', () => readPush(body));
	if (push.MsgType === undefined && push.Encrypt !== undefined) {
		throw new PushRefused(400, 'the push is encrypted, the settings say plaintext mode');
	}
	if (typeof push.MsgType !== 'string') throw new PushRefused(400, 'the message has no MsgType');
	return { push, isSealed: false };
}

/**
 * Refuses a message that was not written in the last 25 hours.
 *
 * The query's time alone does not date a push: WeChat's signature also fits time and nonce in each
 * other's place, and a nonce can name a second to come. The time inside is encrypted. A message without
 * one could be replayed then, and WeChat's documentation gives every message a CreateTime: it is refused.
 */
function checkAge({ CreateTime: createTime }: JsonObject, now: number): void {
	if (typeof createTime !== 'string' && typeof createTime !== 'number') {
		throw new Error('it has no CreateTime');
	}
	const age = now / 1000 - (/^\d{1,12}$/.test(String(createTime)) ? Number(createTime) : NaN);
	if (!(age >= -maxAge && age <= maxContentAge)) {
		throw new Error('its CreateTime is not of the last 25 hours');
	}
}

/**
 * Reads the encrypted content. What compatible mode adds in plaintext is not read: WeChat's
 * signature does not cover it.
 *
 * Whatever is wrong with the content of a signed push, the status is the same: who knows the Token, but
 * not the key, learns nothing from it.
 */
function readEncrypted(
	settings: PushSettings & { encodingAesKey: string },
	query: SignedQuery,
	now: number,
	body: string,
): Opened {
	if (settings.encodingAesKey === '') throw new PushRefused(403, 'the EncodingAESKey is empty');
	const outer = understand(400, 'the body cannot be read', () => readPush(body));
	const { Encrypt: encrypted } = outer;
	if (typeof encrypted !== 'string') {
		throw new PushRefused(403, 'the push is not encrypted, the settings have an EncodingAESKey');
	}
	// A cut at another place of the signed text would leave half a block, or characters of the query.
	if (!isCiphertext(encrypted)) {
		throw new PushRefused(400, 'the encrypted content is not Base64 of whole blocks');
	}
	authenticate(settings, query, now, query.msgSignature, encrypted);
	return understand(403, 'the encrypted content is refused', () => {
		const { message, appId } = decrypt(encrypted, settings.encodingAesKey);
		if (appId !== settings.appId) throw new Error('it is for another App ID');
		const push = readPush(message);
		if (typeof push.MsgType !== 'string') throw new Error('it has no MsgType');
		checkAge(push, now);
		// In compatible mode the message stands beside its encrypted copy.
		return { push, isSealed: outer.MsgType === undefined };
	});
}

const isEncrypted = (
	settings: PushSettings,
): settings is PushSettings & { encodingAesKey: string } => settings.encodingAesKey !== null;

/**
 * Checks and reads a push: plaintext where the settings say so, else encrypted (compatible or secure
 * mode), so that nobody who lacks the key can pass a message off by leaving the encryption out.
 *
 * @param body the request's body as it came, at most 256 KiB
 * @param now milliseconds since 1970; the query's time may differ by 10 minutes, the time inside
 * encrypted content may be 25 hours old
 * @throws PushRefused
 */
export function receive(
	settings: PushSettings,
	query: PushQuery,
	body: Buffer,
	now: number,
): ReceivedPush {
	if (body.length > maxBodyLength) {
		throw new PushRefused(413, `the body has more than ${maxBodyLength} bytes`);
	}
	const signed = readQuery(query);
	const text = body.toString('utf8');
	const { push, isSealed } = isEncrypted(settings)
		? readEncrypted(settings, signed, now, text)
		: readPlaintext(settings, signed, now, text);
	const form = { isXml: isXml(text), isSealed };
	return { push, answer: (reply) => answerTo(settings, form, reply, now) };
}

/**
 * Checks the request by which WeChat verifies the URL when it is saved in the console. It is in
 * plaintext in every mode.
 *
 * @param now milliseconds since 1970; the request's timestamp may differ by 10 minutes
 * @returns the text to answer with
 * @throws PushRefused
 */
export function verifyUrl(settings: PushSettings, query: PushQuery, now: number): string {
	const signed = readQuery(query);
	authenticate(settings, signed, now, signed.signature);
	return signed.echostr;
}
