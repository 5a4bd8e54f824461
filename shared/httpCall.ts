import type { IHttpRequestOptions, IN8nHttpFullResponse } from 'n8n-workflow';
import { collect, UnexpectedAnswer } from '../wechat/answer';
import type { AnswerStream } from '../wechat/answer';
import type { EncodedBody } from '../wechat/endpoint';

/** One HTTP call. */
export interface HttpCall {
	method: 'GET' | 'POST';
	url: string;
	query?: Record<string, string | number>;
	headers?: Record<string, string>;
	body?: EncodedBody;
	/** Milliseconds of silence after which n8n gives up; `signal` limits the whole call. */
	timeout: number;
	/** Ends the call. */
	signal: AbortSignal;
}

/** An answer of any status. Its status text is left out: a gateway may write the signed URL into it. */
export interface HttpAnswer {
	status: number;
	/** Header values by lower-case name. */
	headers: Record<string, unknown>;
	content: Buffer;
}

/**
 * The call for n8n's helpers: no redirect is followed, no status is an error, and the answer comes as a
 * stream, so that its size and its duration have a limit. n8n adds the token to these options. It passes
 * a Buffer through as it is; an object would be copied first, with everything in it (axios, `mergeConfig`).
 */
export const httpOptions = ({
	method,
	url,
	query,
	headers,
	body,
	timeout,
	signal,
}: HttpCall): IHttpRequestOptions => ({
	method,
	url,
	headers: body ? { 'Content-Type': body.contentType, ...headers } : headers,
	qs: { ...query },
	body: body?.content,
	encoding: 'stream',
	returnFullResponse: true,
	ignoreHttpStatusErrors: true,
	disableFollowRedirect: true,
	timeout,
	abortSignal: signal,
});

/** What n8n's helpers give for {@link httpOptions}. */
export type StreamedResponse = Omit<IN8nHttpFullResponse, 'body'> & { body: AnswerStream };

/**
 * Reads the answer to a call, of at most so many bytes. Throws {@link UnexpectedAnswer} for a longer one,
 * and what n8n's helper throws.
 *
 * @param sent what n8n's `httpRequest` or `httpRequestWithAuthentication` gives
 */
export async function readAnswer(
	sent: Promise<StreamedResponse>,
	maxBytes: number,
): Promise<HttpAnswer> {
	const { statusCode, headers, body } = await sent;
	return { status: statusCode, headers: headers ?? {}, content: await collect(body, maxBytes) };
}

/**
 * What is to be thought of a status other than 200, as the end of a sentence that names the host; undefined
 * for 200. A gateway answers 5xx for WeChat, which itself always answers 200.
 */
export function wrongStatus(status: number): { reason: string; passing: boolean } | undefined {
	if (status === 200) return undefined;
	const isRedirect = status >= 300 && status < 400;
	return {
		reason: isRedirect
			? `answered with a redirect (HTTP ${status}), which is not followed with a token`
			: `answered HTTP ${status}`,
		passing: status >= 500,
	};
}

/** The words of an {@link UnexpectedAnswer}, of which every part is safe to show; of another error nothing. */
export const unreadableReason = (error: Error): string =>
	`gave an answer that cannot be read${error instanceof UnexpectedAnswer ? `: ${error.message}` : ''}`;
