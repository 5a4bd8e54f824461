import { recordIn } from './answer';
import type { Endpoint, WeChatRequest } from './endpoint';
import type { JsonObject } from './json';

const lookUp = (path: string, json: JsonObject): WeChatRequest => ({
	method: 'POST',
	path,
	body: { json },
	repeatable: true,
	identifiedBy: 'accessToken',
});

/** Whether a text can be the path of an API: with its leading slash, without host and query. */
export const isApiPath = (text: string): boolean => /^(?:\/[\w.-]+)+$/.test(text);

/** Whether a text has the form of a request ID (rid): three groups of 8 hexadecimal digits. */
export const isRequestId = (text: string): boolean => /^[0-9a-f]{8}(?:-[0-9a-f]{8}){2}$/.test(text);

/**
 * Says how often an API may be called a day and how often it was today (getApiQuota). Limits per minute
 * stand beside it where WeChat names them.
 */
export const getQuota: Endpoint<{ apiPath: string }, JsonObject> = {
	request: ({ apiPath }) => lookUp('/cgi-bin/openapi/quota/get', { cgi_path: apiPath }),
	read: (body) => ({
		...recordIn(body, 'quota'),
		...(body.rate_limit !== undefined && { rate_limit: body.rate_limit }),
		...(body.component_rate_limit !== undefined && {
			component_rate_limit: body.component_rate_limit,
		}),
	}),
};

// A token works for two hours and an App Secret for good, whoever's they are: neither may be kept with an execution.
const secretValue = /((?:access_token|secret)(?:=|\\*"\s*:\s*\\*"))[^&"\\\s]+/gi;

/**
 * Shows a call of the last 7 days by its request ID (getRidInfo). Access tokens and App Secrets read
 * `[redacted]`: WeChat gives the token in `request_url`, at times whole.
 */
export const getRequest: Endpoint<{ requestId: string }, JsonObject> = {
	request: ({ requestId }) => lookUp('/cgi-bin/openapi/rid/get', { rid: requestId }),
	read: (body) => {
		const entries = Object.entries(recordIn(body, 'request')).map(([name, value]) => [
			name,
			typeof value === 'string' ? value.replace(secretValue, '$1[redacted]') : value,
		]);
		return Object.fromEntries(entries) as JsonObject;
	},
};
