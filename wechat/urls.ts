/** Joins a base URL, with or without a path or final slashes, and a path that begins with a slash. */
export function joinUrl(baseUrl: string, path: string): string {
	const base = baseUrl.trim();
	let end = base.length;
	while (base[end - 1] === '/') end--;
	return base.slice(0, end) + path;
}

const isLoopback = (hostname: string): boolean =>
	hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);

/**
 * Says why a token may not travel to this URL, or undefined when it may. The token stands in the query
 * string, so plain HTTP is for loopback hosts only.
 */
export function urlProblem(text: string): string | undefined {
	let url: URL;
	try {
		url = new URL(text.trim());
	} catch {
		return 'is not a URL';
	}
	if (url.username !== '' || url.password !== '') return 'holds a user name or password';
	if (url.protocol === 'https:') return undefined;
	if (url.protocol !== 'http:') return 'is not an https:// URL';
	return isLoopback(url.hostname)
		? undefined
		: 'is an http:// URL, over which the token could be read by others';
}

/** As {@link urlProblem}, for a URL that paths are joined to: it may have a path, but no query. */
export const baseUrlProblem = (baseUrl: string): string | undefined =>
	urlProblem(baseUrl) ??
	(/[?#]/.test(baseUrl) ? 'has more than host and path: "?" or "#"' : undefined);
