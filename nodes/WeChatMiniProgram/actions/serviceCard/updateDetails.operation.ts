import { readCardDetails } from '../../../../wechat/cardContent';
import type { JsonObject } from '../../../../wechat/json';
import { setUserNotifyExt } from '../../../../wechat/serviceCards';
import type { CardDetails } from '../../../../wechat/serviceCards';
import { record } from '../operation';
import type { Operation } from '../operation';
import { cardDetails, cardOf, cardOptions, cardParameters, cardRun, LOOK_UP } from './card';

const FORM = 'It looks like { "store_info": { "store_name": "体育西店" } }.';

/** Service Card > Update Details: payment, store and shipping beside what a card tells. */
export const updateDetails: Operation<CardDetails> = {
	label: 'Update Details',
	action: 'Update details of service card',
	explains: 'Add payment, store or shipping details to a card',
	parameters: [
		...cardParameters,
		{
			displayName: 'Details (JSON)',
			name: 'detailsJson',
			type: 'json',
			required: true,
			default: '',
			placeholder: 'e.g. { "store_info": { "store_name": "体育西店" } }',
			hint: 'Any of pay_info, store_info, shipping_list and product_additional_list. Amounts are in fen.',
			description:
				'A JSON object with the details by the names that WeChat gives them in ext_json. A date and time as pay_time becomes the seconds that WeChat wants.',
		},
		cardOptions('A call without an answer is not made again.'),
	],

	prepare(item) {
		const given = item.object('detailsJson', FORM) as JsonObject;
		const read = readCardDetails(given, item.timeZone);
		return 'content' in read
			? { ...cardOf(item), details: read.content }
			: item.invalid('detailsJson', read.problem.what, read.problem.next);
	},

	run: async (session, update) => record(await session.call(setUserNotifyExt, update)),

	about: (card) => ({
		effect: `the details of the card with the code ${card.code} were updated`,
		details: cardDetails(card),
		lookUp: LOOK_UP,
	}),

	...cardRun,
};
