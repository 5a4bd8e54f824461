import { getQuota as endpoint, isApiPath } from '../../../../wechat/usage';
import { lookUpOptions } from './lookUpOptions';
import { callSettings } from '../../descriptions/callOptions';
import { record } from '../operation';
import type { Operation } from '../operation';

/** API > Get Quota: how often an API may still be called today. */
export const getQuota: Operation<{ apiPath: string }> = {
	label: 'Get Quota',
	action: 'Get API quota',
	explains:
		'Find out how often one of the APIs of WeChat may be called a day, and how often it was today',
	parameters: [
		{
			displayName: 'API Path',
			name: 'apiPath',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. /cgi-bin/message/subscribe/send',
			description: 'The path of the API with its leading slash, without host and query',
		},
		lookUpOptions,
	],
	prepare(item) {
		const apiPath = item.text('apiPath');
		if (isApiPath(apiPath)) return { apiPath };
		return item.invalid(
			'apiPath',
			'is not the path of an API',
			'Write it with its leading slash, without host and query, such as /cgi-bin/message/subscribe/send.',
		);
	},
	run: async (session, input) => record(await session.call(endpoint, input)),
	about: ({ apiPath }) => ({ effect: 'the quota was read', details: { cgi_path: apiPath } }),
	settings: callSettings,
};
