import { refuse } from './answers';
import type { Answer } from './answers';

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

/** An answer that is not WeChat's. headers: left out, those of WeChat's answers. */
export interface ForeignAnswer {
	status: number;
	headers?: Record<string, string>;
	body: string;
}

/** Everything that a fault does to the one request that it befalls. */
export interface Mishap {
	kind: FaultEffect['kind'];
	/** Whether WeChat does its work all the same. */
	taken: boolean;
	/** Every token dies before WeChat looks at the request; see Simulator.revokeTokens. */
	revokes?: { keepHandingOut?: boolean };
	/** Milliseconds that the answer comes late. */
	late?: number;
	/** What is answered in place of WeChat's answer: a refusal of WeChat's, or something else. */
	refusal?: Answer;
	foreign?: ForeignAnswer;
	/** How the answer goes out: not at all, as a reset of the connection, or so many milliseconds per byte. */
	way?: 'never' | 'reset' | { perByte: number };
}

type Kinds = {
	[Kind in FaultEffect['kind']]: (
		effect: Extract<FaultEffect, { kind: Kind }>,
	) => Omit<Mishap, 'kind'>;
};

const KINDS: Kinds = {
	delay: ({ milliseconds }) => ({ taken: true, late: milliseconds }),
	errcode: ({ errcode, errmsg }) => ({ taken: false, refusal: refuse(errcode, errmsg) }),
	status: ({ status, body = '<html>Bad Gateway</html>', taken = false }) => ({
		taken,
		foreign: { status, headers: { 'content-type': 'text/html' }, body },
	}),
	cutBefore: () => ({ taken: false, way: 'reset' }),
	cutAfter: () => ({ taken: true, way: 'reset' }),
	body: ({ body, contentType, taken = false }) => ({
		taken,
		foreign: {
			status: 200,
			headers: contentType === undefined ? undefined : { 'content-type': contentType },
			body,
		},
	}),
	drip: ({ milliseconds, body, taken = body === undefined }) => ({
		taken,
		foreign: body === undefined ? undefined : { status: 200, body },
		way: { perByte: milliseconds },
	}),
	redirect: ({ location, status = 302, taken = false }) => ({
		taken,
		foreign: { status, headers: { location }, body: '' },
	}),
	hang: ({ taken = false }) => ({ taken, way: 'never' }),
	revokeToken: ({ keepHandingOut }) => ({ taken: true, revokes: { keepHandingOut } }),
};

/** What a fault does to a request. */
export function mishapOf(fault: FaultEffect): Mishap {
	const describe = KINDS[fault.kind] as (effect: FaultEffect) => Omit<Mishap, 'kind'>;
	return { kind: fault.kind, ...describe(fault) };
}

/** The faults that are ordered and not yet used up, oldest first. */
export class Faults {
	private ordered: Fault[] = [];

	/** Whether any is waiting. */
	get any(): boolean {
		return this.ordered.length > 0;
	}

	/** Orders one. Throws on a kind that does not exist. */
	order(fault: Fault): void {
		if (!Object.hasOwn(KINDS, fault.kind)) throw new Error(`No fault is called "${fault.kind}"`);
		this.ordered.push({ ...fault });
	}

	/** Takes all back. */
	clear(): void {
		this.ordered = [];
	}

	/** What befalls this request; the fault is thereby used up once. Undefined where none is ordered for it. */
	take(path: string, openId: string | undefined): Mishap | undefined {
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
		return mishapOf(fault);
	}
}
