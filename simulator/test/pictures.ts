const BEGIN = { png: '89504e470d0a1a0a', jpg: 'ffd8ffe0', gif: '474946383961', webp: '52494646' };

/** Bytes that begin as a picture of this kind does. */
export function picture(kind: keyof typeof BEGIN, size = 32): Buffer {
	const content = Buffer.alloc(size, kind);
	Buffer.from(BEGIN[kind], 'hex').copy(content);
	return content;
}

/** A form with one file, as a browser sends it, and the content type that goes with it. */
export function form(name: string, fileName: string, content: Buffer): [Buffer, string] {
	const head = `--frontier\r\nContent-Disposition: form-data; name="${name}"; filename="${fileName}"\r\nContent-Type: image/png\r\n\r\n`;
	const body = Buffer.concat([Buffer.from(head), content, Buffer.from('\r\n--frontier--\r\n')]);
	return [body, 'multipart/form-data; boundary=frontier'];
}
