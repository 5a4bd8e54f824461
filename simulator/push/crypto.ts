import { createCipheriv, createHash } from 'node:crypto';

const BLOCK = 32;
const IV_LENGTH = 16;

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
