import type { JsonObject } from './json';

/** The JSON object WeChat answers with; ids beyond 2^53 are strings of their digits. */
export type WeChatBody = JsonObject;

/** A file on its way to or from WeChat. */
export interface WeChatFile {
	/** The name with its ending, such as `code.png`. */
	fileName: string;
	/** The media type, such as `image/png`. */
	contentType: string;
	content: Uint8Array;
}

/** One field of a `multipart/form-data` body: a text or a file. */
export type FormPart = { name: string } & ({ text: string } | { file: WeChatFile });

/** What a POST request carries. */
export type RequestBody = { json: JsonObject } | { form: FormPart[] };

/** A {@link RequestBody} as it travels. */
export interface EncodedBody {
	contentType: string;
	content: Buffer;
}

/** One HTTP call to WeChat, without host and without proof of identity. */
export interface WeChatRequest {
	method: 'GET' | 'POST';
	/** Path on the host, beginning with a slash. */
	path: string;
	query?: Record<string, string | number>;
	body?: RequestBody;
	/**
	 * Whether the call may be made again when its outcome is unknown. True for calls that only read;
	 * false wherever a second call could do something twice.
	 */
	repeatable: boolean;
	/** How the caller proves itself: by access token (most APIs) or by App ID and App Secret (`/sns`). */
	identifiedBy: 'accessToken' | 'appSecret';
}

interface Call<Input> {
	request(input: Input): WeChatRequest;
	/** Codes that mean the wanted state is reached although WeChat calls it a refusal. */
	alsoSuccess?: readonly number[];
}

/**
 * One WeChat API as a value: everything WeChat-specific about the call, as data in and data out. It is
 * answered with JSON (`read`) or with a file (`readFile`); JSON in place of a file is a refusal.
 *
 * `read` gets only bodies without an errcode, with errcode 0, or with one named in `alsoSuccess`. Both
 * throw {@link UnexpectedAnswer} when the answer is not in the documented form.
 */
export type Endpoint<Input, Output> = Call<Input> &
	(
		| { read(body: WeChatBody, input: Input): Output; readFile?: undefined }
		| { readFile(file: WeChatFile, input: Input): Output; read?: undefined }
	);
