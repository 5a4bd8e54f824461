import type { IBinaryKeyData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Report } from '../transport/errors';
import type { Output } from './operation';

/** One output item whose files are n8n's binary data. */
export async function withFiles(
	context: IExecuteFunctions,
	{ json, files = {} }: Output,
): Promise<INodeExecutionData> {
	const binary: IBinaryKeyData = {};
	for (const [field, { content, fileName, contentType }] of Object.entries(files)) {
		binary[field] = await context.helpers.prepareBinaryData(
			Buffer.from(content),
			fileName,
			contentType,
		);
	}
	return { json, binary };
}

/**
 * Gives what makes the output item of a failed input item, for Continue On Fail: `json` holds
 * `error` (what happened), `message` (what to do next) and `details`. Under Continue (using error
 * output) n8n adds the input's fields.
 */
export function failedItems(
	context: IExecuteFunctions,
): (report: Report, item: number) => INodeExecutionData {
	const isCopied = copiesToErrorOutput(context);
	return ({ message, description, details }, item) => {
		const json = { error: message, message: description, details };
		const failed: INodeExecutionData = { json, pairedItem: { item } };
		return isCopied ? Object.defineProperty(failed, 'error', { value: true }) : failed;
	};
}

/**
 * n8n 2.x sends an item to the error output when `json` has no other keys than these three; n8n 1.x
 * knows the first two only, or an `error` beside `json` (handleNodeErrorOutput). Later that `error`
 * would replace `json`, so it must be gone by then: n8n takes enumerable properties only into the
 * copy to which it adds the input's fields. Nothing is copied under another setting, nor where no
 * node comes before. This ends with the support of n8n 1.x.
 */
function copiesToErrorOutput(context: IExecuteFunctions): boolean {
	if (context.getNode().onError !== 'continueErrorOutput') return false;
	return context.getWorkflowDataProxy(0).$prevNode.name !== undefined;
}
