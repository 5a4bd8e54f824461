import type { Clock } from './clock';
import type { Random } from './random';

const WEEK = 7 * 24 * 60 * 60;
const MESSAGES_PER_PAYMENT = 3;

interface Ticket {
	openId: string;
	messagesLeft: number;
	/** Unix seconds. */
	expiresAt: number;
}

/** So many messages in so many seconds for each value of one keyword, such as `thing1`. */
export interface FrequencyLimit {
	key: string;
	messages: number;
	seconds: number;
}

/** `usable`, or why a form_id or prepay_id sends nothing. */
export type TicketCheck = 'usable' | 'unknown' | 'used';

/** Which messages the users of one account have allowed. */
export class Permissions {
	private readonly credits = new Map<string, number>();
	/** Who ticked "always keep this choice" when accepting which template. */
	private readonly always = new Set<string>();
	private readonly limits = new Map<string, FrequencyLimit>();
	/** Messages under a {@link FrequencyLimit}: unix seconds, by user, template and value. */
	private readonly sent = new Map<string, number[]>();
	/** Users who let no message through, although WeChat takes it. */
	readonly blocked = new Set<string>();
	private readonly tickets = new Map<string, Ticket>();

	constructor(
		private readonly clock: Clock,
		private readonly random: Random,
	) {}

	/** The user accepts a template: more one-time sends, or (Infinity) a long-term permission. */
	accept(openId: string, templateId: string, sends: number): void {
		this.credits.set(keyOf(openId, templateId), this.left(openId, templateId) + sends);
	}

	/** The user switches a template off in the settings: all its permissions are gone. */
	withdraw(openId: string, templateId: string): void {
		this.credits.delete(keyOf(openId, templateId));
		this.always.delete(keyOf(openId, templateId));
	}

	/** The user ticks "always keep this choice" while accepting. */
	keepChoice(openId: string, templateId: string): void {
		this.always.add(keyOf(openId, templateId));
	}

	/** Whether the dialog counts as accepted without being shown. */
	isChoiceKept(openId: string, templateId: string): boolean {
		return this.always.has(keyOf(openId, templateId));
	}

	/** Makes a long-term template one that is limited in its frequency. */
	limitFrequency(templateId: string, limit: FrequencyLimit): void {
		this.limits.set(templateId, limit);
	}

	/** Whether the period still has room for a message with this value; true for templates without limit. */
	hasRoom(openId: string, templateId: string, valueOf: (key: string) => string): boolean {
		const limit = this.limits.get(templateId);
		if (!limit) return true;
		const since = this.clock.seconds() - limit.seconds;
		const sent = this.sent.get(`${keyOf(openId, templateId)} ${valueOf(limit.key)}`) ?? [];
		return sent.filter((time) => time > since).length < limit.messages;
	}

	/** Sends left for this user and template; Infinity for a long-term permission. */
	left(openId: string, templateId: string): number {
		return this.credits.get(keyOf(openId, templateId)) ?? 0;
	}

	/** Uses up one send, also of the period of its value. Call it only where some are left. */
	consume(openId: string, templateId: string, valueOf: (key: string) => string): void {
		const key = keyOf(openId, templateId);
		this.credits.set(key, this.left(openId, templateId) - 1);
		const limit = this.limits.get(templateId);
		if (!limit) return;
		const period = `${key} ${valueOf(limit.key)}`;
		this.sent.set(period, [...(this.sent.get(period) ?? []), this.clock.seconds()]);
	}

	/** The form_id of a submitted form: so many messages within seven days. */
	submitForm(openId: string, messages: number): string {
		return this.issue(this.random.hex(32), openId, messages);
	}

	/** The prepay_id of a payment: three messages within seven days. */
	pay(openId: string): string {
		const day = new Date(this.clock.milliseconds()).toISOString().replace(/\D/g, '').slice(0, 14);
		return this.issue(`wx${day}${this.random.hex(20)}`, openId, MESSAGES_PER_PAYMENT);
	}

	/** Whether a form_id or prepay_id still sends something to this user. */
	checkTicket(id: string, openId: string): TicketCheck {
		const ticket = this.tickets.get(id);
		if (!ticket || ticket.openId !== openId || this.clock.seconds() >= ticket.expiresAt) {
			return 'unknown';
		}
		return ticket.messagesLeft > 0 ? 'usable' : 'used';
	}

	/** Uses up one message of a usable form_id or prepay_id. */
	useTicket(id: string): void {
		this.tickets.get(id)!.messagesLeft--;
	}

	private issue(id: string, openId: string, messagesLeft: number): string {
		this.tickets.set(id, { openId, messagesLeft, expiresAt: this.clock.seconds() + WEEK });
		return id;
	}
}

function keyOf(openId: string, templateId: string): string {
	return `${openId} ${templateId}`;
}
