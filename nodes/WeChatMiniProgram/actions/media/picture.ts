import { createHash } from 'node:crypto';
import type { INodeProperties } from 'n8n-workflow';
import type { WeChatFile } from '../../../../wechat/endpoint';
import type { JsonObject } from '../../../../wechat/json';
import { pictureProblem, sizeProblem, uploadMedia } from '../../../../wechat/media';
import type { Session } from '../../transport/session';
import type { Item } from '../item';

const FIELD = 'binaryPropertyName';

/** The parameter "Input Binary Field". */
export const pictureField: INodeProperties = {
	displayName: 'Input Binary Field',
	name: FIELD,
	type: 'string',
	required: true,
	default: 'data',
	placeholder: 'e.g. data',
	hint: 'The name of the input field containing the picture',
	description: 'A PNG, JPEG or GIF of at most 10 MB. WeChat keeps it for 3 days.',
};

/** A picture of an item that WeChat would take. */
export interface Picture {
	/** The same for the same bytes. */
	key: string;
	/** Reads it again, so that the pictures of all items do not stand in memory at a time. */
	read(): Promise<WeChatFile>;
}

/** The picture in {@link pictureField}. What WeChat would not take ends in `invalid`. */
export async function pictureOf(item: Item): Promise<Picture> {
	const read = async () => await item.file(FIELD);
	const tooLarge = sizeProblem(await item.fileSize(FIELD));
	const file = tooLarge ? undefined : await read();
	const problem = tooLarge ?? pictureProblem(file!.content);
	if (problem) {
		const field = item.text(FIELD);
		return item.invalid(
			FIELD,
			`names the field "${field}", whose file ${problem.what}`,
			problem.next,
		);
	}
	return { key: createHash('sha256').update(file!.content).digest('hex'), read };
}

/** Uploads a picture, once for all items of an execution that hold the same one. Gives WeChat's answer. */
export const uploaded = async (session: Session, { key, read }: Picture): Promise<JsonObject> =>
	await session.once(
		`picture ${key}`,
		async () => await session.call(uploadMedia, { picture: await read() }),
	);
