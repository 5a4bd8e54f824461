import type { Clock } from './clock';
import type { Random } from './random';

/** Life of a token in seconds. */
const LIFE = 7200;
/** Seconds during which an old token works beside the new one, and before expiry in which the stable one is renewed. */
const OVERLAP = 300;
const FORCED_PER_DAY = 20;
const FORCED_EVERY = 30;

interface Token {
	value: string;
	/** Unix seconds; afterwards 42001. */
	expiresAt: number;
	/** Unix seconds; afterwards 40001. */
	replacedAt: number;
}

/** What WeChat's token endpoints answer. */
export interface IssuedToken {
	access_token: string;
	expires_in: number;
}

/** `valid`, or why a token does not open the API. */
export type TokenCheck = 'valid' | 'expired' | 'invalid';

/** The access tokens of one account. Tokens of cgi-bin/token and stable tokens do not disturb each other. */
export class Tokens {
	private readonly issued = new Map<string, Token>();
	private classic?: Token;
	private stable?: Token;
	private forced = { day: 0, count: 0, at: -FORCED_EVERY };

	constructor(
		private readonly clock: Clock,
		private readonly random: Random,
	) {}

	/** Every token that was ever issued. */
	get values(): string[] {
		return [...this.issued.keys()];
	}

	/** cgi-bin/token: always a new token; the one before works for 300 s more. */
	issueClassic(): IssuedToken {
		if (this.classic) this.replace(this.classic, this.clock.seconds() + OVERLAP);
		this.classic = this.create();
		return this.shown(this.classic);
	}

	/** stable_token without force: the same token until 300 s before its end. */
	issueStable(): IssuedToken {
		if (!this.stable || this.clock.seconds() >= this.stable.expiresAt - OVERLAP) {
			this.stable = this.create();
		}
		return this.shown(this.stable);
	}

	/** stable_token with force: a new token, the old one is dead; too soon or too often: no refresh. */
	forceStable(): IssuedToken {
		const now = this.clock.seconds();
		const day = this.clock.day();
		if (this.forced.day !== day) this.forced = { day, count: 0, at: this.forced.at };
		if (this.forced.count >= FORCED_PER_DAY || now - this.forced.at < FORCED_EVERY) {
			return this.issueStable();
		}
		this.forced = { day, count: this.forced.count + 1, at: now };
		if (this.stable) this.replace(this.stable, now);
		this.stable = this.create();
		return this.shown(this.stable);
	}

	/** Whether a token opens the API now. */
	check(value: string): TokenCheck {
		const token = this.issued.get(value);
		const now = this.clock.seconds();
		if (!token || now >= token.replacedAt) return 'invalid';
		return now >= token.expiresAt ? 'expired' : 'valid';
	}

	/**
	 * Makes every token invalid at once. keepHandingOut: stable_token goes on answering with the
	 * dead token until it is forced.
	 */
	revoke(keepHandingOut = false): void {
		for (const token of this.issued.values()) this.replace(token, this.clock.seconds());
		this.classic = undefined;
		if (!keepHandingOut) this.stable = undefined;
	}

	private create(): Token {
		const value = '92_' + this.random.text(125);
		const token = { value, expiresAt: this.clock.seconds() + LIFE, replacedAt: Infinity };
		this.issued.set(value, token);
		return token;
	}

	private replace(token: Token, at: number): void {
		token.replacedAt = Math.min(token.replacedAt, at);
	}

	private shown(token: Token): IssuedToken {
		return { access_token: token.value, expires_in: token.expiresAt - this.clock.seconds() };
	}
}
