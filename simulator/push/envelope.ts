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
	/** Milliseconds until an attempt has failed. Default 5000. */
	timeout?: number;
	/** Milliseconds before each repetition. Default three repetitions. */
	retryAfter?: number[];
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
export function checkSettings({ token, mode, encodingAesKey = '' }: PushSettings): void {
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
	{ mode, format, token, encodingAesKey = '' }: PushSettings,
	{ timestamp, nonce }: SignedQuery,
	message: PushMessage,
	account: Account,
	random: string,
): { body: string; extra: Record<string, string> } {
	const text = write(format, message);
	if (mode === 'plaintext') return { body: text, extra: {} };
	const encrypted = encrypt(encodingAesKey, random, text, account.appId);
	const clear = mode === 'compatible' ? message : { head: { ToUserName: account.originalId } };
	const sealed = { ...clear, head: { ...clear.head, Encrypt: encrypted } };
	const signature = sign(token, timestamp, nonce, encrypted);
	return {
		body: write(format, sealed),
		extra: { encrypt_type: 'aes', msg_signature: signature },
	};
}
