import type { TokenIssue } from '../../../shared/account';
import type { WeChatRefusal } from '../../../wechat/errorCodes';

/** What became of a call that did not do what was asked. */
export type Outcome =
	/** WeChat answered with an errcode. */
	| { kind: 'refused'; refusal: WeChatRefusal }
	/** No access token could be had, so the call was not made. */
	| { kind: 'noToken'; issue: TokenIssue }
	/** The request certainly did not reach WeChat. */
	| { kind: 'unreachable'; reason: string; passing: boolean }
	/** WeChat may have acted on the request; no readable answer says so. */
	| { kind: 'unknown'; reason: string; passing: boolean }
	/** Not tried, because an earlier call showed that no further call can succeed now. */
	| { kind: 'stopped'; by: Outcome }
	/** Not tried, because the execution was cancelled or another item had failed. */
	| { kind: 'notTried' };

/** WeChat's code, where WeChat refused. */
export const errcodeOf = (outcome: Outcome): number | undefined =>
	outcome.kind === 'refused' ? outcome.refusal.errcode : undefined;

/** Whether the outcome is a refusal whose code `holds`. */
export const isRefusal = (outcome: Outcome, holds: (errcode: number) => boolean): boolean => {
	const errcode = errcodeOf(outcome);
	return errcode !== undefined && holds(errcode);
};

/** Carries an {@link Outcome} from the session to whoever words it for the user. */
export class CallFailure extends Error {
	name = 'CallFailure';

	constructor(
		readonly outcome: Outcome,
		/** Whether a second call could do something twice, so that an unknown outcome matters. */
		readonly repeatable: boolean,
	) {
		super(outcome.kind);
	}
}

/** Whether the operation may have taken effect although it failed. */
export const isUnknown = ({ outcome, repeatable }: CallFailure): boolean =>
	outcome.kind === 'unknown' && !repeatable;
