import type { EncodedBody, FormPart } from './endpoint';

const NEW_LINE = '\r\n';

/**
 * Writes the parts of a form in their order (RFC 7578). The boundary occurs in none of them, so that no
 * content, whatever it holds, can end a part or begin another one. The content type names it.
 */
export function multipart(parts: FormPart[]): EncodedBody {
	const contents = parts.map((part) =>
		'file' in part ? bytes(part.file.content) : Buffer.from(part.text),
	);
	const boundary = boundaryOutside(contents);
	const pieces = parts.flatMap((part, index) => [
		Buffer.from(`--${boundary}${NEW_LINE}${headers(part)}${NEW_LINE}${NEW_LINE}`),
		contents[index],
		Buffer.from(NEW_LINE),
	]);
	return {
		contentType: `multipart/form-data; boundary=${boundary}`,
		content: Buffer.concat([...pieces, Buffer.from(`--${boundary}--${NEW_LINE}`)]),
	};
}

const bytes = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
	Buffer.from(buffer, byteOffset, byteLength);

function headers(part: FormPart): string {
	const field = `Content-Disposition: form-data; name="${quoted(part.name)}"`;
	if (!('file' in part)) return field;
	const { fileName, contentType } = part.file;
	// A line break would begin another header.
	const type = contentType.replace(/[^\x20-\x7e]/g, '');
	return `${field}; filename="${quoted(fileName)}"${NEW_LINE}Content-Type: ${type}`;
}

const escapes: Record<string, string> = { '"': '%22', '\r': '%0D', '\n': '%0A' };

/** As browsers write names (HTML standard, multipart/form-data): in UTF-8, only these three escaped. */
const quoted = (name: string): string => name.replace(/["\r\n]/g, (found) => escapes[found]);

function boundaryOutside(contents: Buffer[]): string {
	for (let number = 0; ; number++) {
		const boundary = `form-boundary-${number}-`;
		if (!contents.some((content) => content.includes(boundary))) return boundary;
	}
}
