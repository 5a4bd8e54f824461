import type { Clock } from './clock';
import type { Random } from './random';

const LIFE = 300;

interface Code {
	openId: string;
	expiresAt: number;
	used: boolean;
}

/** What a code is worth: the openid it stands for, or why it stands for nobody. */
export type CodeCheck = { openId: string } | 'unknown' | 'used';

/** Codes that a user's phone hands out once (login, phone number): valid for five minutes, for one use. */
export class Codes {
	private readonly codes = new Map<string, Code>();

	constructor(
		private readonly clock: Clock,
		private readonly random: Random,
		private readonly length: number,
	) {}

	/** A fresh code of this user. */
	issue(openId: string): string {
		const code = this.random.text(this.length);
		this.codes.set(code, { openId, expiresAt: this.clock.seconds() + LIFE, used: false });
		return code;
	}

	/** Uses a code up. */
	use(value: string): CodeCheck {
		const code = this.codes.get(value);
		if (!code || this.clock.seconds() >= code.expiresAt) return 'unknown';
		if (code.used) return 'used';
		code.used = true;
		return { openId: code.openId };
	}
}
