import type { WeChatRefusal } from './errorCodes';
import { parseJson } from './json';
import type { Json, JsonObject } from './json';
import type { WeChatBody } from './endpoint';

/** The largest JSON answer that is read, in bytes; the longest documented one (all templates) is far below. */
export const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

/** The largest file that is read, in bytes; WeChat takes images of at most 10 MB (uploadTempMedia). */
export const MAX_FILE_BYTES = 12 * 1024 * 1024;

/** Thrown when an answer is not in the form that WeChat documents. The message never quotes the answer. */
export class UnexpectedAnswer extends Error {
	name = 'UnexpectedAnswer';
}

/** An answer as it arrives: what is needed of Node's readable streams. */
export interface AnswerStream {
	/** What has arrived since the last time, or null. */
	read(): Uint8Array | null;
	on(event: 'readable' | 'end' | 'close', listener: () => void): unknown;
	on(event: 'error', listener: (error: Error) => void): unknown;
	destroy(): unknown;
}

/**
 * Collects an answer as it arrives. Throws {@link UnexpectedAnswer} as soon as it is longer than
 * `maxBytes`, so that an endless answer cannot fill the memory, and what the stream ends with when it
 * does not reach its end.
 */
export async function collect(answer: AnswerStream, maxBytes: number): Promise<Buffer> {
	return await new Promise((resolve, reject) => {
		const collected: Uint8Array[] = [];
		let bytes = 0;
		let ended = false;
		// Listening to "data" instead takes a tenth more of a message's time where the stream is a generator's.
		answer.on('readable', () => {
			for (let chunk = answer.read(); chunk !== null; chunk = answer.read()) {
				bytes += chunk.length;
				if (bytes > maxBytes) {
					reject(new UnexpectedAnswer('it is too long'));
					answer.destroy();
					return;
				}
				collected.push(chunk);
			}
		});
		answer.on('end', () => {
			ended = true;
			resolve(Buffer.concat(collected));
		});
		answer.on('error', reject);
		answer.on('close', () => {
			if (!ended) reject(new Error('The answer was broken off'));
		});
	});
}

/** Whether a value of an answer is a record. */
export const isObject = (value: Json | undefined): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Reads the text of an answer. WeChat names several content types for the same JSON, so only the text
 * decides. Throws {@link UnexpectedAnswer} when it is not one JSON object.
 */
export function readBody(text: string): WeChatBody {
	let body: Json;
	try {
		body = parseJson(text);
	} catch {
		const unreadable = new UnexpectedAnswer(text.trim() === '' ? 'it is empty' : 'it is not JSON');
		throw unreadable;
	}
	if (!isObject(body)) throw new UnexpectedAnswer('it is not a JSON object');
	return body;
}

/**
 * The refusal in an answer, or undefined when WeChat did what was asked. WeChat answers HTTP 200 either
 * way and leaves `errcode` out of several successful answers.
 */
export function refusalIn(body: WeChatBody): WeChatRefusal | undefined {
	const { errcode: given } = body;
	if (given === undefined) return undefined;
	const isCode = typeof given !== 'object' && /^-?\d+$/.test(String(given));
	if (!isCode) throw new UnexpectedAnswer('its errcode is not a number');
	const errcode = Number(given);
	if (errcode === 0) return undefined;
	return { errcode, errmsg: typeof body.errmsg === 'string' ? body.errmsg : '' };
}

/**
 * Makes sure that WeChat says it did what was asked: a proxy or a login page can answer with any JSON.
 * Throws {@link UnexpectedAnswer} when neither `errcode` nor one of `fields` is there.
 */
export function checkConfirmed(body: WeChatBody, ...fields: string[]): void {
	if (['errcode', ...fields].every((field) => body[field] === undefined)) {
		throw new UnexpectedAnswer('it does not say whether WeChat did what was asked');
	}
}

/** The records of a list answer. Throws {@link UnexpectedAnswer} when `field` is not a list of objects. */
export function recordsIn(body: WeChatBody, field: string): JsonObject[] {
	const list = body[field];
	if (!Array.isArray(list) || !list.every(isObject)) {
		throw new UnexpectedAnswer(`its "${field}" is not a list of records`);
	}
	return list as JsonObject[];
}

/** The record in `field`. Throws {@link UnexpectedAnswer} when it is not an object. */
export function recordIn(body: WeChatBody, field: string): JsonObject {
	const record = body[field];
	if (!isObject(record)) throw new UnexpectedAnswer(`its "${field}" is missing`);
	return record;
}

/** A count in an answer. Throws {@link UnexpectedAnswer} when `field` is not a whole number from 0. */
export function countIn(body: WeChatBody, field: string): number {
	const given = body[field];
	const isCount =
		(typeof given === 'number' || typeof given === 'string') && /^\d+$/.test(String(given));
	if (!isCount) throw new UnexpectedAnswer(`its "${field}" is not a count`);
	return Number(given);
}

/** A text in an answer. Throws {@link UnexpectedAnswer} when `field` is missing or empty. */
export function textIn(body: WeChatBody, field: string): string {
	const text = body[field];
	if (typeof text !== 'string' || text === '') {
		throw new UnexpectedAnswer(`its "${field}" is missing`);
	}
	return text;
}

/** An id as text: WeChat gives the same id as a number in one answer and as a string in the next. */
export const idText = (id: Json | undefined): string =>
	id === undefined || id === null ? '' : String(id);
