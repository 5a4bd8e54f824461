import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';

const BLOCK = 32;
const IV_LENGTH = 16;
/** Random bytes and length in front of the message. */
const HEAD = 20;

/** SHA-1 in hex over the sorted, joined parts: `signature` and, with the cipher text, `msg_signature`. */
export function sign(...parts: string[]): string {
	return createHash('sha1').update(parts.sort().join('')).digest('hex');
}

/**
 * The `Encrypt` field: AES-256-CBC over random + length + message + appid, in base64.
 * encodingAesKey: 43 characters; random: 16 bytes as text.
 */
export function encrypt(
	encodingAesKey: string,
	random: string,
	message: string,
	appId: string,
): string {
	// Node ignores the unused bits that the 43rd character of a valid key may carry.
	const key = Buffer.from(`${encodingAesKey}=`, 'base64');
	const content = Buffer.from(message);
	const length = Buffer.alloc(4);
	length.writeUInt32BE(content.length);
	const plain = Buffer.concat([Buffer.from(random), length, content, Buffer.from(appId)]);
	// PKCS#7 with blocks of 32, although AES has blocks of 16.
	const missing = BLOCK - (plain.length % BLOCK);
	const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, IV_LENGTH));
	cipher.setAutoPadding(false);
	return Buffer.concat([
		cipher.update(Buffer.concat([plain, Buffer.alloc(missing, missing)])),
		cipher.final(),
	]).toString('base64');
}

/** Opens an `Encrypt` field: the message, and the App ID behind it. Throws on what is not encrypted like this. */
export function decrypt(
	encodingAesKey: string,
	encrypted: string,
): { message: string; appId: string } {
	const key = Buffer.from(`${encodingAesKey}=`, 'base64');
	const content = Buffer.from(encrypted, 'base64');
	if (content.length === 0 || content.length % BLOCK !== 0) throw new Error('not whole blocks');
	const decipher = createDecipheriv('aes-256-cbc', key, key.subarray(0, IV_LENGTH));
	decipher.setAutoPadding(false);
	const plain = Buffer.concat([decipher.update(content), decipher.final()]);
	const padding = plain[plain.length - 1];
	const end = plain.length - padding;
	const isPadded = padding >= 1 && padding <= BLOCK;
	if (!isPadded || !plain.subarray(end).every((byte) => byte === padding)) {
		throw new Error('bad padding');
	}
	const messageEnd = end < HEAD ? Infinity : HEAD + plain.readUInt32BE(HEAD - 4);
	if (messageEnd > end) throw new Error('bad length');
	return {
		message: plain.toString('utf8', HEAD, messageEnd),
		appId: plain.toString('utf8', messageEnd, end),
	};
}
