import {
	isNotServed,
	setTyping as endpoint,
	setTypingAtNewPath,
} from '../../../../wechat/customerService';
import type { Typing } from '../../../../wechat/customerService';
import { callOptions, callSettings } from '../../descriptions/callOptions';
import { CallFailure, isRefusal } from '../../transport/outcome';
import type { Session } from '../../transport/session';
import { record } from '../operation';
import type { Operation } from '../operation';
import { recipient } from './recipient';

/** Customer Service > Set Typing: shows a user that an answer is being written. */
export const setTyping: Operation<Typing> = {
	label: 'Set Typing',
	action: 'Set typing in customer service',
	explains: 'Show a user that an answer is being written',
	parameters: [
		recipient,
		{
			displayName: 'Typing',
			name: 'typing',
			type: 'boolean',
			default: true,
			description:
				'Whether the user sees "is typing". It shows for 15 seconds, or until a message comes.',
		},
		callOptions(
			'How many users are told at a time, from 1 to 100; the value of the first item counts',
			'A call without an answer is made again.',
		),
	],
	prepare: (item) => ({ openId: item.text('openId'), typing: item.flag('typing', true) }),
	run: async (session, input) => record({ ...(await setWhereServed(session, input)) }),
	about: ({ openId }) => ({
		effect: `typing was set for the OpenID ${openId}`,
		details: { touser: openId },
	}),
	lane: ({ openId }) => openId,
	settings: callSettings,
};

async function setWhereServed(session: Session, input: Typing) {
	try {
		return await session.call(endpoint, input);
	} catch (error) {
		if (error instanceof CallFailure && isRefusal(error.outcome, isNotServed)) {
			return await session.call(setTypingAtNewPath, input);
		}
		const failed = error as CallFailure;
		throw failed;
	}
}
