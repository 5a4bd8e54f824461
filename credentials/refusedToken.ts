import { ExecutionBaseError } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';
import { TokenRefusal } from '../wechat/accessTokens';

/**
 * A {@link TokenRefusal} on its way through n8n. n8n 1.x drops the cause of an error that it wraps;
 * both lines keep the `context` of one of n8n's own (NodeError), so the refusal stands there.
 */
class RefusedToken extends ExecutionBaseError {
	constructor(refusal: TokenRefusal) {
		super(refusal.message, { cause: refusal });
		this.context.refusal = refusal as unknown as IDataObject;
	}
}

/** What a credential has to throw for `error`; only a {@link TokenRefusal} is changed. */
export const asCredentialError = (error: Error): Error =>
	error instanceof TokenRefusal ? new RefusedToken(error) : error;
