import type { IWebhookFunctions } from 'n8n-workflow';

import { maxBodyLength } from '../../wechat/push/receive';
import { PushRefused } from '../../wechat/push/refused';

/** What n8n's web server adds to a request (cli/src/middlewares/body-parser.ts, in n8n 1 and 2). */
interface RawRequest {
	headers: Record<string, string | string[] | undefined>;
	rawBody?: Buffer;
	readRawBody?(): Promise<void>;
}

/**
 * Reads the request's body as it came.
 *
 * n8n parses a body by its content type before the node runs, and answers 422 where they do not match:
 * WeChat sends JSON as `text/xml`. n8n leaves the body unread where a node of version 1 has the option
 * `binaryData` (cli/src/webhooks/webhook-helpers.ts, parseRequestBody). What n8n has parsed would not do
 * either: its XML has the names in lower case, its JSON has rounded the long ids.
 *
 * @throws PushRefused where the body is too large or breaks off
 */
export async function readBody(context: IWebhookFunctions): Promise<Buffer> {
	const request = context.getRequestObject() as unknown as RawRequest;
	if (Number(request.headers['content-length']) > maxBodyLength) {
		throw new PushRefused(413, `the body has more than ${maxBodyLength} bytes`);
	}
	try {
		await request.readRawBody?.();
	} catch (error) {
		const refusal = new PushRefused(400, `the body broke off: ${(error as Error).message}`);
		throw refusal;
	}
	return request.rawBody ?? Buffer.alloc(0);
}
