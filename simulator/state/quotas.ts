import type { Quota } from '../settings';
import type { Clock } from './clock';

const CLEARS_PER_MONTH = 10;

/** Public defaults, and for the newtmpl endpoints ("low", without a number) a guess. */
const USUAL: Record<string, Quota> = {
	'/cgi-bin/token': { perDay: 2000 },
	'/cgi-bin/stable_token': { perDay: 500_000, perMinute: 10_000 },
	'/cgi-bin/message/wxopen/template/send': { perDay: 1_000_000 },
	'/cgi-bin/message/subscribe/send': { perDay: 10_000_000 },
	// Counted per user.
	'/sns/jscode2session': { perMinute: 100 },
	'/wxaapi/newtmpl/gettemplate': { perDay: 1000 },
	'/wxaapi/newtmpl/getpubtemplatetitles': { perDay: 10_000 },
};
const PAYMENT_FACTOR = 3;

interface Used {
	day: number;
	today: number;
	minute: number;
	thisMinute: number;
}

/** How much one account has called of what, and how much it may. */
export class Quotas {
	private used = new Map<string, Used>();
	private readonly limits: Map<string, Quota>;
	private clears = { month: '', count: 0 };

	constructor(
		private readonly clock: Clock,
		overrides: Record<string, Quota> = {},
		payment = false,
	) {
		this.limits = new Map(Object.entries(USUAL));
		if (payment) {
			const send = '/cgi-bin/message/subscribe/send';
			this.limits.set(send, { perDay: USUAL[send].perDay! * PAYMENT_FACTOR });
		}
		for (const [path, quota] of Object.entries(overrides)) this.limits.set(path, quota);
	}

	/** Sets the limits of one path from now on. */
	set(path: string, quota: Quota): void {
		this.limits.set(path, quota);
	}

	/** The limits of a path; empty for "none". */
	limit(path: string): Quota {
		return this.limits.get(path) ?? {};
	}

	/** Calls of a path today. */
	usedToday(path: string): number {
		return this.current(path).today;
	}

	/**
	 * Counts one call, for the endpoints with limits per user under that user. Returns 45009 or 45011
	 * where it is one too many.
	 */
	spend(path: string, openId = ''): 45009 | 45011 | undefined {
		const used = this.current(path + openId);
		const { perDay = Infinity, perMinute = Infinity } = this.limit(path);
		if (used.today >= perDay) return 45009;
		if (used.thisMinute >= perMinute) return 45011;
		used.today++;
		used.thisMinute++;
		return undefined;
	}

	/** clear_quota: sets all counters to 0, ten times a month. Returns whether it did. */
	clear(): boolean {
		const month = this.clock.month();
		if (this.clears.month !== month) this.clears = { month, count: 0 };
		if (this.clears.count >= CLEARS_PER_MONTH) return false;
		this.clears.count++;
		this.used.clear();
		return true;
	}

	private current(path: string): Used {
		const day = this.clock.day();
		const minute = this.clock.minute();
		let used = this.used.get(path);
		if (!used) {
			used = { day, today: 0, minute, thisMinute: 0 };
			this.used.set(path, used);
		}
		if (used.day !== day) Object.assign(used, { day, today: 0 });
		if (used.minute !== minute) Object.assign(used, { minute, thisMinute: 0 });
		return used;
	}
}
