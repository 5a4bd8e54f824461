import type { Account } from '../state/account';
import { encrypt, sign } from './crypto';
import { toJson, toXml } from './message';
import type { PushMessage } from './message';

const TOKEN = /^[A-Za-z0-9]{3,32}$/;
const ENCODING_AES_KEY = /^[A-Za-z0-9]{43}$/;

/** What the owner enters in the console under message push. */
export interface PushSettings {
	/** The callback URL. */
	url: string;
	/** 3 to 32 letters and digits. */
	token: string;
	/** 43 letters and digits; not needed in plaintext mode. */
	encodingAesKey?: string;
	mode: 'plaintext' | 'compatible' | 'secure';
	format: 'json' | 'xml';
	/**
	 * Content type of the pushes. Default `text/xml`, for JSON too: so Tencent's staff said in public (one
	 * post, 2018); nobody has said otherwise since.
	 */
	contentType?: string;
	/**
	 * The third-party platform that gets the pushes in the account's place: token and key above are the
	 * platform's, its App ID stands behind the encrypted content, and `$APPID$` in the URL becomes the
	 * account's. Platforms have secure mode and XML only.
	 */
	platform?: { appId: string };
	/** Milliseconds until an attempt has failed. Default 5000. */
	timeout?: number;
	/**
	 * Milliseconds before each repetition. Default three repetitions; events of virtual payment are repeated
	 * 15 times, with the last pause over and over.
	 */
	retryAfter?: number[];
	/**
	 * A repetition is signed anew, and that of a payment has a CreateTime of its own. WeChat does not say
	 * whether it is so; by default repetitions are as the first delivery.
	 */
	freshRepeats?: boolean;
	/** Milliseconds between what happened and its push. Default 50. */
	delay?: number;
}

/** The query parameters that every push and the URL verification carry. */
export interface SignedQuery {
	signature: string;
	timestamp: string;
	nonce: string;
}

/** Throws on settings that the console refuses. */
export function checkSettings(settings: PushSettings): void {
	const { token, mode, format, encodingAesKey = '', platform } = settings;
	if (platform && (mode !== 'secure' || format !== 'xml')) {
		throw new Error('A third-party platform has secure mode and XML only');
	}
	if (!TOKEN.test(token)) throw new Error('The push token must be 3 to 32 letters or digits');
	if (mode !== 'plaintext' && !ENCODING_AES_KEY.test(encodingAesKey)) {
		throw new Error('The EncodingAESKey must be 43 letters or digits');
	}
}

/** The plain signature. timestamp: unix seconds. */
export function signedQuery(token: string, timestamp: string, nonce: string): SignedQuery {
	return { signature: sign(token, timestamp, nonce), timestamp, nonce };
}

/** The message as text in the configured format. */
export function write(format: PushSettings['format'], message: PushMessage): string {
	return format === 'json' ? toJson(message) : toXml(message);
}

/**
 * The body of a push in the configured mode, and what the mode adds to the query. random: 16 bytes as
 * text.
 */
export function seal(
	settings: PushSettings,
	{ timestamp, nonce }: SignedQuery,
	message: PushMessage,
	account: Account,
	random: string,
): { body: string; extra: Record<string, string> } {
	const { mode, format, token, encodingAesKey = '' } = settings;
	const text = write(format, message);
	if (mode === 'plaintext') return { body: text, extra: {} };
	const encrypted = encrypt(encodingAesKey, random, text, receiverOf(settings, account));
	const clear = mode === 'compatible' ? message : { head: { ToUserName: account.originalId } };
	const sealed = { ...clear, head: { ...clear.head, Encrypt: encrypted } };
	const signature = sign(token, timestamp, nonce, encrypted);
	return {
		body: write(format, sealed),
		extra: { encrypt_type: 'aes', msg_signature: signature },
	};
}

/** The App ID behind encrypted content: the platform's, where one gets the pushes. */
export const receiverOf = ({ platform }: PushSettings, account: Account): string =>
	platform?.appId ?? account.appId;
