import { createDecipheriv } from 'node:crypto';

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

/** Tells whether `encodingAesKey` has the form that WeChat's console gives it: 43 letters and digits. */
export function isEncodingAesKey(encodingAesKey: string): boolean {
	return /^[A-Za-z0-9]{43}$/.test(encodingAesKey);
}

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

/** Takes off the PKCS#7 padding. WeChat pads to 32 bytes, Node would accept up to 16 only. */
function unpad(padded: Buffer): Buffer {
	const length = padded[padded.length - 1];
	const isPadded =
		length >= 1 &&
		length <= blockLength &&
		padded.subarray(padded.length - length).every((byte) => byte === length);
	if (!isPadded) throw new DecryptionError('the padding is wrong');
	return padded.subarray(0, padded.length - length);
}

/**
 * Decrypts the `Encrypt` field of a push: AES-256-CBC over
 * 16 random bytes, the message's length (4 bytes, big-endian), the message in UTF-8, the App ID.
 *
 * The caller has checked the signature before and compares the App ID afterwards.
 *
 * @param encrypted Base64, standard alphabet
 * @param encodingAesKey the 43 characters of WeChat's console
 * @throws DecryptionError when the key has not that form or the content does not belong to the key
 */
export function decrypt(encrypted: string, encodingAesKey: string): Decrypted {
	const key = readKey(encodingAesKey);
	const ciphertext = Buffer.from(encrypted, 'base64');
	const isBase64 = ciphertext.toString('base64') === encrypted;
	if (!isBase64 || ciphertext.length === 0 || ciphertext.length % blockLength !== 0) {
		throw new DecryptionError('the encrypted content is not Base64 of whole blocks');
	}
	const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, ivLength));
	decipher.setAutoPadding(false);
	const plain = unpad(Buffer.concat([decipher.update(ciphertext), decipher.final()]));
	const messageEnd =
		plain.length < headLength ? Infinity : headLength + plain.readUInt32BE(randomLength);
	if (messageEnd > plain.length) throw new DecryptionError('the length of the message is wrong');
	return {
		message: plain.toString('utf8', headLength, messageEnd),
		appId: plain.toString('utf8', messageEnd),
	};
}
