import fc from 'fast-check';

import { plainText } from '../../nodes/WeChatMiniProgram/transport/plainText';

describe('plainText', () => {
	test.each([
		['<img src="https://example.com/x.png">', '＜img src="https://example.com/x.png">'],
		['a < b, c</b>', 'a ＜ b, c＜/b>'],
		['&lt;b&gt; &#60;b&#x3e;', '＆lt;b＆gt; ＆#60;b＆#x3e;'],
		// No character references, so they stay.
		['Template > Get Many, a=1&b=2 & "咖啡"', 'Template > Get Many, a=1&b=2 & "咖啡"'],
	])('%s', (text, plain) => expect(plainText(text)).toBe(plain));

	test('nothing opens a tag or is a character reference, and all else stays', () => {
		const text = fc.string({ unit: fc.constantFrom(...'<>&;#ab1 /!"=é咖', '<img src=x>', '&lt;') });
		fc.assert(
			fc.property(text, (given) => {
				const plain = plainText(given);
				expect(plain).not.toMatch(/<|&#?\w+;/);
				expect(plain.normalize('NFKC')).toBe(given.normalize('NFKC'));
				expect(plainText(plain)).toBe(plain);
			}),
		);
	});

	test('a name longer than any of HTML is no reference', () => {
		const text = `&${'a'.repeat(41)};`;
		expect(plainText(text)).toBe(text);
	});
});
