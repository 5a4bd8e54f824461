import type { PayChannel } from '../state/serviceCards';
import type { ControlPart } from './control';
import { text } from './control';

/** Orders, buttons and the cards that come of them. */
export const SERVICE_CARDS: ControlPart = {
	views: {
		cards: ({ cards }) => cards,
	},
	actions: {
		payOrder: ({ users }, input) =>
			users.payOrder(text(input, 'openId'), Number(input.amount), {
				channel: input.channel as PayChannel | undefined,
				paidAt: input.paidAt as number | undefined,
			}),
		touchButton: ({ users }, input) => ({
			notifyCode: users.touchButton(text(input, 'openId'), Number(input.cardType)),
		}),
		refuseCard: ({ users }, input) =>
			users.refuseCard(text(input, 'openId'), text(input, 'notifyCode')),
		banCardCode: (simulator, input) =>
			simulator.banCardCode(text(input, 'openId'), text(input, 'notifyCode')),
	},
};
