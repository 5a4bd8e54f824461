import type { Clock } from './clock';
import type { Random } from './random';

const DAY = 24 * 60 * 60;
const LINKS_PER_DAY = 500_000;
const LINKS_PER_SECOND = 100;
/** Short links for good, schemes for good, and codes that are counted: so many of each. */
const PERMANENT = 100_000;
const TOKEN_LENGTH = 11;

/** Where a link or a code leads. */
export interface Destination {
	/** Empty: the first page of the Mini Program. */
	page: string;
	query: string;
	/** Of a code. */
	scene?: string;
	version: string;
}

interface Link extends Destination {
	/** Unix seconds; left out: for good. */
	expiresAt?: number;
}

/** How many links an account may make; left out: as many as WeChat's documentation says. */
export interface LinkLimits {
	perDay?: number;
	perSecond?: number;
	permanent?: number;
}

/** The links into one Mini Program. */
export class Links {
	private readonly byText = new Map<string, Link>();
	private readonly made = { day: 0, today: 0, second: 0, thisSecond: 0 };
	private readonly permanent = new Map<string, number>();

	constructor(
		private readonly clock: Clock,
		private readonly random: Random,
		private readonly limits: LinkLimits = {},
	) {}

	/** Counts one link of those that expire. Returns the refusal where it is one too many. */
	spend(): 44990 | 44993 | undefined {
		const second = this.clock.seconds();
		const day = Math.floor(second / DAY);
		const { made } = this;
		if (made.day !== day) Object.assign(made, { day, today: 0 });
		if (made.second !== second) Object.assign(made, { second, thisSecond: 0 });
		if (made.today >= (this.limits.perDay ?? LINKS_PER_DAY)) return 44993;
		if (made.thisSecond >= (this.limits.perSecond ?? LINKS_PER_SECOND)) return 44990;
		made.today++;
		made.thisSecond++;
		return undefined;
	}

	/** Counts one of a kind that is kept for good. Returns whether it still may be made. */
	spendPermanent(kind: 'link' | 'code'): boolean {
		const count = this.permanent.get(kind) ?? 0;
		if (count >= (this.limits.permanent ?? PERMANENT)) return false;
		this.permanent.set(kind, count + 1);
		return true;
	}

	/** Makes a link: what stands before its token, where it leads, until when in unix seconds. */
	make(start: string, destination: Destination, expiresAt?: number): string {
		const text = start + this.random.text(TOKEN_LENGTH);
		this.byText.set(text, { ...destination, expiresAt });
		return text;
	}

	/** Where a link leads; undefined where there is no such link, `expired` where its time is over. */
	follow(text: string): Destination | 'expired' | undefined {
		const link = this.byText.get(text);
		if (!link) return undefined;
		const { expiresAt, ...destination } = link;
		const isOver = expiresAt !== undefined && this.clock.seconds() >= expiresAt;
		return isOver ? 'expired' : destination;
	}
}
