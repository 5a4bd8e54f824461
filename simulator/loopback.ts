const LOOPBACK = /^(?:localhost|127(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}|\[::1\])$/;

/** Whether a host name, as URL.hostname writes it, is this machine's own or one of the others. */
export function isAllowedHost(name: string, others: readonly string[] = []): boolean {
	const plain = name.toLowerCase().replace(/\.$/, '');
	return LOOPBACK.test(plain) || others.some((other) => other.toLowerCase() === plain);
}
