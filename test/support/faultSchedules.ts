import fc from 'fast-check';

import type { Fault, FaultEffect } from '../../simulator';

const SEND_PATH = '/cgi-bin/message/subscribe/send';
const ISSUER_PATH = '/cgi-bin/stable_token';

/** A closing of the port before WeChat: after so many connections, for so many milliseconds. */
export interface Closing {
	after: number;
	milliseconds: number;
}

/** One run of Message > Send and what goes wrong meanwhile. */
export interface Schedule {
	/** The recipient of each item, by number; some recur. */
	recipients: number[];
	/** How many messages each recipient has allowed. */
	allowed: number;
	concurrency: number;
	continueOnFail: boolean;
	retryOnFail: boolean;
	faults: Fault[];
	closing?: Closing;
}

const taken = fc.boolean();

const errcodes = fc.constantFrom(-1, 43108, 45011, 40001, 43101, 45009);

const sendEffects: fc.Arbitrary<FaultEffect> = fc.oneof(
	{ weight: 6, arbitrary: errcodes.map((errcode) => ({ kind: 'errcode' as const, errcode })) },
	fc.integer({ min: 1, max: 30 }).map((milliseconds) => ({ kind: 'delay' as const, milliseconds })),
	taken.map((isTaken) => ({ kind: 'status' as const, status: 502, taken: isTaken })),
	fc.constantFrom<FaultEffect>({ kind: 'cutBefore' }, { kind: 'cutAfter' }),
	taken.map((isTaken) => ({ kind: 'body' as const, body: '<html>', taken: isTaken })),
	taken.map((isTaken) => ({ kind: 'hang' as const, taken: isTaken })),
	fc.boolean().map((keepHandingOut) => ({ kind: 'revokeToken' as const, keepHandingOut })),
);

const tokenEffects: fc.Arbitrary<FaultEffect> = fc.constantFrom<FaultEffect>(
	{ kind: 'errcode', errcode: -1 },
	{ kind: 'errcode', errcode: 45009 },
	{ kind: 'status', status: 502 },
	{ kind: 'cutBefore' },
	{ kind: 'body', body: '' },
);

const faultOf = (path: string, effects: fc.Arbitrary<FaultEffect>): fc.Arbitrary<Fault> =>
	fc
		.tuple(effects, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 6 }))
		.map(([effect, times, skip]) => ({
			...effect,
			path,
			// The answer that never comes takes a second of the test.
			times: effect.kind === 'hang' ? 1 : times,
			skip,
		}));

const faults = fc
	.array(
		fc.oneof(
			{ weight: 6, arbitrary: faultOf(SEND_PATH, sendEffects) },
			{ weight: 1, arbitrary: faultOf(ISSUER_PATH, tokenEffects) },
		),
		{ maxLength: 5 },
	)
	.map((all) => all.filter(({ kind }, index) => kind !== 'hang' || index === 0));

const closing = fc.record({
	after: fc.integer({ min: 0, max: 12 }),
	milliseconds: fc.integer({ min: 1, max: 60 }),
});

/** Draws runs of up to 12 items with up to 5 kinds of faults. */
export const schedules: fc.Arbitrary<Schedule> = fc.record({
	recipients: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 12 }),
	allowed: fc.integer({ min: 1, max: 12 }),
	concurrency: fc.integer({ min: 1, max: 6 }),
	continueOnFail: fc.boolean(),
	retryOnFail: fc.boolean(),
	faults,
	closing: fc.option(closing, { nil: undefined, freq: 3 }),
});
