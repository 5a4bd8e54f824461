/** What is known about a call that brought no answer. */
export interface ConnectionFailure {
	/** What happened, as the end of a sentence that names the host. */
	reason: string;
	/** Whether the request can have reached the host; false only where it certainly has not. */
	maybeSent: boolean;
	/** Whether the same call can go through a moment later. */
	passing: boolean;
}

const notSent = (reason: string, passing: boolean): ConnectionFailure => ({
	reason,
	maybeSent: false,
	passing,
});

const badCertificate = notSent('shows a TLS certificate that cannot be trusted', false);

const blocked = notSent('is blocked by the SSRF protection of this n8n', false);

const notAllowed = notSent('is not among the allowed domains of the credential', false);

/** By Node's error codes (`errors` and `tls` pages of its documentation) and n8n's error names. */
const failures: Record<string, ConnectionFailure> = {
	ECONNREFUSED: notSent('refused the connection', true),
	ENOTFOUND: notSent('is not known to the DNS server', true),
	EAI_AGAIN: notSent('could not be looked up: the DNS server did not answer', true),
	EHOSTUNREACH: { reason: 'cannot be reached from this n8n', maybeSent: true, passing: true },
	ENETUNREACH: { reason: 'cannot be reached from this n8n', maybeSent: true, passing: true },
	CERT_HAS_EXPIRED: badCertificate,
	DEPTH_ZERO_SELF_SIGNED_CERT: badCertificate,
	SELF_SIGNED_CERT_IN_CHAIN: badCertificate,
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: badCertificate,
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: badCertificate,
	ERR_TLS_CERT_ALTNAME_INVALID: badCertificate,
	SsrfBlockedIpError: blocked,
	SsrfBlockedHostnameError: blocked,
	ECONNABORTED: { reason: 'did not answer in time', maybeSent: true, passing: true },
	ETIMEDOUT: { reason: 'did not answer in time', maybeSent: true, passing: true },
	ERR_CANCELED: {
		reason: 'had not answered when the call was cancelled',
		maybeSent: true,
		passing: false,
	},
};

const closed: ConnectionFailure = {
	reason: 'closed the connection without an answer',
	maybeSent: true,
	passing: true,
};

/** An answer that is not HTTP, or not compressed as it says. */
const garbled: ConnectionFailure = {
	reason: 'gave an answer that cannot be read',
	maybeSent: true,
	passing: false,
};

/** What a network error can look like, under the errors that n8n and axios wrap it in. */
export interface NetworkError {
	code?: string;
	/** What failed. Some codes come while connecting, or much later, when a connection breaks down. */
	syscall?: string;
	/** Where n8n puts the code of an error that it wraps; n8n 1.x keeps nothing else of it. */
	httpCode?: string | null;
	name?: string;
	/** The only sign of n8n's refusal of a host that the credential does not allow (assertUrlAllowed). */
	message?: string;
	cause?: unknown;
}

/** Reads a network error by its code or name, or its causes'; what is not known counts as a closed connection. */
export function connectionFailure(error: NetworkError): ConnectionFailure {
	let failure: ConnectionFailure | undefined;
	for (let one: NetworkError | undefined = error; one; one = one.cause as NetworkError) {
		failure ??= failureOf(one);
		if (failure && one.syscall === 'connect') return { ...failure, maybeSent: false };
	}
	return failure ?? closed;
}

function failureOf({ code, httpCode, name, message }: NetworkError): ConnectionFailure | undefined {
	if (message?.startsWith('Domain not allowed')) return notAllowed;
	const known = code ?? httpCode ?? '';
	return /^(HPE|Z)_/.test(known) ? garbled : (failures[known] ?? failures[name ?? '']);
}
