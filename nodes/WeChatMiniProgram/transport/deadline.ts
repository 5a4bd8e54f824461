/**
 * Calls that begin within so many milliseconds share one signal. To make one for each call took 25
 * microseconds, 4 % of a message where WeChat answers at once.
 */
const SHARED_FOR_MS = 100;

/** What holds for every call of a session: how long it may take, and that its execution may be cancelled. */
export class Deadlines {
	private shared?: AbortSignal;

	private sharedUntil = 0;

	/**
	 * @param timeout milliseconds that one call may take
	 * @param cancelled ends every call of a cancelled execution
	 */
	constructor(
		readonly timeout: number,
		readonly cancelled?: AbortSignal,
	) {}

	/**
	 * The signal for a call that begins now. It ends the call after the timeout, at most 100 ms later, however
	 * slowly an answer drips in (n8n's own `timeout` only counts silence before the answer), and when the
	 * execution is cancelled.
	 */
	signal(): AbortSignal {
		const now = Date.now();
		// A clock that is set back must not keep a signal that has long ended.
		const isShared = now < this.sharedUntil && now >= this.sharedUntil - SHARED_FOR_MS;
		if (this.shared && isShared) return this.shared;
		this.sharedUntil = now + SHARED_FOR_MS;
		const over = AbortSignal.timeout(this.timeout + SHARED_FOR_MS);
		this.shared = this.cancelled ? AbortSignal.any([over, this.cancelled]) : over;
		return this.shared;
	}
}
