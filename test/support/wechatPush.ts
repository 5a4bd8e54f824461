import { createCipheriv, createHash } from 'node:crypto';

/** What a Mini Program's console says under Message Push. */
export interface ConsoleSettings {
	token: string;
	encodingAesKey: string;
	appId: string;
}

export type PushMode = 'plaintext' | 'compatible' | 'secure';
export type PushFormat = 'json' | 'xml';

/** A push as it goes over HTTP. */
export interface PushRequest {
	method: string;
	headers: Record<string, string>;
	query: Record<string, string>;
	rawBody: string;
}

/** Settings of no real account, with a key whose last character has bits to spare. */
export const consoleSettings: ConsoleSettings = {
	token: 'pushTestToken1',
	encodingAesKey: `${'pushTestKey'.repeat(4).slice(0, 42)}G`,
	appId: 'wx0123456789abcdef',
};

/** WeChat's signature over its parts. */
export const sha1Of = (...parts: string[]): string =>
	createHash('sha1').update(parts.sort().join('')).digest('hex');

/** Encrypts as WeChat does; `random` are the 16 bytes at the front. */
export function encryptPush(
	message: string,
	{ encodingAesKey, appId }: ConsoleSettings,
	random = '0123456789abcdef',
): string {
	const key = Buffer.from(`${encodingAesKey}=`, 'base64');
	const length = Buffer.alloc(4);
	length.writeUInt32BE(Buffer.byteLength(message));
	const content = Buffer.concat([
		Buffer.from(random),
		length,
		Buffer.from(message),
		Buffer.from(appId),
	]);
	const pad = 32 - (content.length % 32);
	const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
	const padded = Buffer.concat([content, Buffer.alloc(pad, pad)]);
	return Buffer.concat([cipher.update(padded), cipher.final()]).toString('base64');
}

/** Wraps what WeChat says as a push: `message` is its JSON or XML text, `now` in milliseconds. */
export function pushOf(
	message: string,
	mode: PushMode,
	now: number,
	settings = consoleSettings,
): PushRequest {
	const isXml = message.startsWith('<');
	const [timestamp, nonce] = [String(Math.floor(now / 1000)), '415670741'];
	const query: Record<string, string> = {
		signature: sha1Of(settings.token, timestamp, nonce),
		timestamp,
		nonce,
		openid: 'oUserOfTheQuery',
	};
	const headers = { 'content-type': isXml ? 'text/xml' : 'application/json' };
	if (mode === 'plaintext') return { method: 'POST', headers, query, rawBody: message };
	const encrypted = encryptPush(message, settings);
	query.encrypt_type = 'aes';
	query.msg_signature = sha1Of(settings.token, timestamp, nonce, encrypted);
	const rest = mode === 'compatible' ? bodyOf(message) : addressee(isXml);
	const rawBody = isXml
		? `<xml>${rest}<Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`
		: `{${rest},"Encrypt":${JSON.stringify(encrypted)}}`;
	return { method: 'POST', headers, query, rawBody };
}

/** The message without the braces or the `<xml>` around it. */
const bodyOf = (message: string) => message.replace(/^(?:\{|<xml>)|(?:\}|<\/xml>)$/g, '');

const addressee = (isXml: boolean) =>
	isXml ? '<ToUserName><![CDATA[gh_123456789abc]]></ToUserName>' : '"ToUserName":"gh_123456789abc"';
