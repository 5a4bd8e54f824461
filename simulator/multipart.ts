/** A part of a form. fileName: only parts with a file have one. */
export interface FormPart {
	name: string;
	fileName?: string;
	content: Buffer;
}

const BOUNDARY = /^multipart\/form-data;(?:.*;)?\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i;
const DISPOSITION = /^content-disposition:\s*form-data;\s*(.*)$/im;
const LINE = Buffer.from('\r\n');

/**
 * Reads a multipart/form-data body strictly (RFC 7578). Returns its parts, or undefined where it is not
 * one from the first boundary to the last.
 */
export function readForm(contentType: string, body: Buffer): FormPart[] | undefined {
	const [, quoted, plain] = BOUNDARY.exec(contentType) ?? [];
	const boundary = quoted ?? plain;
	if (!boundary) return undefined;
	const first = Buffer.from(`--${boundary}`);
	if (!body.subarray(0, first.length).equals(first)) return undefined;
	const next = Buffer.concat([LINE, first]);
	const parts: FormPart[] = [];
	let at = first.length;
	for (;;) {
		const after = body.subarray(at, at + 2).toString('latin1');
		if (after === '--') return parts;
		const end = body.indexOf(next, at);
		if (after !== '\r\n' || end < 0) return undefined;
		const part = readPart(body.subarray(at + LINE.length, end));
		if (!part) return undefined;
		parts.push(part);
		at = end + next.length;
	}
}

function readPart(part: Buffer): FormPart | undefined {
	const end = part.indexOf('\r\n\r\n');
	if (end < 0) return undefined;
	const [, parameters = ''] = DISPOSITION.exec(part.subarray(0, end).toString('utf8')) ?? [];
	const name = /(?:^|;)\s*name="([^"]*)"/.exec(parameters)?.[1];
	const fileName = /(?:^|;)\s*filename="([^"]*)"/.exec(parameters)?.[1];
	return name === undefined ? undefined : { name, fileName, content: part.subarray(end + 4) };
}
