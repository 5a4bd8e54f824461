/** A kind of service card. */
export interface CardKind {
	/** notify_type. */
	type: number;
	/** The title of the library from which the card's template is added, without keywords. */
	tid: number;
	/** What the library and the phone call it. Written for this list: WeChat's names are not public as text. */
	title: string;
	/** Where its codes come from. */
	source: 'payment' | 'button';
}

const PAYMENT_CARDS: Array<[type: number, tid: number, title: string]> = [
	[2001, 10000001, '商品物流'],
	[2002, 10000002, '自提'],
	[2003, 10000003, '虚拟商品'],
	[2004, 10000004, '寄件'],
	[2005, 10000005, '保险'],
	[2006, 10000006, '同城配送'],
	[2007, 10000007, '等待取货'],
	[2008, 10000021, '酒店'],
	[2009, 10000024, '机票'],
	[2010, 10000022, '火车汽车船票'],
	[2011, 10000029, '景区'],
];

const BUTTON_CARDS: Array<[type: number, tid: number, title: string]> = [
	[1001, 10000017, '打车'],
	[1003, 10000019, '同城配送进度'],
	[1004, 10000020, '取餐排队'],
	[1005, 10000018, '餐厅排队'],
];

const ofSource =
	(source: CardKind['source']) =>
	([type, tid, title]: [number, number, string]): CardKind => ({ type, tid, title, source });

/** Every kind of card by its notify_type. */
export const CARD_KINDS: ReadonlyMap<number, CardKind> = new Map(
	[...PAYMENT_CARDS.map(ofSource('payment')), ...BUTTON_CARDS.map(ofSource('button'))].map(
		(kind) => [kind.type, kind],
	),
);

/** The kind whose template is added from a title. */
export const cardKindOfTitle = (tid: number): CardKind | undefined =>
	[...CARD_KINDS.values()].find((kind) => kind.tid === tid);

/** Goods and logistics, the one card of which all states are public. */
export const GOODS = 2001;

/** A state of a goods card: what the phone shows, and the states that it may follow. */
export interface CardState {
	label: string;
	after: number[];
}

/** The states of a goods card by cur_status. */
export const GOODS_STATES: ReadonlyMap<number, CardState> = new Map([
	[1, { label: '已支付', after: [7] }],
	[2, { label: '待发货', after: [1, 7] }],
	[3, { label: '部分发货', after: [1, 2, 3, 7] }],
	[4, { label: '已发货', after: [1, 2, 3, 7] }],
	[5, { label: '补发货', after: [3, 4, 7] }],
	[6, { label: '已签收', after: [4, 5, 7] }],
	[7, { label: '售后中', after: [1, 2, 3, 4, 5, 6] }],
	[8, { label: '已完成', after: [1, 2, 3, 4, 5, 6, 7] }],
	[9, { label: '售后结束', after: [7] }],
	[10, { label: '已取消', after: [1, 2, 7] }],
	[11, { label: '售后关闭', after: [7] }],
]);
