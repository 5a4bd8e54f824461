import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * Computes WeChat's signature: SHA-1, as 40 lower-case hex digits, over `parts` sorted and joined.
 *
 * The parts are token, timestamp and nonce for `signature`, and the encrypted content as well for
 * `msg_signature`.
 */
export function sign(parts: readonly string[]): string {
	return createHash('sha1')
		.update([...parts].sort().join(''), 'utf8')
		.digest('hex');
}

/** Tells, in a time that does not depend on where they differ, whether `signature` signs `parts`. */
export function isSignatureOf(signature: string, parts: readonly string[]): boolean {
	const expected = Buffer.from(sign(parts));
	const given = Buffer.from(signature);
	return given.length === expected.length && timingSafeEqual(given, expected);
}
