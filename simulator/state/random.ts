import { createHash } from 'node:crypto';

/**
 * A stream of reproducible "random" ids: the same seed and purpose give the same ids, whatever other
 * streams do meanwhile.
 */
export class Random {
	private drawn = 0;

	/** purpose: name of the stream, such as "token". */
	constructor(
		private readonly seed: number,
		private readonly purpose: string,
	) {}

	/** Lowercase hex digits, at most 64. */
	hex(length: number): string {
		return this.digest().toString('hex').slice(0, length);
	}

	/** Characters of [A-Za-z0-9_-], of any length. */
	text(length: number): string {
		let text = '';
		while (text.length < length) text += this.digest().toString('base64url');
		return text.slice(0, length);
	}

	/** Base64 of this many bytes, at most 32. */
	base64(bytes: number): string {
		return this.digest().subarray(0, bytes).toString('base64');
	}

	/** A whole number from 0 to below the bound (at most 2^32). */
	below(bound: number): number {
		return this.digest().readUInt32BE(0) % bound;
	}

	private digest(): Buffer {
		return digestOf(this.seed, this.purpose, String(this.drawn++));
	}
}

/** The 28-character openid that a person has towards a Mini Program. */
export function openIdOf(seed: number, appId: string, person: string): string {
	return 'o' + digestOf(seed, appId, person).toString('base64url').slice(0, 27);
}

function digestOf(seed: number, ...parts: string[]): Buffer {
	return createHash('sha256')
		.update([seed, ...parts].join('/'))
		.digest();
}
