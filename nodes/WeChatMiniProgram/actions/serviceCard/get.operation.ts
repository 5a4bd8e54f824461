import { getUserNotify } from '../../../../wechat/serviceCards';
import type { CardOfUser } from '../../../../wechat/serviceCards';
import { record } from '../operation';
import type { Operation } from '../operation';
import { cardDetails, cardOf, cardOptions, cardParameters, cardRun } from './card';

/** Service Card > Get: what a card tells, and whether its code still works. */
export const get: Operation<CardOfUser> = {
	label: 'Get',
	action: 'Get service card',
	explains: 'Look up what a card tells the user, and whether its code still works',
	parameters: [...cardParameters, cardOptions('The call is then made again.')],

	prepare: cardOf,

	run: async (session, card) => record(await session.call(getUserNotify, card)),

	about: (card) => ({ effect: 'the card was read', details: cardDetails(card) }),

	...cardRun,
};
