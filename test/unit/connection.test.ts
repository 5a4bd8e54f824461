import { connectionFailure } from '../../shared/connection';
import { REPEAT_DELAYS_MS } from '../../shared/repeat';

const wrapped = (cause: object): Error => new Error('wrapped', { cause });

/** Where a request certainly was not sent, it may be sent again; a name that is wrong may be mended soon. */
test.each([
	['ECONNREFUSED', false, true],
	['ENOTFOUND', false, true],
	['EAI_AGAIN', false, true],
	['EHOSTUNREACH', true, true],
	['ENETUNREACH', true, true],
	['CERT_HAS_EXPIRED', false, false],
	['DEPTH_ZERO_SELF_SIGNED_CERT', false, false],
	['ERR_TLS_CERT_ALTNAME_INVALID', false, false],
	['ECONNRESET', true, true],
	['EPIPE', true, true],
	['ECONNABORTED', true, true],
	['ETIMEDOUT', true, true],
	['ERR_CANCELED', true, false],
	['HPE_INVALID_CONSTANT', true, false],
	['Z_DATA_ERROR', true, false],
	[undefined, true, true],
])('%s: can have been sent %s, worth repeating %s', (code, maybeSent, passing) => {
	expect(connectionFailure({ code })).toMatchObject({ maybeSent, passing });
	expect(connectionFailure(wrapped(wrapped({ code })))).toMatchObject({ maybeSent, passing });
	// n8n 1.x keeps the code of an error that it wraps under this name only.
	expect(connectionFailure({ httpCode: code })).toMatchObject({ maybeSent, passing });
});

test.each(['EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT'])(
	'%s: was not sent when it came while connecting',
	(code) => {
		expect(connectionFailure(wrapped({ code, syscall: 'connect' })).maybeSent).toBe(false);
		expect(connectionFailure(wrapped({ code, syscall: 'read' })).maybeSent).toBe(true);
		const byAxios = Object.assign(wrapped({ code, syscall: 'connect' }), { code });
		expect(connectionFailure(wrapped(byAxios)).maybeSent).toBe(false);
	},
);

test('a host that the credential does not allow was not called, and is not tried again', () => {
	const refused = new Error('Domain not allowed: This credential is restricted from accessing a.b');
	expect(connectionFailure(wrapped(refused))).toEqual({
		reason: 'is not among the allowed domains of the credential',
		maybeSent: false,
		passing: false,
	});
});

test('every reason ends a sentence that begins with the host', () => {
	for (const code of ['ECONNREFUSED', 'ETIMEDOUT', 'CERT_HAS_EXPIRED', 'unknown']) {
		expect(connectionFailure({ code }).reason).toMatch(/^[a-z].*[^.]$/);
	}
});

test('pauses grow, and together stay within a few seconds', () => {
	const pauses = [...REPEAT_DELAYS_MS];
	expect(pauses).toEqual([...pauses].sort((a, b) => a - b));
	expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBeLessThan(5000);
});
