import { textIn, UnexpectedAnswer } from './answer';
import type { Endpoint, WeChatFile } from './endpoint';
import type { JsonObject } from './json';
import { pictureKind } from './picture';
import type { Problem } from './problem';

/** Bytes; one of WeChat's pages says 10 MB, another one 2 MB, so WeChat itself decides in between. */
export const MAX_PICTURE_BYTES = 10 * 1024 * 1024;

/** Why WeChat would refuse a picture of so many bytes, or undefined. */
export const sizeProblem = (bytes: number): Problem | undefined =>
	bytes > MAX_PICTURE_BYTES
		? {
				what: `has ${megabytes(bytes)} MB`,
				next: `Make it smaller: WeChat takes at most ${megabytes(MAX_PICTURE_BYTES)} MB.`,
			}
		: undefined;

/** Why WeChat would refuse this picture, or undefined. Only its content counts, not its name. */
export function pictureProblem(content: Uint8Array): Problem | undefined {
	if (content.length === 0) {
		return { what: 'is empty', next: 'Check where the file comes from.' };
	}
	if (!pictureKind(content)) {
		return {
			what: 'is not a PNG, JPEG or GIF picture',
			next: 'Convert it to one of these first.',
		};
	}
	return sizeProblem(content.length);
}

const megabytes = (bytes: number): string => String(Math.ceil((bytes / 1024 / 1024) * 10) / 10);

const unsafe = /[^\w.-]+/g;
const NAME_LENGTH = 100;

/**
 * Names a picture by its content, under the name it had: `Receipt 3.txt` that holds a PNG becomes
 * `Receipt_3.png`. ASCII only, because gateways read other file names in different ways.
 */
function named(file: WeChatFile): WeChatFile {
	const kind = pictureKind(file.content);
	if (!kind) return file;
	const name = baseName(file.fileName)
		.replace(/\.[^.]*$/, '')
		.replace(unsafe, '_');
	const fileName = `${name.slice(0, NAME_LENGTH) || 'picture'}.${kind.ending}`;
	return { fileName, contentType: kind.contentType, content: file.content };
}

const baseName = (path: string): string => path.split(/[\\/]/).pop() ?? '';

/**
 * Uploads a picture; WeChat keeps it for 3 days (uploadTempMedia). Give only what {@link pictureProblem}
 * lets through. A second upload only makes a second `media_id`.
 */
export const uploadMedia: Endpoint<{ picture: WeChatFile }, JsonObject> = {
	request: ({ picture }) => ({
		method: 'POST',
		path: '/cgi-bin/media/upload',
		query: { type: 'image' },
		body: { form: [{ name: 'media', file: named(picture) }] },
		repeatable: true,
		identifiedBy: 'accessToken',
	}),
	read: (body) => ({
		type: body.type ?? 'image',
		media_id: textIn(body, 'media_id'),
		created_at: body.created_at ?? null,
	}),
};

/**
 * Downloads a picture: an uploaded one, or one that a user sent (getTempMedia). Its content type and the
 * ending of its name follow its content. Throws UnexpectedAnswer when what arrives is no picture.
 */
export const downloadMedia: Endpoint<{ mediaId: string }, WeChatFile> = {
	request: ({ mediaId }) => ({
		method: 'GET',
		path: '/cgi-bin/media/get',
		query: { media_id: mediaId },
		repeatable: true,
		identifiedBy: 'accessToken',
	}),
	readFile: (file) => {
		if (file.content.length === 0) throw new UnexpectedAnswer('it is empty');
		if (!pictureKind(file.content) && !/^image\//i.test(file.contentType)) {
			throw new UnexpectedAnswer('it is not a picture');
		}
		return named(file);
	},
};
