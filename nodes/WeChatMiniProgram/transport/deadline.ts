/** Calls that begin within so many milliseconds share one timer, because to make one takes 25 microseconds. */
const SHARED_FOR_MS = 100;

/** A call that has to end. */
export interface TimedCall {
	/** Ends the call. No other call has it: Node 20 warns of more than ten listeners on one signal. */
	signal: AbortSignal;
	/** To be called once the call is over. */
	over(): void;
}

const endAll = (calls: Set<AbortController>): void => calls.forEach((call) => call.abort());

/**
 * Ends every call of a session that takes too long, however slowly an answer drips in (n8n's own `timeout`
 * only counts silence before the answer), and all of them when the execution is cancelled.
 */
export class Deadlines {
	/** The calls that are not over. While there are any, the end of the execution is listened to, once. */
	private readonly underWay = new Set<AbortController>();

	private readonly endUnderWay = () => endAll(this.underWay);

	/** Those whose timer is the newest, and until when further ones join them, in epoch milliseconds. */
	private newest = new Set<AbortController>();

	private joinUntil = 0;

	/**
	 * @param timeout milliseconds that one call may take; the sharing adds up to 100
	 * @param cancelled ends every call of a cancelled execution
	 */
	constructor(
		readonly timeout: number,
		readonly cancelled?: AbortSignal,
	) {}

	/** A call begins now. */
	begin(): TimedCall {
		const call = new AbortController();
		const timed = this.timedNow().add(call);
		if (this.cancelled?.aborted) call.abort();
		if (this.underWay.size === 0) this.cancelled?.addEventListener('abort', this.endUnderWay);
		this.underWay.add(call);
		const over = () => {
			timed.delete(call);
			this.underWay.delete(call);
			if (this.underWay.size === 0) this.cancelled?.removeEventListener('abort', this.endUnderWay);
		};
		return { signal: call.signal, over };
	}

	/** The calls whose timer a call that begins now has. */
	private timedNow(): Set<AbortController> {
		const now = Date.now();
		// A clock that is set back must not join a call to a timer that has long ended.
		if (now < this.joinUntil && now >= this.joinUntil - SHARED_FOR_MS) return this.newest;
		this.joinUntil = now + SHARED_FOR_MS;
		const calls = new Set<AbortController>();
		// Its listener keeps the signal: without one Node may collect it before its time.
		AbortSignal.timeout(this.timeout + SHARED_FOR_MS).addEventListener('abort', () =>
			endAll(calls),
		);
		this.newest = calls;
		return calls;
	}
}
