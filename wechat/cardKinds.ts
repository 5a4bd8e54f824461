/** What entitles to a card: an order paid with WeChat Pay, or a button that the user touched. */
export type CardSource = 'payment' | 'button';

/** A kind of service card. */
export interface CardKind {
	/** WeChat's `notify_type`. */
	type: number;
	name: string;
	/** The title of the library (`tid`) from which the card's template is added, without keywords. */
	titleId: string;
	source: CardSource;
}

const kind = (
	type: number,
	name: string,
	titleId: string,
	source: CardSource = 'payment',
): CardKind => ({ type, name, titleId, source });

/** The kinds of cards that WeChat offers (setUserNotify). */
export const cardKinds: readonly CardKind[] = [
	kind(2001, 'Goods and Delivery', '10000001'),
	kind(2002, 'Pick-Up', '10000002'),
	kind(2003, 'Virtual Goods', '10000003'),
	kind(2004, 'Parcel Sending', '10000004'),
	kind(2005, 'Insurance', '10000005'),
	kind(2006, 'City Delivery of Food and Goods', '10000006'),
	kind(2007, 'Waiting for Pick-Up', '10000007'),
	kind(2008, 'Hotel', '10000021'),
	kind(2009, 'Flight', '10000024'),
	kind(2010, 'Train, Bus and Ship', '10000022'),
	kind(2011, 'Sights', '10000029'),
	kind(1001, 'Taxi', '10000017', 'button'),
	kind(1003, 'City Delivery', '10000019', 'button'),
	kind(1004, 'Meal Pick-Up Queue', '10000020', 'button'),
	kind(1005, 'Restaurant Queue', '10000018', 'button'),
];

/** The kind of a `notify_type`; undefined for one that WeChat added since. */
export const cardKindOf = (type: number): CardKind | undefined =>
	cardKinds.find((known) => known.type === type);

/** Whether a title of the library is that of a card: its template has no keywords. */
export const isCardTitle = (titleId: string): boolean =>
	cardKinds.some((known) => known.titleId === titleId);

/** A state of a card, and after which other states WeChat takes it. */
export interface CardStatus {
	status: number;
	name: string;
	after: readonly number[];
}

const state = (status: number, name: string, after: number[]): CardStatus => ({
	status,
	name,
	after,
});

/** The `notify_type` of Goods and Delivery, the one card of which WeChat names all states. */
export const GOODS_CARD = 2001;

const goodsStatuses: readonly CardStatus[] = [
	state(1, 'Paid', [7]),
	state(2, 'To Be Shipped', [1, 7]),
	state(3, 'Partly Shipped', [1, 2, 3, 7]),
	state(4, 'Shipped', [1, 2, 3, 7]),
	state(5, 'Shipped Again', [3, 4, 7]),
	state(6, 'Signed For', [4, 5, 7]),
	state(7, 'In After-Sales', [1, 2, 3, 4, 5, 6]),
	state(8, 'Completed', [1, 2, 3, 4, 5, 6, 7]),
	state(9, 'After-Sales Ended', [7]),
	state(10, 'Cancelled', [1, 2, 7]),
	state(11, 'After-Sales Closed', [7]),
];

/** The states of a kind of card; none where WeChat does not name them. */
export const cardStatuses = (type: number): readonly CardStatus[] =>
	type === GOODS_CARD ? goodsStatuses : [];

const labelOf = ({ name, status }: CardStatus): string => `${name} (${status})`;

/** A state as a person reads it, such as `Shipped (4)`; its number alone where it has no known name. */
export function cardStatusLabel(type: number, status: number): string {
	const known = cardStatuses(type).find((one) => one.status === status);
	return known === undefined ? String(status) : labelOf(known);
}

/** After which states WeChat takes this one, as {@link cardStatusLabel} writes them; none if not known. */
export function statesBefore(type: number, status: number): string[] {
	const statuses = cardStatuses(type);
	const after = statuses.find((one) => one.status === status)?.after ?? [];
	return statuses.filter((one) => after.includes(one.status)).map(labelOf);
}
