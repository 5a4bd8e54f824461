/** A picture that WeChat takes. */
export interface Picture {
	content: Buffer;
	contentType: string;
	/** The ending of its file name, without the dot. */
	ending: string;
}

const KINDS = [
	{ contentType: 'image/png', ending: 'png', begin: Buffer.from('89504e470d0a1a0a', 'hex') },
	{ contentType: 'image/jpeg', ending: 'jpg', begin: Buffer.from('ffd8ff', 'hex') },
	{ contentType: 'image/gif', ending: 'gif', begin: Buffer.from('GIF8') },
];

/** The picture in these bytes, which tell its kind by their beginning; undefined where they hold none. */
export function readPicture(content: Buffer): Picture | undefined {
	const kind = KINDS.find(({ begin }) => content.subarray(0, begin.length).equals(begin));
	return kind && { content, contentType: kind.contentType, ending: kind.ending };
}

/** Where everybody sees a picture of a chat, as PicUrl has it; a workflow may fetch it. */
export const picturePath = (mediaId: string): string => `/_picture/${mediaId}`;
