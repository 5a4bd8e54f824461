import type { ChatLine } from '../state/conversations';
import type { SimulatorState } from '../state/simulatorState';
import { SHOWN } from './part';
import type { InboxPart } from './part';

/** Chats with customer service, and what the people at the service desk see of them. */
export const CHATS: InboxPart = {
	overview: (state) => ({ chatLines: latestLines(state), desks: desks(state) }),
	events: { chat: null, typing: null, desk: null },
};

function latestLines({ accounts }: SimulatorState): ChatLine[] {
	const lines = accounts.flatMap(({ conversations }) =>
		conversations.all.flatMap(([, conversation]) => conversation.lines),
	);
	return lines.sort((one, other) => one.time - other.time).slice(-SHOWN);
}

function desks({ accounts }: SimulatorState) {
	return accounts.flatMap(({ conversations }) =>
		conversations.all.map(([openId, { desk }]) => ({ openId, desk })),
	);
}
