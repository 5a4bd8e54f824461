import fc from 'fast-check';
import { Response } from 'undici';

import type { FormPart } from '../../wechat/endpoint';
import { multipart } from '../../wechat/multipart';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** Reads a form as undici does, which has its parser from the Fetch standard. */
async function readByUndici(parts: FormPart[]): Promise<unknown[]> {
	const { contentType, content } = multipart(parts);
	const response = new Response(content, { headers: { 'content-type': contentType } });
	const read: unknown[] = [];
	for (const [name, value] of (await response.formData()).entries()) {
		read.push(
			typeof value === 'string'
				? { name, text: value }
				: {
						name,
						fileName: value.name,
						contentType: value.type,
						content: [...new Uint8Array(await value.arrayBuffer())],
					},
		);
	}
	return read;
}

describe('a multipart form', () => {
	test('is written as RFC 7578 has it', () => {
		const picture = {
			fileName: 'a.png',
			contentType: 'image/png',
			content: Uint8Array.of(0x89, 0x0d, 0x0a, 0x00),
		};
		const { contentType, content } = multipart([
			{ name: 'type', text: '图' },
			{ name: 'media', file: picture },
		]);
		expect(contentType).toBe('multipart/form-data; boundary=form-boundary-0-');
		const word = Buffer.from('图').toString('latin1');
		expect(text(content)).toBe(
			[
				'--form-boundary-0-',
				'Content-Disposition: form-data; name="type"',
				'',
				word,
				'--form-boundary-0-',
				'Content-Disposition: form-data; name="media"; filename="a.png"',
				'Content-Type: image/png',
				'',
				'\x89\r\n\0',
				'--form-boundary-0---',
				'',
			].join('\r\n'),
		);
	});

	test.each([
		['a quotation mark', 'a"; name="b', 'a%22; name=%22b'],
		['a line break', 'a\r\nX-Evil: 1\r\n\r\nb', 'a%0D%0AX-Evil: 1%0D%0A%0D%0Ab'],
		['Chinese', '收据.png', Buffer.from('收据.png').toString('latin1')],
	])('%s in a name begins nothing new', (_name, given, written) => {
		const file = { fileName: given, contentType: 'image/png', content: Uint8Array.of(1) };
		const { content } = multipart([{ name: given, file }]);
		expect(text(content)).toContain(
			`\r\nContent-Disposition: form-data; name="${written}"; filename="${written}"\r\nContent-Type: image/png\r\n\r\n\x01\r\n`,
		);
	});

	test('a line break in a content type begins no header', () => {
		const contentType = 'image/png\r\nX-Evil: 1';
		const { content } = multipart([
			{ name: 'media', file: { fileName: 'a', contentType, content: Uint8Array.of(1) } },
		]);
		expect(text(content)).toContain('\r\nContent-Type: image/pngX-Evil: 1\r\n\r\n\x01');
	});

	test('the boundary is one that no content holds', () => {
		const held = Buffer.from('\r\n--form-boundary-0---\r\n');
		const file = { fileName: 'a.gif', contentType: 'image/gif', content: held };
		const { contentType } = multipart([
			{ name: 'a', text: 'form-boundary-1-' },
			{ name: 'b', file },
		]);
		expect(contentType).toBe('multipart/form-data; boundary=form-boundary-2-');
	});

	test('a part of a larger buffer goes out alone', () => {
		const content = new Uint8Array(Buffer.from('secret-picture-secret')).subarray(7, 14);
		const file = { fileName: 'a', contentType: 'image/png', content };
		expect(text(multipart([{ name: 'media', file }]).content)).not.toContain('secret');
	});

	test('what goes in is what an independent reader gets out', async () => {
		const word = fc.oneof(
			fc.string({
				unit: fc.constantFrom('a', '"', '\r', '\n', ';', '=', '-', '图', '😀', ' '),
				minLength: 1,
			}),
			fc.constantFrom('form-boundary-0-', '\r\n--form-boundary-0-', '--form-boundary-0---\r\n'),
		);
		const bytes = fc.oneof(
			fc.uint8Array({ maxLength: 40 }),
			word.map((given) => new Uint8Array(Buffer.from(given))),
		);
		const part = fc.oneof(
			fc.record({ name: word, text: word }),
			fc.record({
				name: word,
				file: fc.record({ fileName: word, contentType: fc.constant('image/png'), content: bytes }),
			}),
		);
		// The reader turns the three escapes of names back.
		await fc.assert(
			fc.asyncProperty(
				fc.array(part, { minLength: 1, maxLength: 4 }),
				async (parts: FormPart[]) => {
					const expected = parts.map((given) =>
						'file' in given
							? {
									name: given.name,
									fileName: given.file.fileName,
									contentType: 'image/png',
									content: [...given.file.content],
								}
							: given,
					);
					expect(await readByUndici(parts)).toEqual(expected);
				},
			),
		);
	});
});
