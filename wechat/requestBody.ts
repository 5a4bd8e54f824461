import type { EncodedBody, RequestBody } from './endpoint';
import { multipart } from './multipart';

/**
 * The body as bytes. JSON always has its own content type: under another one the `newtmpl` APIs do not see
 * the parameters (200014).
 */
export const encodeBody = (body: RequestBody): EncodedBody =>
	'json' in body
		? { contentType: 'application/json', content: Buffer.from(JSON.stringify(body.json)) }
		: multipart(body.form);
