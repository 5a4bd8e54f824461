/** A call whose time is limited. */
export interface TimedCall {
	/** Ends the call. */
	signal: AbortSignal;
	/** Tells that the call is over. */
	over(): void;
}

const endAll = (calls: Set<AbortController>): void => calls.forEach((call) => call.abort());

/**
 * Ends calls that take longer than a number of milliseconds, however slowly an answer drips in (n8n's own
 * `timeout` only counts silence before the answer), and all calls of a cancelled execution. Calls that
 * begin within the same second share one timer, so each has up to a second more.
 */
export class Deadline {
	private second = 0;

	/** The calls that began within that second and are not over. */
	private calls = new Set<AbortController>();

	/** All calls that are not over. While there are any, the end of the execution is listened to, once. */
	private readonly underWay = new Set<AbortController>();

	private readonly endUnderWay = () => endAll(this.underWay);

	/** Those whose call is over: making one, and the first to listen to it, costs more than all else here. */
	private readonly idle: AbortController[] = [];

	/**
	 * @param milliseconds what a call may take, from 1
	 * @param cancelled ends all calls at once
	 */
	constructor(
		readonly milliseconds: number,
		readonly cancelled?: AbortSignal,
	) {}

	/** A call begins. No other has its signal until it is over, because Node warns of many listeners on one. */
	begin(): TimedCall {
		const calls = this.current();
		const call = this.idle.pop() ?? new AbortController();
		calls.add(call);
		if (this.underWay.size === 0) this.cancelled?.addEventListener('abort', this.endUnderWay);
		this.underWay.add(call);
		const over = () => {
			calls.delete(call);
			this.underWay.delete(call);
			if (this.underWay.size === 0) this.cancelled?.removeEventListener('abort', this.endUnderWay);
			if (!call.signal.aborted) this.idle.push(call);
		};
		return { signal: call.signal, over };
	}

	private current(): Set<AbortController> {
		const second = Math.floor(Date.now() / 1000);
		if (this.second !== second) {
			this.second = second;
			this.calls = this.startTimer();
		}
		return this.calls;
	}

	private startTimer(): Set<AbortController> {
		const calls = new Set<AbortController>();
		AbortSignal.timeout(this.milliseconds + 1000).addEventListener('abort', () => endAll(calls), {
			once: true,
		});
		return calls;
	}
}
