import { NodeApiError } from 'n8n-workflow';
import type { IDataObject, INode, JsonObject } from 'n8n-workflow';
import { explainRefusal } from '../../../shared/explain';
import type { Explanation } from '../../../shared/explain';
import { endsAtMidnight, pausesAll } from '../../../wechat/errorCodes';
import type { ErrorKind } from '../../../wechat/errorCodes';
import { CallFailure } from './outcome';
import type { Outcome } from './outcome';
import { plainText } from './plainText';

/** What the call was about, for whoever reads that it did not succeed. */
export interface Subject {
	/** What a successful call would have made true, e.g. `the message to openid oX was sent`. */
	effect: string;
	/** WeChat's names and values that identify the item, for the next node. */
	details: IDataObject;
	/** Labels of the template's fields that were sent, by key. */
	labels?: Record<string, string>;
	/** What to say first of a refusal with one of these codes, in sentences. */
	notes?: Record<number, string>;
	/** How to find out whether an unknown outcome took effect, in sentences. */
	lookUp?: string;
}

const LOOK_UP = 'Check with WeChat or the user before you run this item again.';

/**
 * What became of a failed item, for the next node, as `details.outcome`:
 * - `invalid`: one of its parameters cannot be used, so nothing was sent for it
 * - `refused`: WeChat refused it, and would refuse the same again
 * - `notNow`: nothing happened, and the item is not the reason, so that it may succeed later
 * - `unknown`: it may have taken effect although no answer says so
 */
export type FailedOutcome = 'invalid' | 'refused' | 'notNow' | 'unknown';

/** A failure in words, and as fields for the next node. */
export interface Report {
	/** What happened. */
	message: string;
	/** What to do next. */
	description: string;
	details: IDataObject & { outcome: FailedOutcome };
	failure?: Failure;
}

/** n8n 2's declaration of a cause that people or programs can act on; n8n 1 ignores it. */
type Failure = NonNullable<NonNullable<ConstructorParameters<typeof NodeApiError>[2]>['failure']>;

/** WeChat's daily quotas begin anew at midnight, China Standard Time (UTC+8, no summer time). */
export function quotaReset(now: number): number {
	const day = 24 * 60 * 60 * 1000;
	const chinaOffset = 8 * 60 * 60 * 1000;
	return Math.floor((now + chinaOffset) / day) * day + day - chinaOffset;
}

const failures: Partial<Record<ErrorKind, Failure>> = {
	retry: { cause: 'temporarily-unavailable' },
	quota: { cause: 'quota-exhausted' },
	config: { cause: 'credential-invalid' },
	token: { cause: 'credential-invalid' },
	parameter: { cause: 'configuration-invalid' },
};

/** Refusals that tell of the account or of WeChat, and not of the item. */
const NOT_OF_THE_ITEM: readonly ErrorKind[] = ['retry', 'token', 'config', 'quota'];

function refusedReport(explanation: Explanation, { details, notes = {} }: Subject): Report {
	const { errcode, kind, message, rid } = explanation;
	const description = [notes[errcode], explanation.description].filter(Boolean).join(' ');
	const refused: Report = {
		message,
		description,
		details: {
			...details,
			errcode,
			...(rid && { rid }),
			outcome: NOT_OF_THE_ITEM.includes(kind) ? 'notNow' : 'refused',
		},
		failure: pausesAll(errcode) ? { cause: 'rate-limited' } : failures[kind],
	};
	if (!endsAtMidnight(errcode)) return refused;
	const resetsAtEpochMs = quotaReset(Date.now());
	const [day, time] = new Date(resetsAtEpochMs).toISOString().split('T');
	const reset = `The quota starts again at ${day} ${time.slice(0, 5)} UTC.`;
	return {
		...refused,
		description: `${reset} ${description}`,
		failure: { cause: 'quota-exhausted', resetsAtEpochMs },
	};
}

/** Words a failed call. `host` is the called one. */
export function report(failure: CallFailure, subject: Subject, host: string): Report {
	return reportOutcome(failure.outcome, failure.repeatable, subject, host);
}

function reportOutcome(
	outcome: Outcome,
	repeatable: boolean,
	subject: Subject,
	host: string,
): Report {
	const { effect, details, labels, lookUp = LOOK_UP } = subject;
	switch (outcome.kind) {
		case 'refused':
			return refusedReport(explainRefusal(outcome.refusal, labels), subject);
		case 'noToken': {
			const { what, next, errcode } = outcome.issue;
			return {
				message: what,
				description: next,
				details: { ...details, ...(errcode !== undefined && { errcode }), outcome: 'notNow' },
				failure: { cause: 'credential-invalid' },
			};
		}
		case 'unreachable':
			return {
				message: `${host} ${outcome.reason}`,
				description: `Nothing was sent. Check the "Base URL" of the credential, and that this n8n can reach it.`,
				details: { ...details, outcome: 'notNow' },
				failure: { cause: 'temporarily-unavailable' },
			};
		case 'unknown':
			return {
				message: `${host} ${outcome.reason}`,
				description: repeatable
					? 'Check the "Base URL" of the credential and what stands between this n8n and WeChat.'
					: `It is not known whether ${effect}. The call was not repeated, so that nothing happens twice. ` +
						lookUp,
				details: { ...details, outcome: repeatable ? 'notNow' : 'unknown' },
				failure: { cause: 'temporarily-unavailable' },
			};
		case 'stopped': {
			const cause = reportOutcome(outcome.by, true, subject, host);
			return {
				...cause,
				message: `Not tried: ${cause.message}`,
				details: { ...cause.details, outcome: 'notNow' },
			};
		}
		case 'notTried':
			return {
				message: 'Not tried: the execution was stopped before this item',
				description: 'Nothing was sent for this item.',
				details: { ...details, outcome: 'notNow' },
			};
	}
}

/** The report as the error that n8n shows. It holds WeChat's answer, and nothing of the request. */
export function toNodeApiError(
	node: INode,
	{ message, description, details, failure }: Report,
	itemIndex?: number,
): NodeApiError {
	const httpCode = details.errcode === undefined ? undefined : String(details.errcode);
	return new NodeApiError(node, { ...details } as JsonObject, {
		message: plainText(message),
		description: plainText(description),
		...(httpCode && { httpCode }),
		...(failure && { failure }),
		...(itemIndex !== undefined && { itemIndex }),
	});
}
