import type { INodeProperties } from 'n8n-workflow';
import { fenOf } from '../../../../wechat/amount';
import { cardKinds } from '../../../../wechat/cardKinds';
import { momentOf } from '../../../../wechat/moment';
import type { CardPayment, PayChannel } from '../../../../wechat/serviceCards';
import type { Item } from '../item';

const buttonCards = cardKinds.filter(({ source }) => source === 'button');

/** The payment of the order, which WeChat asks for when a card is activated. */
export const paymentParameter: INodeProperties = {
	displayName: 'Payment',
	name: 'payment',
	type: 'collection',
	placeholder: 'Add Field',
	default: {},
	description: 'What WeChat compares with the payment when the card of an order is activated',
	displayOptions: { hide: { cardType: buttonCards.map(({ type }) => type) } },
	options: [
		{
			displayName: 'Amount',
			name: 'amount',
			type: 'number',
			default: 0,
			typeOptions: { minValue: 0, numberPrecision: 2 },
			hint: 'Needed for the first call of an order, together with Paid At',
			description: 'What the user paid, in yuan with at most two decimals, such as 58.00',
		},
		{
			displayName: 'Channel',
			name: 'channel',
			type: 'options',
			default: 'ordinary',
			description: 'How the order was paid',
			options: [
				{ name: 'Ordinary', value: 'ordinary', description: 'At once, with WeChat Pay' },
				{
					name: 'Pay Score',
					value: 'payScore',
					description: 'After use, with WeChat Pay Score (微信支付分)',
				},
			],
		},
		{
			displayName: 'Paid At',
			name: 'paidAt',
			type: 'dateTime',
			default: '',
			description:
				'When the user paid, to the second: the success_time of WeChat Pay. Without an offset it is in the time zone of the workflow.',
		},
	],
};

/** Reads {@link paymentParameter}: all of it, or nothing where no amount and no time is given. */
export function paymentOf(item: Item): CardPayment | undefined {
	const amount = item.value('payment.amount', '') ?? '';
	const paidAt = item.value('payment.paidAt', '') ?? '';
	if (isEmpty(amount) && isEmpty(paidAt)) return undefined;
	return {
		amount: amountOf(item, amount),
		paidAt: secondsOf(item, paidAt),
		channel: (item.choice('payment.channel') || 'ordinary') as PayChannel,
	};
}

const isEmpty = (value: unknown): boolean => value === '' || value === 0;

function amountOf(item: Item, yuan: unknown): number {
	const fen = fenOf(yuan);
	if (fen !== undefined && fen > 0) return fen;
	return item.invalid(
		'payment.amount',
		isEmpty(yuan) ? 'is empty' : 'is not an amount of yuan',
		'Enter a positive number with at most two decimals, such as 58.00. Together with the time it activates the card.',
	);
}

function secondsOf(item: Item, paidAt: unknown): number {
	const moment = momentOf(paidAt, item.timeZone);
	if (moment !== undefined) return Math.floor(moment / 1000);
	return item.invalid(
		'payment.paidAt',
		isEmpty(paidAt) ? 'is empty' : 'is not a date and time',
		'Enter one such as 2024-06-08T10:30:00+08:00. Together with the amount it activates the card.',
	);
}
