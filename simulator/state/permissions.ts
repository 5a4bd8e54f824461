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

/** `usable`, or why a form_id or prepay_id sends nothing. */
export type TicketCheck = 'usable' | 'unknown' | 'used';

/** Which messages the users of one account have allowed. */
export class Permissions {
	private readonly credits = new Map<string, number>();
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
	}

	/** Sends left for this user and template; Infinity for a long-term permission. */
	left(openId: string, templateId: string): number {
		return this.credits.get(keyOf(openId, templateId)) ?? 0;
	}

	/** Uses up one send. Call it only where some are left. */
	consume(openId: string, templateId: string): void {
		this.credits.set(keyOf(openId, templateId), this.left(openId, templateId) - 1);
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
