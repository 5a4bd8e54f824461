import type { InboxPart } from './part';
import { SHOWN } from './part';

/** Service cards: each stays in its place on the phone and changes there. */
export const SERVICE_CARDS: InboxPart = {
	overview: ({ accounts }) => ({
		cards: accounts.flatMap(({ serviceCards }) => serviceCards.shown()).slice(-SHOWN),
	}),
	events: { card: null },
};
