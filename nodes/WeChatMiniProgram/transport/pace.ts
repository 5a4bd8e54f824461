/** What a call tells of the pace: WeChat did what was asked, WeChat asked to slow down, or neither. */
export type Experience = 'success' | 'tooFast' | 'other';

/**
 * How many calls may be under way at a time: an upper limit that gives way when WeChat asks to slow down.
 * The first call that is refused as too fast halves the limit (never below 1). Refusals of calls that began
 * before that belong to the same excess and change nothing. After as many successful calls as the limit is,
 * the limit grows by one, up to `most`; only calls that began after the last refusal count.
 */
export class Pace {
	private current: number;

	private underWay = 0;

	/** How often WeChat asked to slow down. A call of an earlier round no longer says anything of the pace. */
	private round = 0;

	private successes = 0;

	private readonly waiting: Array<() => void> = [];

	/**
	 * @param most how many calls may be under way at a time at most, from 1
	 * @param onChange told the new limit after each change
	 */
	constructor(
		readonly most: number,
		private readonly onChange: (limit: number) => void = () => {},
	) {
		this.current = most;
	}

	/** How many calls may be under way at a time now, from 1 to `most`. */
	get limit(): number {
		return this.current;
	}

	/**
	 * Lets one more call begin, at once or when a place is free; who came first begins first. Gives the
	 * round, which {@link leave} takes. Every call that has entered has to leave.
	 */
	enter(): number | Promise<number> {
		if (this.underWay >= this.current) {
			return new Promise<void>((admitted) => this.waiting.push(admitted)).then(() => this.round);
		}
		this.underWay++;
		return this.round;
	}

	/** Ends a call of a round that {@link enter} gave; the next one may begin. */
	leave(round: number, experience: Experience): void {
		this.underWay--;
		if (round === this.round) this.learn(experience);
		while (this.underWay < this.current) {
			const admitted = this.waiting.shift();
			if (!admitted) return;
			this.underWay++;
			admitted();
		}
	}

	private learn(experience: Experience): void {
		if (experience === 'tooFast') {
			this.round++;
			this.change(Math.max(1, Math.floor(this.current / 2)));
		} else if (experience === 'success' && this.current < this.most) {
			this.successes++;
			if (this.successes >= this.current) this.change(this.current + 1);
		}
	}

	private change(limit: number): void {
		this.successes = 0;
		if (limit === this.current) return;
		this.current = limit;
		this.onChange(limit);
	}
}
