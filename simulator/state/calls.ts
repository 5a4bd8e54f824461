/** One request that came in, without its tokens and secrets. */
export interface CallRecord {
	method: string;
	path: string;
	/** Undefined where a fault kept WeChat's answer away. */
	errcode?: number;
	/** Kind of the fault that befell it. */
	fault?: string;
	/** Recipient, where the body had one. */
	openId?: string;
	/** Epoch milliseconds on the simulator's clock. */
	time: number;
}

/** What was called, and how many at a time. */
export class Calls {
	readonly records: CallRecord[] = [];
	private readonly counts = new Map<string, number>();
	private inFlight = 0;
	private peak = 0;

	/** Most requests that were open at one moment. */
	get maxConcurrent(): number {
		return this.peak;
	}

	/** How many requests a path had. */
	times(path: string): number {
		return this.counts.get(path) ?? 0;
	}

	/** A request comes in. Returns what to call once it is over. */
	begin(): () => void {
		this.inFlight++;
		this.peak = Math.max(this.peak, this.inFlight);
		let open = true;
		return () => {
			if (open) this.inFlight--;
			open = false;
		};
	}

	/** Writes one request down. */
	record(call: CallRecord): void {
		this.records.push(call);
		this.counts.set(call.path, this.times(call.path) + 1);
	}
}
