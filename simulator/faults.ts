/** What goes wrong, and whether WeChat had done its work before (`taken`, default false). */
export type FaultEffect =
	/** The answer comes late; the message is taken at once. */
	| { kind: 'delay'; milliseconds: number }
	| { kind: 'errcode'; errcode: number; errmsg?: string }
	| { kind: 'status'; status: number; body?: string; taken?: boolean }
	/** The connection is reset, before or after the message was taken. */
	| { kind: 'cutBefore' }
	| { kind: 'cutAfter' }
	/** An answer of one's own, with HTTP 200. */
	| { kind: 'body'; body: string; contentType?: string; taken?: boolean }
	/** The answer (WeChat's, or `body`) arrives byte by byte, this many milliseconds apart. */
	| { kind: 'drip'; milliseconds: number; body?: string; taken?: boolean }
	| { kind: 'redirect'; location: string; status?: number; taken?: boolean }
	/** Never any answer. */
	| { kind: 'hang'; taken?: boolean }
	/** The tokens die just before. keepHandingOut: stable_token goes on giving the dead one until forced. */
	| { kind: 'revokeToken'; keepHandingOut?: boolean };

/** A fault and the requests that it befalls. */
export type Fault = {
	/** A path or the beginning of one; left out: any. */
	path?: string;
	/** Only requests with this recipient (`touser`). */
	openId?: string;
	/** How many requests it befalls. Default 1. */
	times?: number;
	/** How many matching requests pass before. Default 0. */
	skip?: number;
} & FaultEffect;

/** The faults that are ordered and not yet used up, oldest first. */
export class Faults {
	private ordered: Fault[] = [];

	/** Whether any is waiting. */
	get any(): boolean {
		return this.ordered.length > 0;
	}

	/** Orders one. */
	order(fault: Fault): void {
		this.ordered.push({ ...fault });
	}

	/** Takes all back. */
	clear(): void {
		this.ordered = [];
	}

	/** The fault of this request, which is thereby used up once. */
	take(path: string, openId: string | undefined): Fault | undefined {
		const fault = this.ordered.find(
			(one) => path.startsWith(one.path ?? '') && (!one.openId || one.openId === openId),
		);
		if (!fault) return undefined;
		if (fault.skip) {
			fault.skip--;
			return undefined;
		}
		fault.times = (fault.times ?? 1) - 1;
		if (fault.times < 1) this.ordered.splice(this.ordered.indexOf(fault), 1);
		return fault;
	}
}
