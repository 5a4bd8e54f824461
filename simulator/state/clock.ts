const SECOND = 1000;
const DAY = 24 * 60 * 60;
/** China Standard Time, in which WeChat's days and months begin. */
const CHINA_OFFSET = 8 * 60 * 60;

/** The simulator's clock: the wall clock plus an offset that tests and people move. */
export class Clock {
	private offset = 0;

	/** now: epoch milliseconds. */
	constructor(private readonly now: () => number) {}

	/** Epoch milliseconds. */
	milliseconds(): number {
		return this.now() + this.offset;
	}

	/** Unix seconds, whole. */
	seconds(): number {
		return Math.floor(this.milliseconds() / SECOND);
	}

	/** Number of the current minute. */
	minute(): number {
		return Math.floor(this.seconds() / 60);
	}

	/** Number of the current day in China. */
	day(): number {
		return Math.floor((this.seconds() + CHINA_OFFSET) / DAY);
	}

	/** The current month in China, such as 2024-06. */
	month(): string {
		return new Date(this.milliseconds() + CHINA_OFFSET * SECOND).toISOString().slice(0, 7);
	}

	/** Moves the clock by seconds, back with a negative number. */
	move(seconds: number): void {
		this.offset += seconds * SECOND;
	}
}
