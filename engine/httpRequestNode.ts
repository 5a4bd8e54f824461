/* eslint-disable @n8n/community-nodes/no-deprecated-workflow-functions -- the HTTP Request node itself uses them */
import type { IDataObject, IExecuteFunctions, INodeType, IRequestOptions } from 'n8n-workflow';
import { jsonParse } from 'n8n-workflow';

import { describe, eachItemWithFiles, parameter } from './stockNode';

interface FileResponse {
	response?: { response?: { responseFormat?: string; outputPropertyName?: string } };
}

/**
 * HTTP Request with no or a predefined credential, over the same helpers n8n's node uses. It sends JSON or
 * a file of the item, and reads JSON, text or a file.
 */
export const httpRequest: INodeType = {
	description: describe({ name: 'httpRequest', displayName: 'HTTP Request', version: [1, 4.2] }, [
		parameter('method', 'GET'),
		parameter('url'),
		parameter('authentication', 'none'),
		parameter('nodeCredentialType'),
		parameter('sendQuery', false),
		parameter('queryParameters', {}),
		parameter('sendBody', false),
		parameter('contentType', 'json'),
		parameter('specifyBody', 'keypair'),
		parameter('jsonBody'),
		parameter('inputDataFieldName'),
		parameter('options', {}),
	]),
	execute: eachItemWithFiles(async (context, _item, itemIndex) => {
		const { response } = context.getNodeParameter('options', itemIndex, {}) as FileResponse;
		const { responseFormat, outputPropertyName = 'data' } = response?.response ?? {};
		const wantsFile = responseFormat === 'file';
		const answer = await call(context, itemIndex, wantsFile);
		if (wantsFile) {
			const { body, headers } = answer as { body: Buffer; headers: Record<string, string> };
			const type = headers['content-type'];
			const file = await context.helpers.prepareBinaryData(Buffer.from(body), undefined, type);
			return [{ json: {}, binary: { [outputPropertyName]: file } }];
		}
		return [typeof answer === 'object' ? answer : { data: answer }]
			.flat()
			.map((json) => ({ json: json as IDataObject }));
	}),
};

async function call(
	context: IExecuteFunctions,
	itemIndex: number,
	wantsFile: boolean,
): Promise<unknown> {
	const read = (name: string) => context.getNodeParameter(name, itemIndex);
	const query = read('queryParameters') as { parameters?: Array<Record<string, string>> };
	const options = {
		method: read('method'),
		uri: read('url'),
		...(wantsFile ? { encoding: null, resolveWithFullResponse: true } : { json: true }),
		...(read('sendQuery') === true && {
			qs: Object.fromEntries((query.parameters ?? []).map(({ name, value }) => [name, value])),
		}),
		...(read('sendBody') === true && (await bodyOf(context, itemIndex))),
	} as IRequestOptions;
	const { request, requestWithAuthentication } = context.helpers;
	const type = read('nodeCredentialType') as string;
	return read('authentication') === 'predefinedCredentialType'
		? await requestWithAuthentication.call(context, type, options, undefined, itemIndex)
		: await request(options);
}

async function bodyOf(
	context: IExecuteFunctions,
	itemIndex: number,
): Promise<Pick<IRequestOptions, 'body' | 'headers' | 'json'>> {
	const read = (name: string) => context.getNodeParameter(name, itemIndex);
	if (read('contentType') !== 'binaryData') {
		const body = read('jsonBody');
		return { body: typeof body === 'string' ? jsonParse<IDataObject>(body) : body };
	}
	const field = String(read('inputDataFieldName'));
	const { mimeType } = context.helpers.assertBinaryData(itemIndex, field);
	return {
		body: await context.helpers.getBinaryDataBuffer(itemIndex, field),
		headers: { 'content-type': mimeType },
		json: false,
	};
}
