/** What an `errmsg` says, taken apart. */
export interface ErrmsgReading {
	/** The words, without request id and hint, at most 500 characters. */
	text: string;
	/** WeChat's request id; it can be looked up for 7 days. */
	rid?: string;
	/** What WeChat gave instead of a request id until 2020. */
	hint?: string;
	/** The address that WeChat saw the call come from, where it is not on the allow-list. */
	ip?: string;
	/** The key of the first template value that WeChat does not accept, such as `thing3`. */
	field?: string;
}

const maxErrmsgLength = 500;

const ridForm = /(?:, ?| )?\brid: ?([0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8})/;
const hintForm = /(?:, ?| )?\bhints?: ?\[ ?(?:req_id: ?)?([^\]]*?) ?\]/;
const ipForm = /\binvalid ip ([0-9a-f.:]+)/i;
// WeChat cuts what follows "argument invalid!" to 30 characters: ".value invalid" may be missing.
const fieldForm = /\bdata\.([A-Za-z_]+\d*)/;
const cloudPrefix = /^openapi\.[\w.]+:fail /;
// Advice for programmers that ends 40001 since 2023. It looks like a code of Node ("EACCES") and says nothing to users.
const stableTokenAdvice = /, could get access_token by getStableAccessToken.*$/s;

/**
 * Takes an `errmsg` apart. Knows the forms that WeChat has used since 2017: request id after a space
 * or a comma, hint at the end or in the middle, and the prefix of cloud functions.
 */
export function readErrmsg(errmsg: string): ErrmsgReading {
	const given = errmsg.slice(0, maxErrmsgLength);
	const text = [ridForm, hintForm, cloudPrefix, stableTokenAdvice]
		.reduce((left, form) => left.replace(form, ''), given)
		.trim();
	return {
		text,
		...named('rid', ridForm.exec(given)?.[1]),
		...named('hint', hintForm.exec(given)?.[1]),
		...named('ip', ipForm.exec(text)?.[1]),
		...named('field', text.startsWith('argument invalid') ? fieldForm.exec(text)?.[1] : undefined),
	};
}

/** `{ [key]: value }`, or nothing where there is no value. */
export function named<Key extends string>(
	key: Key,
	value: string | undefined,
): { [K in Key]?: string } {
	return (value ? { [key]: value } : {}) as { [K in Key]?: string };
}
