import type { Clock } from './clock';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** What a user's action allows the account to send, and for how many milliseconds. */
export const ANSWERS_ALLOWED = {
	write: { messages: 5, life: 48 * HOUR },
	open: { messages: 2, life: MINUTE },
};
/** How long "is typing" shows. */
const TYPING_LIFE = 15 * SECOND;
/** "Is typing" needs a message of either side that is no older. */
const TYPING_AFTER = 30 * SECOND;
/** How long a person at the desk serves a user who is not closed. */
const SERVICE_LIFE = 30 * MINUTE;

/** What a message of a chat holds. */
export type ChatContent =
	| { type: 'text'; text: string }
	| { type: 'image'; mediaId: string }
	| { type: 'link'; title: string; description: string; url: string; thumbUrl: string }
	| { type: 'miniprogrampage'; title: string; pagePath: string; thumbMediaId: string };

/** One message of a chat. */
export interface ChatLine {
	/** Counts the messages of all chats of the account, from 1. */
	number: number;
	appId: string;
	openId: string;
	/** The user; the account's program; a person at the service desk; WeChat itself. */
	from: 'user' | 'program' | 'desk' | 'wechat';
	content: ChatContent;
	/** WeChat's line "made by AI" stands under it. */
	byAi: boolean;
	/** The people at the service desk see it. */
	atDesk: boolean;
	/** Epoch milliseconds. */
	time: number;
	/** Of a user's message, as its push has it. */
	msgId?: string;
}

/** Where a user stands with the service desk. */
export type DeskState = 'none' | 'waiting' | 'serving';

/** One user's chat with customer service, as WeChat keeps it. */
export class Conversation {
	readonly lines: ChatLine[] = [];
	private allowance = { messages: 0, until: 0 };
	private typingUntil = 0;
	private waiting = false;
	private servedUntil = 0;

	constructor(private readonly clock: Clock) {}

	/** The user did something: what it allows counts anew, both numbers up to the larger one. */
	allow(action: 'write' | 'open', messages = ANSWERS_ALLOWED[action].messages): void {
		const now = this.clock.milliseconds();
		const left = now < this.allowance.until ? this.allowance.messages : 0;
		this.allowance = {
			messages: Math.max(left, messages),
			until: Math.max(this.allowance.until, now + ANSWERS_ALLOWED[action].life),
		};
	}

	/** Why no message may be sent now: the time is over, or all are used. */
	get refusal(): 'late' | 'used' | undefined {
		if (this.clock.milliseconds() >= this.allowance.until) return 'late';
		return this.allowance.messages < 1 ? 'used' : undefined;
	}

	/** Messages that may still be sent. */
	get messagesLeft(): number {
		return this.refusal === undefined ? this.allowance.messages : 0;
	}

	/** One message of the account's program is used up. */
	use(): void {
		this.allowance.messages--;
	}

	/** Adds a message; what the user gets to read ends "is typing". */
	add(line: ChatLine): void {
		this.lines.push(line);
		if (line.from !== 'user') this.typingUntil = 0;
	}

	/** Whether a message of either side came in the last 30 seconds. */
	get isLively(): boolean {
		const last = this.lines.filter(({ from }) => from !== 'wechat').pop();
		return last !== undefined && this.clock.milliseconds() - last.time <= TYPING_AFTER;
	}

	get isTyping(): boolean {
		return this.typingSeconds > 0;
	}

	/** How long "is typing" still shows. */
	get typingSeconds(): number {
		return Math.max(0, this.typingUntil - this.clock.milliseconds()) / SECOND;
	}

	/** Shows or ends "is typing". */
	type(typing: boolean): void {
		this.typingUntil = typing ? this.clock.milliseconds() + TYPING_LIFE : 0;
	}

	/** Whether people see to the user: 'waiting' until one takes the chat, then 'serving' for 30 minutes. */
	get desk(): DeskState {
		if (this.clock.milliseconds() < this.servedUntil) return 'serving';
		return this.waiting ? 'waiting' : 'none';
	}

	/** The user waits for a person. */
	queue(): void {
		this.waiting = true;
	}

	/** A person takes the chat. */
	serve(): void {
		this.waiting = false;
		this.servedUntil = this.clock.milliseconds() + SERVICE_LIFE;
	}

	/** The person closes the chat. */
	close(): void {
		this.waiting = false;
		this.servedUntil = 0;
	}
}

/** The chats of an account, by user. */
export class Conversations {
	private readonly byUser = new Map<string, Conversation>();
	private count = 0;

	constructor(
		private readonly appId: string,
		private readonly clock: Clock,
		private readonly changed: (line: ChatLine) => void,
	) {}

	/** The chat with a user. */
	of(openId: string): Conversation {
		const known = this.byUser.get(openId);
		if (known) return known;
		const conversation = new Conversation(this.clock);
		this.byUser.set(openId, conversation);
		return conversation;
	}

	/** Every chat with its user, in order of appearance. */
	get all(): Array<[string, Conversation]> {
		return [...this.byUser];
	}

	/** Adds a message to a user's chat. */
	say(
		openId: string,
		from: ChatLine['from'],
		content: ChatContent,
		{
			byAi = false,
			atDesk = false,
			msgId,
		}: Partial<Pick<ChatLine, 'byAi' | 'atDesk' | 'msgId'>> = {},
	): ChatLine {
		const line: ChatLine = {
			number: ++this.count,
			appId: this.appId,
			openId,
			from,
			content,
			byAi,
			atDesk,
			time: this.clock.milliseconds(),
			...(msgId === undefined ? {} : { msgId }),
		};
		this.of(openId).add(line);
		this.changed(line);
		return line;
	}

	/** The people at the desk get a message to see. */
	showAtDesk(line: ChatLine): void {
		line.atDesk = true;
		this.changed(line);
	}
}
