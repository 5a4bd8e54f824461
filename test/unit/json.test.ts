import fc from 'fast-check';

import { JsonSyntaxError, parseJson, parseStrictJson } from '../../wechat/json';
import type { Json } from '../../wechat/json';

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

/** What parseJson promises for a value: no `__proto__` keys, unsafe integers as their digits. */
function expected(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(expected);
	if (typeof value === 'object' && value !== null) {
		return Object.fromEntries(
			Object.entries(value)
				.filter(([key]) => key !== '__proto__')
				.map(([key, member]) => [key, expected(member)]),
		);
	}
	if (typeof value !== 'number') return value;
	const written = JSON.stringify(value);
	return /^-?\d+$/.test(written) && !Number.isSafeInteger(value) ? written : value;
}

/** What parsing came to: a value, or the only error allowed. Any other error fails the test. */
function outcome(text: string): Json | JsonSyntaxError {
	try {
		return parseJson(text);
	} catch (error) {
		expect(error).toBeInstanceOf(JsonSyntaxError);
		return error as JsonSyntaxError;
	}
}

test.each(['{"a":"b\nc"}', '"\u0000"', '["a\tb"]'])(
	'raw control characters are left out where WeChat wrote them, refused where a person did: %j',
	(text) => {
		expect(JSON.stringify(parseJson(text))).not.toMatch(/\\[nt]|\\u0000/);
		expect(() => parseStrictJson(text)).toThrow('Line break or control character in a text');
		const escaped = JSON.stringify(JSON.parse(text.replace(/\p{Cc}/gu, '')));
		expect(parseStrictJson(escaped)).toEqual(parseJson(text));
	},
);

describe('parseJson accepts', () => {
	const samples: Array<[what: string, text: string, value: Json]> = [
		['an answer', '{"errcode":0,"errmsg":"ok"}', { errcode: 0, errmsg: 'ok' }],
		['a 64-bit id', '{"msgid":3968376428563857409}', { msgid: '3968376428563857409' }],
		['the largest safe integer', '9007199254740991', 9007199254740991],
		['the first unsafe integer', '9007199254740992', '9007199254740992'],
		['a negative unsafe integer', '-9007199254740993', '-9007199254740993'],
		['fractions and exponents', '[1.5,-0.25,1e3,2E-2,1e+20]', [1.5, -0.25, 1000, 0.02, 1e20]],
		['a raw line feed in a string', '{"nickname":"a\nb\u0000\u001fc"}', { nickname: 'abc' }],
		['every escape', '"\\"\\\\\\/\\b\\f\\n\\r\\t\\u4e2d\\uD83D\\uDE00"', '"\\/\b\f\n\r\t中😀'],
		['a lone surrogate', '"\\ud83d"', '\ud83d'],
		['a byte order mark', '\ufeff{"a":1}', { a: 1 }],
		[
			'space anywhere',
			' \t\r\n{ "a" : [ 1 , true , false , null ] } \n',
			{ a: [1, true, false, null] },
		],
		['empty containers', '[{},[],""]', [{}, [], '']],
		['one key in two objects', '[{"a":1},{"a":{"a":2}}]', [{ a: 1 }, { a: { a: 2 } }]],
		[
			'names of Object methods',
			'{"toString":1,"constructor":2}',
			{ toString: 1, constructor: 2 } as never,
		],
	];
	test.each(samples)('%s', (_what, text, value) => {
		expect(parseJson(text)).toEqual(value);
	});

	test('negative zero', () => {
		expect(Object.is(parseJson('-0'), -0)).toBe(true);
	});

	test('nesting up to 64', () => {
		expect(JSON.stringify(parseJson(nested(64)))).toBe(nested(64));
	});

	test('__proto__ without touching any prototype', () => {
		const value = parseJson('{"a":1,"__proto__":{"isAdmin":true},"__proto__":3}');
		expect(value).toEqual({ a: 1 });
		expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
		expect(Object.prototype).not.toHaveProperty('isAdmin');
	});
});

describe('parseJson refuses', () => {
	const samples: Array<[message: string, text: string]> = [
		['Unexpected end at position 0', ''],
		['Unexpected end at position 2', '  '],
		['Unexpected character at position 0', '<html>'],
		['Unexpected end at position 12', '{"errcode":0'],
		['Key given twice at position 13', '{"errcode":0,"errcode":40001}'],
		['Key given twice at position 14', '{"err\ncode":0,"errcode":40001}'],
		['Expected a quoted key at position 7', '{"a":1,}'],
		['Expected a quoted key at position 1', '{a:1}'],
		['Expected a colon at position 5', '{"a" 1}'],
		['Expected a comma or a closing brace at position 6', '{"a":1]'],
		['Expected a comma or a closing bracket at position 3', '[1 2]'],
		['Unexpected character at position 3', '[1,]'],
		['Unexpected text after the value at position 3', '{} {}'],
		['Unexpected character at position 0', 'truth'],
		['Unexpected text after the value at position 1', '01'],
		['Unexpected end at position 1', '-'],
		['Unexpected character at position 1', '-x'],
		['Unexpected character at position 0', '+1'],
		['Unexpected character at position 0', '.5'],
		['Unexpected end at position 2', '1.'],
		['Unexpected character at position 2', '1.e1'],
		['Unexpected end at position 2', '1e'],
		['Unexpected character at position 0', 'NaN'],
		['Number out of range at position 1', '[1e999]'],
		['Unexpected end at position 4', '"abc'],
		['Unexpected end at position 2', '"\\'],
		['Unknown escape at position 2', '"\\x41"'],
		['Unknown escape at position 2', '"\\u00g0"'],
		['Unexpected character at position 0', "'a'"],
		['Unexpected character at position 0', '\u00a01'],
		['Nesting deeper than 64 at position 64', nested(65)],
		['Nesting deeper than 64 at position 320', '{"a":'.repeat(65)],
		['Nesting deeper than 64 at position 64', '['.repeat(1_000_000)],
	];
	test.each(samples)('%s', (message, text) => {
		expect(outcome(text)).toEqual(expect.objectContaining({ name: 'JsonSyntaxError', message }));
	});
});

describe('parseJson in general', () => {
	test('agrees with JSON.parse on what JSON.stringify writes', () => {
		fc.assert(
			fc.property(fc.jsonValue({ maxDepth: 8 }), fc.constantFrom('', '\t'), (value, indent) => {
				const text = JSON.stringify(value, null, indent);
				expect(parseJson(text)).toEqual(expected(JSON.parse(text)));
			}),
		);
	});

	test('keeps every digit of every integer', () => {
		fc.assert(
			fc.property(fc.bigInt(), (value) => {
				expect(parseJson(`[${value}]`)).toEqual([
					Number.isSafeInteger(Number(value)) ? Number(value) : String(value),
				]);
			}),
		);
	});

	test('reads every string back, its raw control characters left out', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (value) => {
				const raw = value.replace(/["\\]/g, '');
				// eslint-disable-next-line no-control-regex -- the control characters are the subject
				expect(parseJson(`"${raw}"`)).toBe(raw.replace(/[\u0000-\u001f]/g, ''));
				expect(parseJson(JSON.stringify(value))).toBe(value);
			}),
		);
	});

	test('throws nothing but JsonSyntaxError, and accepts nothing that JSON.parse refuses', () => {
		const json = fc.string({ unit: fc.constantFrom(...'{}[]",:\\u0123456789aftn+-.eE \n') });
		fc.assert(
			fc.property(fc.oneof(json, fc.string({ unit: 'binary' })), (text) => {
				const result = outcome(text);
				if (result instanceof JsonSyntaxError) return;
				// eslint-disable-next-line no-control-regex -- the control characters are the subject
				const controlless = text.replace(/^\ufeff/, '').replace(/[\u0000-\u001f]/g, ' ');
				expect(() => JSON.parse(controlless)).not.toThrow();
			}),
			{ numRuns: 2000 },
		);
	});

	test('never repeats the text in its message', () => {
		const text = '{"access_token":"not-for-logs","access_token":1}';
		expect(String(outcome(text))).toBe('JsonSyntaxError: Key given twice at position 31');
	});
});
