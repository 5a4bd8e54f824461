import type { InboxPart } from './part';

const SHOWN_PEOPLE = 50;

/** The phones, by the people who hold them. */
export const PEOPLE: InboxPart = {
	overview: ({ accounts, people }) => ({
		appId: accounts[0].appId,
		people: [...people].slice(-SHOWN_PEOPLE).map(([openId, { name }]) => ({ openId, name })),
	}),
	events: { person: null },
};
