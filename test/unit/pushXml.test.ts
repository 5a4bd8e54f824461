import fc from 'fast-check';

import type { Xml } from '../../wechat/push/xml';
import { parseXml, writeXml, XmlSyntaxError } from '../../wechat/push/xml';

const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth);

const escaped = (text: string) =>
	text
		.replace(/&/g, '&amp;')
		.replace(/</g, '&lt;')
		.replace(/>/g, '&gt;')
		.replace(/"/g, '&quot;')
		.replace(/'/g, '&apos;');

/** Text as WeChat writes it; a CDATA section cannot hold its own end. */
const written = (text: string, asCdata: boolean) =>
	asCdata ? `<![CDATA[${text.split(']]>').join(']]]]><![CDATA[>')}]]>` : escaped(text);

describe('parseXml reads', () => {
	it.each<[what: string, text: string, value: Xml]>([
		['text', '<xml>a b</xml>', 'a b'],
		['CDATA as it is', '<xml><![CDATA[<b>&amp;]]</b>]]></xml>', '<b>&amp;]]</b>'],
		['CDATA and text together', '<xml>1<![CDATA[<]]>2<![CDATA[>]]></xml>', '1<2>'],
		['the five entities', '<xml>&lt;&gt;&amp;&quot;&apos;</xml>', '<>&"\''],
		['an entity only once', '<xml>&amp;lt;</xml>', '&lt;'],
		['an empty element', '<xml></xml>', ''],
		['white space of a text', '<xml> a\n</xml>', ' a\n'],
		[
			'names in their case',
			'<xml><MsgID>1</MsgID><MsgId>2</MsgId></xml>',
			{ MsgID: '1', MsgId: '2' },
		],
		[
			'long numbers as text',
			'<xml><MsgID>1700827132819554304</MsgID></xml>',
			{ MsgID: '1700827132819554304' },
		],
		['white space between elements', '<xml>\n <A>1</A>\r\n\t<B>2</B>\n</xml>', { A: '1', B: '2' }],
		['white space in tags', '<xml ><A\n>1</A ></xml\t>', { A: '1' }],
		['a name twice', '<xml><A>1</A><B>2</B><A>3</A></xml>', { A: ['1', '3'], B: '2' }],
		['a name three times', '<xml><A>1</A><A></A><A>3</A></xml>', { A: ['1', '', '3'] }],
		['an element without end tag', '<xml><A/><B /></xml>', { A: '', B: '' }],
		['an element without end tag several times', '<xml><A/><A>1</A></xml>', { A: ['', '1'] }],
		['a document without end tag', '<xml/>', ''],
		['a declaration', '<?xml version="1.0" encoding="UTF-8"?>\n<xml><A>1</A></xml>', { A: '1' }],
		['a declaration in short', "<?xml version='1.0'?><xml>1</xml>", '1'],
		['names of object members', '<xml><constructor>1</constructor></xml>', { constructor: '1' }],
	])('%s', (_, text, value) => {
		expect(parseXml(text)).toEqual({ xml: value });
	});

	it('white space and a byte order mark around the element', () => {
		expect(parseXml('\uFEFF\n<xml>1</xml>\n')).toEqual({ xml: '1' });
		expect(parseXml('\uFEFF <?xml version="1.0"?><xml>1</xml>\n')).toEqual({ xml: '1' });
	});

	it('eight elements in each other, and no more', () => {
		expect(() => parseXml(nested(8))).not.toThrow();
		expect(() => parseXml(nested(9))).toThrow('Nesting deeper than 8 at position 24');
	});

	it('256 Ki characters, and no more', () => {
		const ofLength = (length: number) => `<a>${'x'.repeat(length - 7)}</a>`;
		expect(parseXml(ofLength(256 * 1024)).a).toHaveLength(256 * 1024 - 7);
		expect(() => parseXml(ofLength(256 * 1024 + 1))).toThrow('More text than allowed');
	});
});

describe('parseXml refuses', () => {
	it.each([
		['nothing', ''],
		['text alone', 'hello'],
		['two elements', '<a>1</a><b>2</b>'],
		['text behind the element', '<a>1</a>2'],
		['an unclosed element', '<a><b>1</b>'],
		['an unclosed tag', '<a'],
		['a wrong end', '<a><b>1</a></b>'],
		['an end in another case', '<A>1</a>'],
		['an end alone', '</a>'],
		['attributes', '<a b="c">1</a>'],
		['an end that is none', '<xml><a></a/></xml>'],
		['an element that ends twice', '<xml></a/></xml>'],
		['text beside elements', '<xml><a>1</a>text</xml>'],
		['CDATA beside elements', '<xml><a>1</a><![CDATA[text]]></xml>'],
		['elements beside text', '<xml>text<a>1</a></xml>'],
		['two declarations', '<?xml version="1.0"?><?xml version="1.0"?><a>1</a>'],
		['a declaration inside', '<a><?xml version="1.0"?>1</a>'],
		['a declaration without end', '<?xml version="1.0"'],
		['a style sheet', '<?xml-stylesheet href="a"?><a>1</a>'],
		['a processing instruction', '<a><?php 1 ?></a>'],
		['a comment', '<a><!-- 1 --></a>'],
		['a DTD', '<!DOCTYPE a [<!ENTITY b "c">]><a>1</a>'],
		['an entity of a DTD', '<a>&b;</a>'],
		['a character reference', '<a>&#60;</a>'],
		['a bare ampersand', '<a>1 & 2</a>'],
		['CDATA without end', '<a><![CDATA[1</a>'],
		['a namespace', '<x:a>1</x:a>'],
		['a name that objects inherit', '<xml><__proto__>1</__proto__></xml>'],
	])('%s', (_, text) => {
		expect(() => parseXml(text)).toThrow(XmlSyntaxError);
	});

	it('without repeating the text in the message', () => {
		expect(() => parseXml('<xml><Content>my secret</Contents></xml>')).toThrow(
			/^Expected the end of the element at position 23$/,
		);
	});
});

const names = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,9}$/);
const leaves = fc.tuple(fc.string({ unit: 'binary' }), fc.boolean());
const fields = fc.uniqueArray(fc.tuple(names, leaves), {
	minLength: 1,
	selector: ([name]) => name,
});

describe('parseXml, for any texts,', () => {
	it('gives back what was written, flat and in a list', () => {
		fc.assert(
			fc.property(fields, fc.integer({ min: 2, max: 5 }), (record, entries) => {
				const elements = record
					.map(([name, [text, asCdata]]) => `<${name}>${written(text, asCdata)}</${name}>`)
					.join('');
				const values = Object.fromEntries(record.map(([name, [text]]) => [name, text]));
				expect(parseXml(`<xml>${elements}</xml>`)).toEqual({ xml: values });
				const list = `<List>${elements}</List>`.repeat(entries);
				expect(parseXml(`<xml>${list}</xml>`)).toEqual({
					xml: { List: Array.from({ length: entries }, () => values) },
				});
			}),
		);
	});

	it('throws nothing but its own error on broken XML', () => {
		const sample =
			'<xml><A><![CDATA[a]]></A><B>&lt;1</B><W><List><C>2</C></List><List><C>3</C></List></W></xml>';
		const part = fc.oneof(
			fc.string({ unit: 'binary' }),
			fc.constantFrom('<', '</', '<A>', '</A>', '<![CDATA[', ']]>', '&', '&amp;', '<!', '<?'),
		);
		const range = fc.tuple(fc.nat(sample.length), fc.nat(20));
		fc.assert(
			fc.property(fc.array(fc.tuple(range, part), { minLength: 1 }), (edits) => {
				const broken = edits.reduce(
					(text, [[start, length], insert]) =>
						text.slice(0, start) + insert + text.slice(start + length),
					sample,
				);
				try {
					expect(Object.keys(parseXml(broken))).toHaveLength(1);
				} catch (error) {
					expect(error).toBeInstanceOf(XmlSyntaxError);
				}
			}),
			{ numRuns: 2000 },
		);
	});
});

describe('writeXml', () => {
	it('writes texts in CDATA and numbers bare', () => {
		expect(writeXml({ ErrCode: 0, ErrMsg: 'success' })).toBe(
			'<xml><ErrCode>0</ErrCode><ErrMsg><![CDATA[success]]></ErrMsg></xml>',
		);
	});

	it('writes what parseXml reads, with any text', () => {
		const texts = fc.dictionary(names, fc.string({ unit: 'binary' }), { minKeys: 1 });
		fc.assert(
			fc.property(texts, (given) => {
				expect(parseXml(writeXml(given))).toEqual({ xml: { ...given } });
			}),
		);
	});
});
