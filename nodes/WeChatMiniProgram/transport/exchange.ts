import type { IExecuteFunctions, IHttpRequestOptions, ILoadOptionsFunctions } from 'n8n-workflow';
import { CREDENTIAL, tokenIssueIn } from '../../../shared/account';
import type { Account } from '../../../shared/account';
import { connectionFailure } from '../../../shared/connection';
import type { NetworkError } from '../../../shared/connection';
import { httpOptions, readAnswer, unreadableReason, wrongStatus } from '../../../shared/httpCall';
import type { HttpAnswer, StreamedResponse } from '../../../shared/httpCall';
import {
	MAX_ANSWER_BYTES,
	MAX_FILE_BYTES,
	readBody,
	UnexpectedAnswer,
} from '../../../wechat/answer';
import type { WeChatBody, WeChatFile, WeChatRequest } from '../../../wechat/endpoint';
import { fileOf, isJson } from '../../../wechat/fileAnswer';
import { encodeBody } from '../../../wechat/requestBody';
import { isFreeOf, redact, redactBody } from '../../../wechat/secrets';
import { joinUrl } from '../../../wechat/urls';
import type { Deadlines } from './deadline';
import type { Outcome } from './outcome';

/** The contexts in which the node calls WeChat: an execution, or the editor. */
export type CallContext = IExecuteFunctions | ILoadOptionsFunctions;

/** What WeChat answered: JSON, or the file that was asked for. */
export type Answer = { body: WeChatBody } | { file: WeChatFile };

/** WeChat's answer and the token it answered to, or what stood in the way. */
export type Exchanged = { answer: Answer; token: string } | { outcome: Outcome };

/**
 * Makes one call through n8n's own helpers, which bring the token, the proxy and the SSRF rules. Never
 * throws, and keeps nothing of n8n's error: its request options hold the signed URL.
 *
 * @param wantsFile whether the answer is a file; JSON in its place is read as JSON
 */
export async function exchange(
	context: CallContext,
	account: Account,
	request: WeChatRequest,
	wantsFile: boolean,
	deadlines: Deadlines,
): Promise<Exchanged> {
	const { signal, over } = deadlines.begin();
	const options = asOptions(account, request, deadlines.timeout, signal);
	try {
		const answer = await readAnswer(
			fetchResponse(context, account, request, options),
			wantsFile ? MAX_FILE_BYTES : MAX_ANSWER_BYTES,
		);
		const wrong = wrongStatus(answer.status);
		if (wrong) return { outcome: { kind: 'unknown', ...wrong } };
		const token = String(options.qs?.access_token ?? '');
		return { answer: understand(answer, wantsFile, [token, account.appSecret]), token };
	} catch (error) {
		const code = deadlines.cancelled?.aborted ? 'ERR_CANCELED' : 'ETIMEDOUT';
		const outcome = signal.aborted ? failedConnection({ code }) : outcomeOf(error);
		return { outcome: isSigned(request, options) ? outcome : neverSent(outcome) };
	} finally {
		over();
	}
}

/** Reads the answer. Secrets that it repeats are taken out: all of them in the words of a refusal, long ones in records. */
function understand(
	{ headers, content }: HttpAnswer,
	wantsFile: boolean,
	secrets: string[],
): Answer {
	if (wantsFile && !isJson(content)) return { file: fileOf(headers, content) };
	const text = content.toString('utf8');
	const body = readBody(text);
	// Most answers hold no secret, which their text tells before every part of them is looked at.
	if (isFreeOf(text, secrets)) return { body };
	return { body: withoutSecrets(body, secrets) };
}

function withoutSecrets(given: WeChatBody, secrets: string[]): WeChatBody {
	const body = redactBody(given, secrets);
	if (typeof body.errmsg === 'string') body.errmsg = redact(body.errmsg, secrets);
	return body;
}

/** Whether the request got as far as to be sent: n8n adds the token last (httpRequestWithAuthentication). */
const isSigned = (request: WeChatRequest, { qs }: IHttpRequestOptions): boolean =>
	request.identifiedBy === 'appSecret' || qs?.access_token !== undefined;

const neverSent = (outcome: Outcome): Outcome =>
	outcome.kind === 'unknown'
		? {
				...outcome,
				kind: 'unreachable',
				reason: 'was not called: the access token did not come in time, or n8n could not store it',
			}
		: outcome;

function asOptions(
	account: Account,
	request: WeChatRequest,
	timeout: number,
	signal: AbortSignal,
): IHttpRequestOptions {
	const proof: Record<string, string> =
		request.identifiedBy === 'appSecret' ? { appid: account.appId, secret: account.appSecret } : {};
	return httpOptions({
		method: request.method,
		url: joinUrl(account.baseUrl, request.path),
		query: { ...proof, ...request.query },
		body: request.body && encodeBody(request.body),
		timeout,
		signal,
	});
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

function outcomeOf(error: NetworkError & Parameters<typeof tokenIssueIn>[0]): Outcome {
	if (error instanceof UnexpectedAnswer) return unreadable(error);
	const issue = tokenIssueIn(error);
	return issue ? { kind: 'noToken', issue } : failedConnection(error);
}

function failedConnection(error: NetworkError): Outcome {
	const { reason, maybeSent, passing } = connectionFailure(error);
	return { kind: maybeSent ? 'unknown' : 'unreachable', reason, passing };
}

/** The outcome of a call whose answer is not in the form that WeChat documents. */
export const unreadable = (error: Error): Outcome => ({
	kind: 'unknown',
	reason: unreadableReason(error),
	passing: false,
});
