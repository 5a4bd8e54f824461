import type { JsonObject } from './json';

/** The JSON object WeChat answers with; ids beyond 2^53 are strings of their digits. */
export type WeChatBody = JsonObject;

/** One HTTP call to WeChat, without host and without proof of identity. */
export interface WeChatRequest {
	method: 'GET' | 'POST';
	/** Path below the base URL, beginning with a slash. */
	path: string;
	query?: Record<string, string | number>;
	body?: JsonObject;
	/**
	 * Whether the call may be made again when its outcome is unknown. True for calls that only read;
	 * false wherever a second call could do something twice.
	 */
	repeatable: boolean;
	/** How the caller proves itself: by access token (most APIs) or by App ID and App Secret (`/sns`). */
	identifiedBy: 'accessToken' | 'appSecret';
}

/**
 * One WeChat API as a value: everything WeChat-specific about the call, as data in and data out.
 * `read` gets only bodies without an errcode, with errcode 0, or with one named in `alsoSuccess`; it
 * throws {@link UnexpectedAnswer} when the body is not in the documented form.
 */
export interface Endpoint<Input, Output> {
	request(input: Input): WeChatRequest;
	read(body: WeChatBody, input: Input): Output;
	/** Codes that mean the wanted state is reached although WeChat calls it a refusal. */
	alsoSuccess?: readonly number[];
}
