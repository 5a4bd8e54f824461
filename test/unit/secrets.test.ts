import fc from 'fast-check';

import { isFreeOf, redact, redactBody } from '../../wechat/secrets';

const SECRET = 'a+b/c=d 你1&"x"';

const percent = (text: string, upper: boolean) =>
	[...Buffer.from(text)]
		.map((byte) => `%${byte.toString(16).padStart(2, '0')}`)
		.map((unit) => (upper ? unit.toUpperCase() : unit))
		.join('');
const escaped = (text: string) =>
	text
		.split('')
		.map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
		.join('');
const entities = (text: string) =>
	[...text].map((one) => `&#x${one.codePointAt(0)!.toString(16)};`).join('');

/** What servers make of a text that they repeat. */
const forms: Array<[string, (secret: string) => string]> = [
	['as it is', (secret) => secret],
	['in a URL', encodeURIComponent],
	['in a URL with lower-case digits', (secret) => encodeURIComponent(secret).toLowerCase()],
	['in a form', (secret) => new URLSearchParams({ s: secret }).toString().slice(2)],
	['with every byte in percent form', (secret) => percent(secret, true)],
	['with every byte in lower-case percent form', (secret) => percent(secret, false)],
	['in a URL in a URL', (secret) => encodeURIComponent(encodeURIComponent(secret))],
	['in JSON', (secret) => JSON.stringify(secret).slice(1, -1)],
	['in JSON with escapes only', escaped],
	['in JSON in JSON', (secret) => JSON.stringify(JSON.stringify(secret).slice(1, -1)).slice(1, -1)],
	['in HTML', entities],
	['in hex', (secret) => Buffer.from(secret).toString('hex')],
	['in Base64', (secret) => Buffer.from(secret).toString('base64')],
	['with control characters in it', (secret) => secret.split('').join('\u0002')],
	['in capitals', (secret) => secret.toUpperCase()],
];

describe.each(forms)('a secret %s', (form, write) => {
	test('makes a text not free of it', () => {
		const unit = form === 'in capitals' ? 'grapheme-ascii' : 'grapheme';
		const secrets = fc.string({ unit, minLength: 1, maxLength: 40 });
		fc.assert(
			fc.property(secrets, (secret) => {
				fc.pre(secret.trim() !== '' && !/\p{Cc}/u.test(secret));
				expect(isFreeOf(`{"errmsg":"<${write(secret)}>"}`, [secret])).toBe(false);
			}),
		);
	});

	test('is taken out, and what stands around it stays', () => {
		expect(redact(`before ${write(SECRET)} after`, [SECRET])).toMatch(
			/^before \[redacted\]=* after$/,
		);
	});

	test('is taken out whatever it is', () => {
		// Letters of some languages are others in capitals.
		const unit = form === 'in capitals' ? 'grapheme-ascii' : 'grapheme';
		const secrets = fc.string({ unit, minLength: 1, maxLength: 40 });
		fc.assert(
			fc.property(secrets, (secret) => {
				fc.pre(secret.trim() !== '' && !/\p{Cc}/u.test(secret));
				expect(redact(`<${write(secret)}>`, [secret])).toContain('[redacted]');
			}),
		);
	});

	test('is taken out of a record, its keys and lists', () => {
		const body = { data: [{ title: `x${write(SECRET)}`, [`k${write(SECRET)}`]: 1 }] };
		const clean = JSON.stringify(redactBody(body, [SECRET]));
		expect(clean).toMatch(/^\{"data":\[\{"title":"x\[redacted\]=*","k\[redacted\]=*":1\}\]\}$/);
	});
});

test('secrets of every length are taken out of a refusal', () => {
	for (let length = 1; length <= 64; length++) {
		const secret = '7d1'.repeat(22).slice(0, length);
		expect(redact(`it was <${secret}>.`, [secret])).toBe('it was <[redacted]>.');
	}
});

test('short secrets stay in records, where they are ordinary words', () => {
	const body = { title: 'none of them' };
	expect(redactBody(body, ['none'])).toEqual(body);
});

test('nothing is taken out where there is no secret', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), (text) => {
			expect(redact(text, ['', undefined])).toBe(text);
			expect(redact(text, [`no such secret ${text}`])).toBe(text);
		}),
	);
});

test('nothing is taken out of an answer whose text is free of the secret', () => {
	const answers = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.array(fc.string())));
	const secrets = fc.string({ minLength: 1, maxLength: 12 });
	let free = 0;
	fc.assert(
		fc.property(answers, secrets, (answer, secret) => {
			if (!isFreeOf(JSON.stringify(answer), [secret])) return;
			free += 1;
			expect(redactBody(answer, [secret])).toEqual(answer);
			for (const text of Object.values(answer).flat()) expect(redact(text, [secret])).toBe(text);
		}),
		{ numRuns: 500 },
	);
	expect(free).toBeGreaterThan(50);
	expect(isFreeOf('{"errcode":0,"errmsg":"ok","msgid":123}', ['a token', 'a secret'])).toBe(true);
});

test('the work grows with the text, not with its square', () => {
	let looked = 0;
	const execute = RegExp.prototype.exec;
	const spy = jest.spyOn(RegExp.prototype, 'exec').mockImplementation(function (
		this: RegExp,
		text: string,
	) {
		looked += 1;
		return Reflect.apply(execute, this, [text]) as RegExpExecArray | null;
	});
	const work = (size: number) => {
		looked = 0;
		redact('%'.repeat(size) + '\\u'.repeat(size), [SECRET]);
		return looked;
	};
	const [small, large] = [work(1000), work(4000)];
	spy.mockRestore();
	expect(large / small).toBeLessThan(4.5);
});
