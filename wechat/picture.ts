/** A kind of picture that WeChat takes and gives. */
export interface PictureKind {
	contentType: 'image/png' | 'image/jpeg' | 'image/gif';
	/** The ending of its file name, without the dot. */
	ending: 'png' | 'jpg' | 'gif';
}

const kinds: Array<PictureKind & { begins: number[] }> = [
	{
		contentType: 'image/png',
		ending: 'png',
		begins: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
	},
	{ contentType: 'image/jpeg', ending: 'jpg', begins: [0xff, 0xd8, 0xff] },
	{ contentType: 'image/gif', ending: 'gif', begins: [0x47, 0x49, 0x46, 0x38] },
];

/**
 * The kind of a picture by its first bytes, because names and content types are often wrong; undefined
 * for everything that is no PNG, JPEG or GIF.
 */
export function pictureKind(content: Uint8Array): PictureKind | undefined {
	const found = kinds.find(({ begins }) => begins.every((byte, index) => content[index] === byte));
	return found && { contentType: found.contentType, ending: found.ending };
}
