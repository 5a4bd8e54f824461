import { UnexpectedAnswer } from '../../wechat/answer';
import type { WeChatFile } from '../../wechat/endpoint';
import { downloadMedia, pictureProblem, uploadMedia } from '../../wechat/media';

const begin = {
	png: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
	jpg: [0xff, 0xd8, 0xff, 0xe0],
	gif: [...Buffer.from('GIF89a')],
	webp: [...Buffer.from('RIFF\0\0\0\0WEBP')],
	html: [...Buffer.from('<html>Log in</html>')],
};

const bytes = (kind: keyof typeof begin, size = 20): Uint8Array => {
	const content = new Uint8Array(size);
	content.set(begin[kind]);
	return content;
};

const file = (fileName: string, contentType: string, content: Uint8Array): WeChatFile => ({
	fileName,
	contentType,
	content,
});

const MIB = 1024 * 1024;

describe('a picture', () => {
	test.each(['png', 'jpg', 'gif'] as const)('%s is taken up to 10 MB', (kind) => {
		expect(pictureProblem(bytes(kind))).toBeUndefined();
		expect(pictureProblem(bytes(kind, 10 * MIB))).toBeUndefined();
	});

	test.each<[string, Uint8Array, string]>([
		['nothing', new Uint8Array(0), 'is empty'],
		['a WebP', bytes('webp'), 'is not a PNG, JPEG or GIF picture'],
		['a page', bytes('html'), 'is not a PNG, JPEG or GIF picture'],
		['the beginning of a PNG only', Uint8Array.of(0x89, 0x50), 'is not a PNG, JPEG or GIF picture'],
		['a byte too many', bytes('png', 10 * MIB + 1), 'has 10.1 MB'],
		['15 MB', bytes('jpg', 15 * MIB), 'has 15 MB'],
	])('%s is none that WeChat takes', (_name, content, what) => {
		expect(pictureProblem(content)).toEqual({
			what,
			next: expect.stringMatching(/^[A-Z].*\.$/) as string,
		});
	});
});

describe('an upload', () => {
	test('is a form with the picture as "media", which a second call may repeat', () => {
		const content = bytes('png');
		const request = uploadMedia.request({ picture: file('a.png', 'image/png', content) });
		expect(request).toEqual({
			method: 'POST',
			path: '/cgi-bin/media/upload',
			query: { type: 'image' },
			body: {
				form: [{ name: 'media', file: { fileName: 'a.png', contentType: 'image/png', content } }],
			},
			repeatable: true,
			identifiedBy: 'accessToken',
		});
	});

	test.each([
		['a.txt', 'jpg', 'a.jpg', 'image/jpeg'],
		['Receipt 3 (new).PNG', 'png', 'Receipt_3_new_.png', 'image/png'],
		['收据.gif', 'gif', '_.gif', 'image/gif'],
		['../../etc/passwd', 'png', 'passwd.png', 'image/png'],
		['C:\\pictures\\cat.jpeg', 'jpg', 'cat.jpg', 'image/jpeg'],
		['', 'gif', 'picture.gif', 'image/gif'],
		['.png', 'png', 'picture.png', 'image/png'],
		[`${'a'.repeat(300)}.png`, 'png', `${'a'.repeat(100)}.png`, 'image/png'],
	] as const)('%j that holds a %s goes out as %j', (name, kind, fileName, contentType) => {
		const picture = file(name, 'application/octet-stream', bytes(kind));
		expect(uploadMedia.request({ picture }).body).toMatchObject({
			form: [{ file: { fileName, contentType } }],
		});
	});

	test("gives WeChat's answer", () => {
		const picture = file('a.png', 'image/png', bytes('png'));
		const body = { type: 'image', media_id: 'MEDIA', created_at: 1717813800 };
		expect(uploadMedia.read?.(body, { picture })).toEqual(body);
		expect(uploadMedia.read?.({ media_id: 'MEDIA' }, { picture })).toEqual({
			type: 'image',
			media_id: 'MEDIA',
			created_at: null,
		});
		expect(() => uploadMedia.read?.({ type: 'image' }, { picture })).toThrow(UnexpectedAnswer);
	});
});

describe('a download', () => {
	test('asks for the media ID', () => {
		expect(downloadMedia.request({ mediaId: 'MEDIA' })).toEqual({
			method: 'GET',
			path: '/cgi-bin/media/get',
			query: { media_id: 'MEDIA' },
			repeatable: true,
			identifiedBy: 'accessToken',
		});
	});

	test.each<[string, WeChatFile, string, string]>([
		['a picture', file('a.jpg', 'image/jpeg', bytes('jpg')), 'a.jpg', 'image/jpeg'],
		['a wrong type', file('a.jpg', 'text/plain', bytes('png')), 'a.png', 'image/png'],
		['no name', file('', 'image/jpeg', bytes('jpg')), 'picture.jpg', 'image/jpeg'],
		['a path', file('../a.png', 'image/png', bytes('png')), 'a.png', 'image/png'],
		['another picture', file('a.webp', 'image/webp', bytes('webp')), 'a.webp', 'image/webp'],
	])('%s is given by its content', (_name, given, fileName, contentType) => {
		const { content } = given;
		expect(downloadMedia.readFile?.(given, { mediaId: 'MEDIA' })).toEqual({
			fileName,
			contentType,
			content,
		});
	});

	test.each([
		['nothing', file('a.png', 'image/png', new Uint8Array(0)), 'it is empty'],
		['a page', file('a.png', 'text/html', bytes('html')), 'it is not a picture'],
	])('%s is no picture', (_name, given, reason) => {
		const read = () => downloadMedia.readFile?.(given, { mediaId: 'MEDIA' });
		expect(read).toThrow(UnexpectedAnswer);
		expect(read).toThrow(reason);
	});
});
