import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { cardKinds } from '../../../../wechat/cardKinds';
import type { CardKind } from '../../../../wechat/cardKinds';
import { isCardCode } from '../../../../wechat/serviceCards';
import type { CardOfUser } from '../../../../wechat/serviceCards';
import {
	callSettings,
	concurrencyOption,
	optionsCollection,
	timeoutOption,
} from '../../descriptions/callOptions';
import type { Item } from '../item';
import type { Operation } from '../operation';

const SOURCES: Record<CardKind['source'], string> = {
	payment: 'Belongs to an order that was paid with WeChat Pay',
	button: 'Belongs to a button of the Mini Program that the user touched',
};

/** Whose card of which order or button: the parameters that all operations have. */
export const cardParameters: INodeProperties[] = [
	{
		displayName: 'OpenID',
		name: 'openId',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. o7esq5OI1Uej6Xixw1lA2H7XDVbc',
		description:
			'The user whose card it is, by the ID that this Mini Program knows them by. User > Get by Login Code gives it.',
	},
	{
		displayName: 'Card',
		name: 'cardType',
		type: 'options',
		default: 2001,
		description: 'The kind of card. Its title has to be added once with Template > Add.',
		options: cardKinds
			.map(({ name, type, source }) => ({
				name: `${name} (${type})`,
				value: type,
				description: SOURCES[source],
			}))
			.sort((one, other) => one.name.localeCompare(other.name, 'en')),
	},
	{
		displayName: 'Code',
		name: 'notifyCode',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 4200002301202406081234567890',
		description:
			'What entitles to the card: for an order the WeChat Pay transaction ID (28 digits that begin with 420, not your own order number), for a button the code that bindcreateliveactivity gave',
	},
];

/** The options "Concurrency" and "Timeout", and those of one operation. */
export const cardOptions = (afterwards: string, more: INodeProperties[] = []): INodeProperties =>
	optionsCollection([
		concurrencyOption(
			'How many calls run at a time, from 1 to 100; the value of the first item counts. Calls for one code always run one after another.',
		),
		timeoutOption(afterwards),
		...more,
	]);

/** Reads {@link cardParameters}. */
export const cardOf = (item: Item): CardOfUser => ({
	openId: item.text('openId'),
	cardType: cardTypeOf(item),
	code: codeOf(item),
});

/** WeChat adds kinds from time to time, so an expression may give any number. */
function cardTypeOf(item: Item): number {
	const given = item.optional('cardType');
	if (/^\d{1,6}$/.test(given)) return Number(given);
	return item.invalid(
		'cardType',
		`has no value "${given}"`,
		'Choose from the list, or have the expression give the number of the card, such as 2001.',
	);
}

function codeOf(item: Item): string {
	const code = item.text('notifyCode');
	if (isCardCode(code)) return code;
	return item.invalid(
		'notifyCode',
		'holds no code',
		'A code has neither spaces nor letters outside of A to Z. If it came as a number such as 4.2e+27, its digits are lost: have the node before give it as text.',
	);
}

/** WeChat's names and values that identify a card. */
export const cardDetails = ({ openId, cardType, code }: CardOfUser): IDataObject => ({
	openid: openId,
	notify_type: cardType,
	notify_code: code,
});

/** How to find out whether a call took effect whose answer did not arrive. */
export const LOOK_UP = 'Service Card > Get shows what the card tells now.';

/** What all operations on cards share. Calls for one code wait for each other: WeChat locks a code (85449). */
export const cardRun = {
	lane: ({ code }: CardOfUser): string => code,
	settings: callSettings,
} satisfies Partial<Operation<CardOfUser>>;
