import type { INodeProperties } from 'n8n-workflow';
import { cardStatusLabel, statesBefore } from '../../../../wechat/cardKinds';
import { CODES } from '../../../../wechat/errorCodes';
import type { JsonObject } from '../../../../wechat/json';
import { setUserNotify } from '../../../../wechat/serviceCards';
import type { CardUpdate } from '../../../../wechat/serviceCards';
import { CallFailure, isRefusal } from '../../transport/outcome';
import type { Session } from '../../transport/session';
import { record } from '../operation';
import type { Operation } from '../operation';
import { cardDetails, cardOf, cardOptions, cardParameters, cardRun, LOOK_UP } from './card';
import { contentOf, contentParameters } from './content';
import { paymentOf, paymentParameter } from './payment';

interface Input extends CardUpdate {
	/** Seconds. */
	waitForCode: number;
}

const WAIT = { min: 0, max: 120, fallback: 0 } as const;

/** Milliseconds between two calls while a code is not known yet: from one second, doubled up to eight. */
const PAUSES = { first: 1000, longest: 8000 };

const waitForCodeOption: INodeProperties = {
	displayName: 'Wait for Code',
	name: 'waitForCode',
	type: 'number',
	default: 60,
	typeOptions: { minValue: WAIT.min, maxValue: WAIT.max },
	description:
		'How many seconds, up to 120, the call is made again while WeChat does not know the code yet. WeChat can take a minute to know the code of an order that was just paid.',
};

/** Service Card > Activate or Update: brings the card of an order or button to a state. */
export const update: Operation<Input> = {
	label: 'Activate or Update',
	action: 'Activate or update service card',
	explains: 'Bring the card of an order or button to a state. The first call activates it.',
	parameters: [
		...cardParameters,
		...contentParameters,
		paymentParameter,
		cardOptions('A call without an answer is not made again.', [waitForCodeOption]),
	],

	prepare(item) {
		const card = cardOf(item);
		return {
			...card,
			content: contentOf(item, card.cardType),
			payment: paymentOf(item),
			waitForCode: item.number('options.waitForCode', WAIT),
		};
	},

	run: async (session, { waitForCode, ...card }) =>
		record(await updateOnceKnown(session, card, waitForCode * 1000)),

	about: (card) => ({
		effect: `the card with the code ${card.code} was updated`,
		details: cardDetails(card),
		lookUp: LOOK_UP,
		notes: { [CODES.cardStateNotAllowed]: allowedBefore(card) },
	}),

	...cardRun,
};

/** Makes the call again as long as WeChat does not know the code, with pauses of `milliseconds` altogether. */
async function updateOnceKnown(
	session: Session,
	card: CardUpdate,
	milliseconds: number,
): Promise<JsonObject> {
	let left = milliseconds;
	for (let pause = PAUSES.first; ; pause = Math.min(pause * 2, PAUSES.longest)) {
		try {
			return await session.call(setUserNotify, card);
		} catch (error) {
			const failure: Error = error;
			if (left <= 0 || !isCodeUnknown(failure)) throw failure;
		}
		const rest = Math.min(pause, left);
		await session.rest(rest);
		left -= rest;
	}
}

const isCodeUnknown = (failure: Error): boolean =>
	failure instanceof CallFailure &&
	isRefusal(failure.outcome, (errcode) => errcode === CODES.cardCodeUnknown);

/** Which state WeChat did not take, and after which it does, where that is known. */
function allowedBefore({ cardType, content }: CardUpdate): string {
	const status = Number(content.cur_status);
	const before = statesBefore(cardType, status);
	const state = `The call asked for the state ${cardStatusLabel(cardType, status)}`;
	return before.length > 0
		? `${state}, which WeChat takes after ${before.join(', ')} only.`
		: `${state}.`;
}
