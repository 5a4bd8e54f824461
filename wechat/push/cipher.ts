import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

import { isEncodingAesKey } from './settings';

/** What {@link decrypt} found: the message and the App ID that WeChat wrote behind it. */
export interface Decrypted {
	message: string;
	appId: string;
}

/** The content cannot be decrypted with this key. The message names the cause, never the content. */
export class DecryptionError extends Error {
	constructor(cause: string) {
		super(cause);
		this.name = 'DecryptionError';
	}
}

const aesKeyLength = 32;
const blockLength = 32;
const ivLength = 16;
const randomLength = 16;
const headLength = randomLength + 4;

/**
 * Reads the 32-byte AES key.
 *
 * 43 characters carry 258 bits: Node ignores the last two, which real keys do not always leave at
 * zero, so that a strict Base64 reader would refuse them.
 */
function readKey(encodingAesKey: string): Buffer {
	if (!isEncodingAesKey(encodingAesKey)) {
		throw new DecryptionError('the EncodingAESKey is not 43 letters and digits');
	}
	return Buffer.from(`${encodingAesKey}=`, 'base64').subarray(0, aesKeyLength);
}

/** Tells whether `encrypted` has the form of encrypted content, which needs no key: Base64 of whole blocks. */
export function isCiphertext(encrypted: string): boolean {
	const { length } = Buffer.from(encrypted, 'base64');
	const isWhole = length > 0 && length % blockLength === 0;
	return isWhole && Buffer.from(encrypted, 'base64').toString('base64') === encrypted;
}

/**
 * Tells how long the padding is, and whether it is WeChat's: PKCS#7 to 32 bytes, where Node would accept
 * up to 16 only. Every byte that can be padding is looked at, whatever the others hold.
 */
function readPadding(padded: Buffer): { length: number; isRight: boolean } {
	const length = padded[padded.length - 1];
	let difference = 0;
	for (let place = 1; place <= blockLength; place++) {
		const byte = padded[padded.length - place];
		if (place <= length) difference |= byte ^ length;
	}
	return { length, isRight: length >= 1 && length <= blockLength && difference === 0 };
}

/**
 * Decrypts the `Encrypt` field of a push: AES-256-CBC over
 * 16 random bytes, the message's length (4 bytes, big-endian), the message in UTF-8, the App ID.
 *
 * The caller has checked the signature before and compares the App ID afterwards. The same steps are
 * taken whatever is wrong, and the verdict comes last: a caller who could tell wrong padding from the
 * rest could decrypt, and encrypt, without the key.
 *
 * @param encrypted Base64, standard alphabet
 * @param encodingAesKey the 43 characters of WeChat's console
 * @throws DecryptionError when the key has not that form or the content does not belong to the key
 */
export function decrypt(encrypted: string, encodingAesKey: string): Decrypted {
	const key = readKey(encodingAesKey);
	if (!isCiphertext(encrypted)) {
		throw new DecryptionError('the encrypted content is not Base64 of whole blocks');
	}
	const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, ivLength));
	decipher.setAutoPadding(false);
	const padded = Buffer.concat([
		decipher.update(Buffer.from(encrypted, 'base64')),
		decipher.final(),
	]);
	const padding = readPadding(padded);
	const end = padded.length - padding.length;
	const messageEnd = headLength + padded.readUInt32BE(randomLength);
	const decrypted = {
		message: padded.toString('utf8', headLength, Math.min(messageEnd, padded.length)),
		appId: padded.toString('utf8', Math.min(messageEnd, padded.length), Math.max(end, 0)),
	};
	if (!padding.isRight) throw new DecryptionError('the padding is wrong');
	if (messageEnd > end) throw new DecryptionError('the length of the message is wrong');
	return decrypted;
}

/**
 * Encrypts an answer as {@link decrypt} reads it.
 *
 * @param encodingAesKey the 43 characters of WeChat's console
 * @returns Base64
 * @throws DecryptionError when the key has not that form
 */
export function encrypt({ message, appId }: Decrypted, encodingAesKey: string): string {
	const key = readKey(encodingAesKey);
	const length = Buffer.alloc(4);
	length.writeUInt32BE(Buffer.byteLength(message));
	// WeChat's own random bytes are letters and digits.
	const random = Buffer.from(randomBytes(randomLength / 2).toString('hex'));
	const content = Buffer.concat([random, length, Buffer.from(message), Buffer.from(appId)]);
	const padding = blockLength - (content.length % blockLength);
	const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, ivLength));
	cipher.setAutoPadding(false);
	return Buffer.concat([
		cipher.update(Buffer.concat([content, Buffer.alloc(padding, padding)])),
		cipher.final(),
	]).toString('base64');
}
