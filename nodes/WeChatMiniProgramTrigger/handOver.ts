import type { IWebhookFunctions } from 'n8n-workflow';

import type { JsonObject } from '../../wechat/json';
import { isMessage } from '../../wechat/push/events';
import { toText } from '../../wechat/push/pushEvent';

/** The values of Hand Over to Service Tool, which workflows are saved with. */
export type HandOver = 'unhandled' | 'all' | 'matching' | 'none';

/** Tells whether `text` holds one of the words, which stand between commas; upper and lower case are alike. */
function holdsWord(text: string, words: string): boolean {
	const searched = text.toLowerCase();
	return words
		.split(/[,，]/)
		.map((word) => word.trim().toLowerCase())
		.some((word) => word !== '' && searched.includes(word));
}

/**
 * Decides whether the people at WeChat's service tool get this message: what the workflow does not take in
 * every setting but None, and what it takes as the setting says. Events are never handed over.
 */
export function isHandedOver(
	context: IWebhookFunctions,
	push: JsonObject,
	isTaken: boolean,
): boolean {
	const handOver = context.getNodeParameter('handOver') as HandOver;
	if (!isMessage(push) || handOver === 'none') return false;
	if (!isTaken || handOver === 'all') return true;
	if (handOver !== 'matching') return false;
	return holdsWord(toText(push.Content), String(context.getNodeParameter('handOverWords')));
}
