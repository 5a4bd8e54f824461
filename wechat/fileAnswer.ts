import type { WeChatFile } from './endpoint';

/** Whether an answer in place of a file is JSON. No picture begins with a brace. */
export const isJson = (content: Uint8Array): boolean =>
	/^[\s\ufeff]*\{/.test(Buffer.from(content.subarray(0, 64)).toString('utf8'));

const QUOTED_NAME = /filename="([^"]*)"/i;
const BARE_NAME = /filename=([^;"\s]+)/i;

/** The last step of a path, so that a name cannot lead out of a folder. */
const withoutFolders = (name: string): string => name.split(/[\\/]/).pop() ?? '';

/**
 * The file of an answer, with the name of its `Content-Disposition` and the type of its `Content-Type`, as
 * media/get gives them. Without them it has no name, and the type of arbitrary bytes.
 *
 * @param headers by lower-case name
 */
export function fileOf(
	headers: Readonly<Record<string, unknown>>,
	content: Uint8Array,
): WeChatFile {
	const disposition = String(headers['content-disposition'] ?? '');
	const name = QUOTED_NAME.exec(disposition)?.[1] ?? BARE_NAME.exec(disposition)?.[1] ?? '';
	const [contentType] = String(headers['content-type'] ?? '').split(';');
	return {
		fileName: withoutFolders(name),
		contentType: contentType.trim() || 'application/octet-stream',
		content,
	};
}
