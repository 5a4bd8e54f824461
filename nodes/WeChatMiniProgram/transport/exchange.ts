import type {
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';
import { joinUrl, TokenRefusal } from '../../../wechat/accessTokens';
import type { Account } from '../../../wechat/accessTokens';
import { collectText, readBody, UnexpectedAnswer } from '../../../wechat/answer';
import { connectionFailure } from '../../../wechat/connection';
import type { WeChatBody, WeChatRequest } from '../../../wechat/endpoint';
import type { Deadline } from './deadline';
import type { Outcome } from './outcome';

/** Name of the credential that holds the account. */
export const CREDENTIAL = 'weChatMiniProgramApi';

/** The contexts in which the node calls WeChat: an execution, or the editor. */
export type CallContext = IExecuteFunctions | ILoadOptionsFunctions;

/** WeChat's answer and the token it answered to, or what stood in the way. */
export type Exchanged = { body: WeChatBody; token: string } | { outcome: Outcome };

/** The answer's body is read here, piece by piece, so that its size and its duration have a limit. */
type StreamedResponse = Omit<IN8nHttpFullResponse, 'body'> & {
	body: AsyncIterable<Uint8Array> & { destroy(): void };
};

/**
 * Makes one call through n8n's own helpers, which bring the token, the proxy and the domain settings.
 * Never throws, and keeps nothing of n8n's error: its request options hold the signed URL.
 */
export async function exchange(
	context: CallContext,
	account: Account,
	request: WeChatRequest,
	deadline: Deadline,
): Promise<Exchanged> {
	const options = asOptions(account, request, deadline.milliseconds);
	let response: StreamedResponse | undefined;
	try {
		const text = await deadline.race(async () => {
			response = await fetchResponse(context, account, request, options);
			return await collectText(response.body);
		});
		const { statusCode } = response!;
		if (statusCode !== 200) return { outcome: wrongStatus(statusCode) };
		return { body: readBody(text), token: String(options.qs?.access_token ?? '') };
	} catch (error) {
		response?.body.destroy();
		return { outcome: outcomeOf(error) };
	}
}

function asOptions(account: Account, request: WeChatRequest, timeout: number): IHttpRequestOptions {
	const proof =
		request.identifiedBy === 'appSecret' ? { appid: account.appId, secret: account.appSecret } : {};
	return {
		method: request.method,
		url: joinUrl(account.baseUrl, request.path),
		qs: { ...proof, ...request.query },
		// Under another type WeChat's newtmpl endpoints do not see the parameters (200014).
		...(request.body && { body: request.body, headers: { 'Content-Type': 'application/json' } }),
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout,
	};
}

async function fetchResponse(
	context: CallContext,
	account: Account,
	request: WeChatRequest,
	options: IHttpRequestOptions,
): Promise<StreamedResponse> {
	if (request.identifiedBy === 'appSecret') return await context.helpers.httpRequest(options);
	return await context.helpers.httpRequestWithAuthentication.call(context, CREDENTIAL, options, {
		// The object is shared by all calls: n8n writes a renewed token into it.
		credentialsDecrypted: {
			id: '',
			name: CREDENTIAL,
			type: CREDENTIAL,
			data: account as unknown as Record<string, string>,
		},
	});
}

/** A gateway answers 5xx for WeChat, which itself always answers 200; a redirect is never followed. */
function wrongStatus(statusCode: number): Outcome {
	const reason =
		statusCode >= 300 && statusCode < 400
			? `answered with a redirect (HTTP ${statusCode}), which is not followed with a token`
			: `answered HTTP ${statusCode}`;
	return { kind: 'unknown', reason, passing: statusCode >= 500 };
}

function outcomeOf(error: Error & { cause?: unknown }): Outcome {
	if (error instanceof UnexpectedAnswer) {
		const reason = `gave an answer that cannot be read: ${error.message}`;
		return { kind: 'unknown', reason, passing: false };
	}
	const cause = (error.cause ?? error) as Error & { code?: string; response?: unknown };
	if (cause instanceof TokenRefusal) return { kind: 'noToken', cause };
	const { reason, maybeSent, passing } = connectionFailure(cause.code);
	return { kind: maybeSent ? 'unknown' : 'notSent', reason, passing };
}
