import { CARD_KINDS, GOODS, GOODS_STATES } from '../library/cardKinds';
import type { CardKind } from '../library/cardKinds';
import type { Clock } from './clock';
import type { Random } from './random';

const HOUR = 60 * 60;
const DAY = 24 * HOUR;
/** Seconds in which a code can be used for the first time, and seconds for which the card can be updated then. */
export const CODE_LIFE = {
	payment: { activation: DAY, updates: 30 * DAY },
	button: { activation: 5 * 60, updates: DAY },
};
const BUTTON_CODE_LENGTH = 32;

/** 0 an ordinary payment, 1001 pay score. */
export type PayChannel = 0 | 1001;

/** An order that a user paid with WeChat Pay. */
export interface Order {
	/** 28 digits. */
	transactionId: string;
	openId: string;
	/** Fen. */
	amount: number;
	/** Unix seconds. */
	paidAt: number;
	channel: PayChannel;
}

/** What entitles a user to a card. */
export interface CardCode {
	code: string;
	openId: string;
	source: CardKind['source'];
	/** The kind of a button's code; an order's code serves all kinds of orders. */
	cardType?: number;
	/** Unix seconds. */
	issuedAt: number;
	order?: Order;
	/** WeChat has banned it (85436). */
	banned: boolean;
	/** The user has switched this very card off. */
	refused: boolean;
	/** An update is on its way (85449). */
	locked: boolean;
	card?: Card;
}

/** What the phone shows for a code. */
export interface Card {
	cardType: number;
	title: string;
	status: number;
	/** What content_json holds. */
	content: Record<string, unknown>;
	/** content_json as it came. */
	contentText: string;
	/** What ext_json held so far. */
	details: Record<string, unknown>;
	/** Unix seconds. */
	activatedAt: number;
	/** The states it went through, with epoch milliseconds. */
	history: Array<{ status: number; label: string; time: number }>;
}

/** A card as a phone shows it. */
export interface ShownCard extends Card {
	openId: string;
	code: string;
}

/** The codes and service cards of one account. */
export class ServiceCards {
	private readonly codes = new Map<string, CardCode>();

	constructor(
		private readonly clock: Clock,
		private readonly random: Random,
	) {}

	/**
	 * A user pays. amount: fen. paidAt: what WeChat Pay tells, in unix seconds; now where left out. The life of the
	 * code begins now in any case. Throws on an amount that is none.
	 */
	pay(openId: string, amount: number, channel: PayChannel = 0, paidAt?: number): Order {
		if (!Number.isInteger(amount) || amount < 1) throw new Error(`Not an amount in fen: ${amount}`);
		const time = paidAt ?? this.clock.seconds();
		const order: Order = {
			transactionId: this.transactionId(time),
			openId,
			amount,
			paidAt: time,
			channel,
		};
		this.issue({ code: order.transactionId, openId, source: 'payment', order });
		return order;
	}

	/** A user touches a button with open-type="liveActivity". Throws on a kind without such a button. */
	touchButton(openId: string, cardType: number): string {
		if (CARD_KINDS.get(cardType)?.source !== 'button') {
			throw new Error(`No card of a button has the number ${cardType}`);
		}
		const code = this.random.text(BUTTON_CODE_LENGTH);
		this.issue({ code, openId, source: 'button', cardType });
		return code;
	}

	/** A code of a user. */
	of(openId: string, code: unknown): CardCode | undefined {
		const found = typeof code === 'string' ? this.codes.get(code) : undefined;
		return found?.openId === openId ? found : undefined;
	}

	/** The user switches a code's card off, or WeChat bans the code. Throws on a code that is not the user's. */
	mark(openId: string, code: string, change: Pick<Partial<CardCode>, 'refused' | 'banned'>): void {
		const found = this.of(openId, code);
		if (!found) throw new Error('This user has no such code');
		Object.assign(found, change);
	}

	/** The cards on the phones, the oldest code first. */
	shown(): ShownCard[] {
		const codes = [...this.codes.values()].filter(({ card }) => card);
		return codes.map(({ openId, code, card }) => ({ openId, code, ...card! }));
	}

	/** Unix seconds at which a code ends: unused, or at the end of its card. */
	expiryOf({ source, issuedAt, card }: CardCode): number {
		const { activation, updates } = CODE_LIFE[source];
		return card ? card.activatedAt + updates : issuedAt + activation;
	}

	/** Whether the card of a code may go to this state; WeChat names the states of goods cards only. */
	mayBecome({ card }: CardCode, cardType: number, status: number): boolean {
		if (cardType !== GOODS) return true;
		const state = GOODS_STATES.get(status);
		return state !== undefined && (!card || state.after.includes(card.status));
	}

	/** Writes what the phone shows from now on. */
	show(code: CardCode, cardType: number, content: Record<string, unknown>, text: string): Card {
		const status = content.cur_status as number;
		const label = cardType === GOODS ? GOODS_STATES.get(status)!.label : `状态 ${status}`;
		const { activatedAt, history, details } = code.card ?? {
			activatedAt: this.clock.seconds(),
			history: [],
			details: {},
		};
		const isNew = history[history.length - 1]?.status !== status;
		const step = { status, label, time: this.clock.milliseconds() };
		code.card = {
			cardType,
			title: CARD_KINDS.get(cardType)!.title,
			status,
			content,
			contentText: text,
			details,
			activatedAt,
			history: isNew ? [...history, step] : history,
		};
		return code.card;
	}

	private issue(code: Pick<CardCode, 'code' | 'openId' | 'source' | 'cardType' | 'order'>): void {
		const issuedAt = this.clock.seconds();
		this.codes.set(code.code, { ...code, issuedAt, banned: false, refused: false, locked: false });
	}

	/** 420, four zeros and two digits, the day, and digits up to 28. */
	private transactionId(paidAt: number): string {
		const day = new Date(paidAt * 1000).toISOString().slice(0, 10).replace(/-/g, '');
		const digits = () => String(this.random.below(1e9)).padStart(9, '0');
		return `42000${digits().slice(0, 5)}${day}${digits()}${digits().slice(0, 1)}`;
	}
}
