import { PushRefused } from './refused';

/** The parameters of the request's query as the web server read them, as yet unchecked. */
export type PushQuery = Readonly<Record<string, unknown>>;

/** The parameters that WeChat writes, each at most once; the URL's own parameters may stand beside them. */
const wechatNames = [
	'signature',
	'msg_signature',
	'timestamp',
	'nonce',
	'openid',
	'encrypt_type',
	'echostr',
];

/** What WeChat's query says; a text is empty where the query does not have it. */
export interface SignedQuery {
	/** Over Token, time and nonce. */
	signature: string;
	/** Over Token, time, nonce and the encrypted content. */
	msgSignature: string;
	/** Unix time in seconds, 10 digits. */
	timestamp: string;
	/** 1 to 10 digits. */
	nonce: string;
	echostr: string;
}

/**
 * Reads WeChat's part of the query.
 *
 * WeChat signs its parts sorted and joined with nothing between them, so that one signature fits every
 * cut of the same text. Parts of fixed length and alphabet leave a stranger no other cut: a timestamp
 * has 10 digits, a nonce at most 10. WeChat's nonces are random numbers below 2^31; the widest in
 * public logs of pushes have 10 digits (2120938598).
 *
 * @throws PushRefused (403) where a parameter is given twice or has another form
 */
export function readQuery(query: PushQuery): SignedQuery {
	// Web servers make a list or an object of a parameter that is given twice.
	const repeated = wechatNames.find(
		(name) => query[name] !== undefined && typeof query[name] !== 'string',
	);
	if (repeated !== undefined) {
		throw new PushRefused(403, `the query parameter "${repeated}" is given twice`);
	}
	const text = (name: string): string => (query[name] as string | undefined) ?? '';
	const [timestamp, nonce] = [text('timestamp'), text('nonce')];
	if (!/^\d{10}$/.test(timestamp)) throw new PushRefused(403, 'the timestamp is not 10 digits');
	if (!/^\d{1,10}$/.test(nonce)) throw new PushRefused(403, 'the nonce is not 1 to 10 digits');
	return {
		signature: text('signature'),
		msgSignature: text('msg_signature'),
		timestamp,
		nonce,
		echostr: text('echostr'),
	};
}
