import type { WeChatRefusal } from '../../../wechat/errorCodes';
import type { TokenRefusal } from '../../../wechat/accessTokens';

/** What became of a call that did not do what was asked. */
export type Outcome =
	/** WeChat answered with an errcode. */
	| { kind: 'refused'; refusal: WeChatRefusal }
	/** No access token could be had, so the call was not made. */
	| { kind: 'noToken'; cause: TokenRefusal }
	/** The request certainly did not reach WeChat. */
	| { kind: 'notSent'; reason: string; passing: boolean }
	/** WeChat may have acted on the request; no readable answer says so. */
	| { kind: 'unknown'; reason: string; passing: boolean }
	/** Not tried, because an earlier call showed that no further call can succeed now. */
	| { kind: 'stopped'; by: Outcome }
	/** Not tried, because the execution was cancelled or another item had failed. */
	| { kind: 'notTried' };

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
