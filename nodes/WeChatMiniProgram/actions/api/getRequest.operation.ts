import { getRequest as endpoint, isRequestId } from '../../../../wechat/usage';
import { callSettings } from '../../descriptions/callOptions';
import { record } from '../operation';
import type { Operation } from '../operation';
import { lookUpOptions } from './lookUpOptions';

/** API > Get Request: what WeChat knows of a call that it refused. */
export const getRequest: Operation<{ requestId: string }> = {
	label: 'Get Request',
	action: 'Get API request',
	explains: 'See a call that WeChat refused in the last 7 days as WeChat received it',
	parameters: [
		{
			displayName: 'Request ID',
			name: 'requestId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 617682e0-09059ac5-34a8e2ea',
			description:
				'What an error shows as WeChat request ID (rid). The access token in the output is taken out.',
		},
		lookUpOptions,
	],
	prepare(item) {
		const requestId = item.text('requestId');
		if (isRequestId(requestId)) return { requestId };
		return item.invalid(
			'requestId',
			'is not a request ID',
			'It has three groups of 8 digits and letters a to f, such as 617682e0-09059ac5-34a8e2ea.',
		);
	},
	run: async (session, input) => record(await session.call(endpoint, input)),
	about: ({ requestId }) => ({
		effect: 'the request was looked up',
		details: { request_id: requestId },
	}),
	settings: callSettings,
};
