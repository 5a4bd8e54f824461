import type { IBinaryKeyData, IDataObject, INodeExecutionData } from 'n8n-workflow';

const BEGIN = { png: '89504e470d0a1a0a', jpg: 'ffd8ffe0', gif: '474946383961', webp: '52494646' };

/** Bytes that begin as a picture of this kind does; another `mark` makes another picture. */
export function picture(kind: keyof typeof BEGIN = 'png', mark = '.', size = 64): Buffer {
	const content = Buffer.alloc(size, mark);
	Buffer.from(BEGIN[kind], 'hex').copy(content);
	return content;
}

/** An item with a file in the binary field `data`, as n8n keeps it in memory. */
export function withFile(
	json: IDataObject,
	content: Buffer,
	fileName = 'upload.bin',
): INodeExecutionData {
	const data: IBinaryKeyData = {
		data: { data: content.toString('base64'), mimeType: 'application/octet-stream', fileName },
	};
	return { json, binary: data };
}
