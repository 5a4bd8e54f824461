/** The fields that n8n adds to a credential under "Allowed HTTP Request Domains". */
export interface DomainRestriction {
	allowedHttpRequestDomains?: string;
	allowedDomains?: string;
}

const hostOf = (url: string): string => new URL(url.trim()).hostname.replace(/\.$/, '');

/**
 * Whether the credential allows calls to the host of `url`. n8n holds "Specific Domains" for its own HTTP
 * Request node and for the credential's token call, not for the calls of a node like this one, so it is
 * held here too. As in n8n, `*.example.com` means subdomains only, an empty list allows every host, and
 * "None" is about the HTTP Request node (n8n-workflow, credential-domain-restrictions).
 */
export function isHostAllowed(url: string, restriction: DomainRestriction): boolean {
	if (restriction.allowedHttpRequestDomains !== 'domains') return true;
	const allowed = (restriction.allowedDomains ?? '')
		.split(',')
		.map((domain) => domain.trim().toLowerCase().replace(/\.$/, ''))
		.filter(Boolean);
	if (allowed.length === 0) return true;
	const host = hostOf(url);
	return allowed.some((domain) =>
		domain.startsWith('*.') ? domain.length > 2 && host.endsWith(domain.slice(1)) : host === domain,
	);
}
