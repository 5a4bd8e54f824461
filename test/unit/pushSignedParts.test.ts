import fc from 'fast-check';

import { receive } from '../../wechat/push/receive';
import type { PushRequest } from '../support/wechatPush';
import { consoleSettings, pushOf, sha1Of } from '../support/wechatPush';

const { token } = consoleSettings;
const start = 1_714_112_445;

interface Parts {
	timestamp: string;
	nonce: string;
	encrypted: string;
}

const signedText = (parts: Parts) => [token, ...Object.values(parts)].sort().join('');

const signatureOf = ({ timestamp, nonce, encrypted }: Parts) =>
	sha1Of(token, timestamp, nonce, encrypted);

/** A push that is encrypted under the key, with any nonce. */
function pushWith(content: string, nonce: string): { parts: Parts; push: PushRequest } {
	const message = `{"ToUserName":"gh_1","FromUserName":"oUser","CreateTime":${start},"MsgType":"text","Content":"${content}","MsgId":1}`;
	const push = pushOf(message, 'secure', start * 1000);
	const { Encrypt: encrypted } = JSON.parse(push.rawBody) as { Encrypt: string };
	const parts = { timestamp: push.query.timestamp, nonce, encrypted };
	return { parts, push };
}

/** Every way to cut the signed text into token, timestamp, nonce and content, in any order, that is signed alike. */
function* cutsOf(parts: Parts): Generator<Parts> {
	const text = signedText(parts);
	const rest = text.length - token.length;
	for (const [tokenAt] of [...text.matchAll(new RegExp(token, 'g'))].map(({ index }) => [index])) {
		const others = text.slice(0, tokenAt) + text.slice(tokenAt + token.length);
		for (let first = 0; first <= rest; first++) {
			for (const second of nearEnds(first, rest)) {
				const pieces = [others.slice(0, first), others.slice(first, second), others.slice(second)];
				if ([token, ...pieces].sort().join('') !== text) continue;
				for (const [one, two, three] of orders) {
					yield { timestamp: pieces[one], nonce: pieces[two], encrypted: pieces[three] };
				}
			}
		}
	}
}

const orders = [
	[0, 1, 2],
	[0, 2, 1],
	[1, 0, 2],
	[1, 2, 0],
	[2, 0, 1],
	[2, 1, 0],
];

/** Second cuts that leave a piece of at most 12 characters or of whole blocks in Base64 somewhere. */
function nearEnds(first: number, rest: number): number[] {
	const seconds = new Set<number>();
	for (let length = 0; length <= 12; length++) {
		seconds.add(first + length);
		seconds.add(rest - length);
	}
	for (let bytes = 32; bytes <= rest; bytes += 32) seconds.add(first + 4 * Math.ceil(bytes / 3));
	return [...seconds].filter((second) => second >= first && second <= rest);
}

const accepts = (parts: Parts, push: PushRequest, now: number): boolean => {
	const { timestamp, nonce, encrypted } = parts;
	const query = { ...push.query, timestamp, nonce, msg_signature: signatureOf(parts) };
	const body = Buffer.from(JSON.stringify({ Encrypt: encrypted }));
	try {
		return receive(consoleSettings, query, body, now).push !== undefined;
	} catch {
		return false;
	}
};

const digits = fc.stringMatching(/^\d{1,10}$/);
// Nonces that name a second of the next year, so that they could be the timestamp of a replay.
const seconds = fc.integer({ min: start + 1201, max: start + 200_000 }).map(String);
const content = fc.string({ unit: fc.constantFrom(...'abc123'), maxLength: 200 });

/** The cuts that are another input than the push itself. */
const otherCutsOf = (parts: Parts): Parts[] =>
	[...cutsOf(parts)].filter((cut) => JSON.stringify(cut) !== JSON.stringify(parts));

/** Time and nonce of the push in each other's place. */
const swapped = ({ timestamp, nonce, encrypted }: Parts): Parts => ({
	timestamp: nonce,
	nonce: timestamp,
	encrypted,
});

it('finds the cuts that share a signature', () => {
	const { parts } = pushWith('hello', '1234567890');
	expect(otherCutsOf(parts)).toContainEqual(swapped(parts));
});

it('no two inputs share a signature that is accepted at one moment', () => {
	fc.assert(
		fc.property(fc.oneof(digits, seconds), content, (nonce, text) => {
			const { parts, push } = pushWith(text, nonce);
			expect(accepts(parts, push, start * 1000)).toBe(true);
			const accepted = otherCutsOf(parts).filter((cut) => accepts(cut, push, start * 1000));
			expect(accepted).toEqual([]);
		}),
		{ numRuns: 5 },
	);
});

it('later, no other cut is accepted but the same content with time and nonce swapped, for 25 hours', () => {
	fc.assert(
		fc.property(fc.oneof(digits, seconds), content, (nonce, text) => {
			const { parts, push } = pushWith(text, nonce);
			const accepted = otherCutsOf(parts).filter((cut) =>
				accepts(cut, push, Number(cut.timestamp.slice(0, 10)) * 1000),
			);
			const isReplayed =
				nonce.length === 10 && Number(nonce) >= start - 600 && Number(nonce) <= start + 90_000;
			expect(accepted).toEqual(isReplayed ? [swapped(parts)] : []);
		}),
		{ numRuns: 5 },
	);
});

it('blocks of the content cannot be moved into the nonce', () => {
	const { parts, push } = pushWith('a'.repeat(300), '1');
	for (const moved of [128, 256]) {
		const cut = {
			timestamp: parts.timestamp,
			nonce: parts.nonce + parts.encrypted.slice(0, moved),
			encrypted: parts.encrypted.slice(moved),
		};
		expect(accepts(cut, push, start * 1000)).toBe(false);
	}
});

it('a nonce that names a later second does not let the push be replayed then', () => {
	const later = start + 100_000;
	const { parts, push } = pushWith('hello', String(later));
	expect(signatureOf(swapped(parts))).toBe(signatureOf(parts));
	expect(accepts(parts, push, start * 1000)).toBe(true);
	expect(accepts(swapped(parts), push, later * 1000)).toBe(false);
});
