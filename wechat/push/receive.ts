import type { JsonObject } from '../json';
import { decrypt } from './cipher';
import { readPush } from './events';
import type { PushSettings } from './settings';
import { isSignatureOf } from './signature';

/** The parameters of the request's query, as yet unchecked. */
export type PushQuery = Readonly<Record<string, unknown>>;

/** A request that is not to be believed or not to be understood. The message holds none of its contents. */
export class PushRefused extends Error {
	constructor(
		/** The HTTP status to answer with. */
		readonly status: 400 | 403 | 413,
		reason: string,
	) {
		super(reason);
		this.name = 'PushRefused';
	}
}

/** WeChat's pushes have some hundred bytes; a message of a user is at most a few thousand. */
const maxBodyLength = 256 * 1024;

/**
 * WeChat delivers within 5 seconds and repeats up to 3 times, so that a push is at most half a minute old.
 * The rest allows for clocks that differ, and still ends the time in which a recorded push can be replayed.
 */
const maxAge = 600;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Runs `read` on what the caller sent, and refuses the push where that fails. */
function understand<T>(what: string, read: () => T): T {
	try {
		return read();
	} catch (error) {
		const refusal = new PushRefused(400, `${what}: ${(error as Error).message}`);
		throw refusal;
	}
}

/** Checks that the signature is WeChat's over time, nonce and `content`, and made just now. */
function authenticate(
	{ token }: PushSettings,
	{ timestamp, nonce }: PushQuery,
	now: number,
	signature: unknown,
	...content: string[]
): void {
	// Anyone can sign with a token that is empty.
	if (token === '') throw new PushRefused(403, 'the credential has no Token');
	if (!isSignatureOf(text(signature), [token, text(timestamp), text(nonce), ...content])) {
		throw new PushRefused(403, 'the signature is wrong: is the Token that of the console?');
	}
	const age = Math.abs(now / 1000 - (/^\d{10}$/.test(text(timestamp)) ? Number(timestamp) : NaN));
	if (!(age <= maxAge)) {
		throw new PushRefused(403, `the timestamp is more than ${maxAge} seconds from now`);
	}
}

function readPlaintext(
	settings: PushSettings,
	query: PushQuery,
	now: number,
	body: string,
): JsonObject {
	authenticate(settings, query, now, query.signature);
	const push = understand('the body cannot be read', () => readPush(body));
	if (push.MsgType === undefined && push.Encrypt !== undefined) {
		throw new PushRefused(400, 'the push is encrypted, the credential has no EncodingAESKey');
	}
	return push;
}

/**
 * Reads the encrypted content. What compatible mode adds in plaintext is not read: WeChat's
 * signature does not cover it.
 */
function readEncrypted(
	settings: PushSettings,
	query: PushQuery,
	now: number,
	body: string,
): JsonObject {
	const { Encrypt: encrypted } = understand('the body cannot be read', () => readPush(body));
	if (typeof encrypted !== 'string') {
		throw new PushRefused(403, 'the push is not encrypted, the credential has an EncodingAESKey');
	}
	authenticate(settings, query, now, query.msg_signature, encrypted);
	const { message, appId } = understand('the content cannot be decrypted', () =>
		decrypt(encrypted, settings.encodingAesKey),
	);
	if (appId !== settings.appId) throw new PushRefused(403, 'the push is for another App ID');
	return understand('the decrypted content cannot be read', () => readPush(message));
}

/**
 * Checks and reads a push: plaintext where the settings have no EncodingAESKey, else encrypted
 * (compatible or secure mode), so that nobody who lacks the key can pass a message off by leaving
 * the encryption out.
 *
 * @param body the request's body as it came, at most 256 KiB
 * @param now milliseconds since 1970; the push's timestamp may differ by 10 minutes
 * @returns the message under WeChat's field names
 * @throws PushRefused
 */
export function receivePush(
	settings: PushSettings,
	query: PushQuery,
	body: Buffer,
	now: number,
): JsonObject {
	if (body.length > maxBodyLength) {
		throw new PushRefused(413, `the body has more than ${maxBodyLength} bytes`);
	}
	const read = settings.encodingAesKey === '' ? readPlaintext : readEncrypted;
	const push = read(settings, query, now, body.toString('utf8'));
	if (typeof push.MsgType !== 'string') throw new PushRefused(400, 'the message has no MsgType');
	return push;
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
	authenticate(settings, query, now, query.signature);
	return text(query.echostr);
}
