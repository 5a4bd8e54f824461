import type {
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';
import { joinUrl, redact, TokenRefusal } from '../../../wechat/accessTokens';
import type { Account } from '../../../wechat/accessTokens';
import { collectText, readBody, UnexpectedAnswer } from '../../../wechat/answer';
import type { AnswerStream } from '../../../wechat/answer';
import { connectionFailure } from '../../../wechat/connection';
import type { NetworkError } from '../../../wechat/connection';
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
type StreamedResponse = Omit<IN8nHttpFullResponse, 'body'> & { body: AnswerStream };

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
	const { signal, over } = deadline.begin();
	const options = asOptions(account, request, deadline.milliseconds, signal);
	try {
		const { statusCode, body } = await fetchResponse(context, account, request, options);
		const text = await collectText(body);
		if (statusCode !== 200) return { outcome: wrongStatus(statusCode) };
		const token = String(options.qs?.access_token ?? '');
		return { body: readBody(redact(text, [token, account.appSecret])), token };
	} catch (error) {
		const code = deadline.cancelled?.aborted ? 'ERR_CANCELED' : 'ETIMEDOUT';
		const outcome = signal.aborted ? failedConnection({ code }) : outcomeOf(error);
		return { outcome: isSigned(request, options) ? outcome : neverSent(outcome) };
	} finally {
		over();
	}
}

/** Whether the request got as far as to be sent: n8n adds the token last (httpRequestWithAuthentication). */
const isSigned = (request: WeChatRequest, { qs }: IHttpRequestOptions): boolean =>
	request.identifiedBy === 'appSecret' || qs?.access_token !== undefined;

const neverSent = (outcome: Outcome): Outcome =>
	outcome.kind === 'unknown'
		? {
				...outcome,
				kind: 'notSent',
				reason: 'was not called: the access token did not come in time, or n8n could not store it',
			}
		: outcome;

function asOptions(
	account: Account,
	request: WeChatRequest,
	timeout: number,
	abortSignal: AbortSignal,
): IHttpRequestOptions {
	const proof =
		request.identifiedBy === 'appSecret' ? { appid: account.appId, secret: account.appSecret } : {};
	return {
		method: request.method,
		url: joinUrl(account.baseUrl, request.path),
		qs: { ...proof, ...request.query },
		// Under another type WeChat's newtmpl endpoints do not see the parameters (200014).
		...(request.body &&
			'json' in request.body && {
				body: request.body.json,
				headers: { 'Content-Type': 'application/json' },
			}),
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout,
		abortSignal,
	};
}

function fetchResponse(
	context: CallContext,
	account: Account,
	request: WeChatRequest,
	options: IHttpRequestOptions,
): Promise<StreamedResponse> {
	if (request.identifiedBy === 'appSecret') return context.helpers.httpRequest(options);
	const caller = withCancelSignal(context, options.abortSignal);
	return context.helpers.httpRequestWithAuthentication.call(caller, CREDENTIAL, options, {
		// The object is shared by all calls: n8n writes a renewed token into it.
		credentialsDecrypted: {
			id: '',
			name: CREDENTIAL,
			type: CREDENTIAL,
			data: account as unknown as Record<string, string>,
		},
	});
}

/** In an execution n8n replaces `abortSignal` by what this method gives (httpRequestWithAuthentication). */
function withCancelSignal(
	context: CallContext,
	signal: IHttpRequestOptions['abortSignal'],
): CallContext {
	if (!('getExecutionCancelSignal' in context)) return context;
	const caller = Object.create(context) as IExecuteFunctions;
	caller.getExecutionCancelSignal = () => signal as AbortSignal;
	return caller;
}

/** A gateway answers 5xx for WeChat, which itself always answers 200; a redirect is never followed. */
function wrongStatus(statusCode: number): Outcome {
	const reason =
		statusCode >= 300 && statusCode < 400
			? `answered with a redirect (HTTP ${statusCode}), which is not followed with a token`
			: `answered HTTP ${statusCode}`;
	return { kind: 'unknown', reason, passing: statusCode >= 500 };
}

function outcomeOf(error: NetworkError & { context?: { refusal?: unknown } }): Outcome {
	if (error instanceof UnexpectedAnswer) return unreadable(error);
	const refusal = error.context?.refusal;
	if (refusal instanceof TokenRefusal) return { kind: 'noToken', cause: refusal };
	return failedConnection(error);
}

function failedConnection(error: NetworkError): Outcome {
	const { reason, maybeSent, passing } = connectionFailure(error);
	return { kind: maybeSent ? 'unknown' : 'notSent', reason, passing };
}

/** The outcome of a call whose answer is not in the form that WeChat documents. */
export const unreadable = (error: Error): Outcome => ({
	kind: 'unknown',
	reason: `gave an answer that cannot be read${error instanceof UnexpectedAnswer ? `: ${error.message}` : ''}`,
	passing: false,
});
