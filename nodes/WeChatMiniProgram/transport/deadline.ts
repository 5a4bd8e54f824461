/** Has the code by which Node names a call that took too long. */
class DeadlineExceeded extends Error {
	readonly code = 'ETIMEDOUT';
}

/**
 * Ends calls that take longer than a number of milliseconds, however slowly an answer drips in (n8n's own
 * `timeout` only counts silence). Calls that begin within the same second share one timer, so each has
 * up to a second more.
 */
export class Deadline {
	private second = 0;

	private expiry?: AbortSignal;

	/** @param milliseconds what a call may take, from 1 */
	constructor(readonly milliseconds: number) {}

	/** Runs `work`; rejects with the code ETIMEDOUT when it is not done in time. */
	async race<T>(work: () => Promise<T>): Promise<T> {
		const expiry = this.current();
		return await new Promise<T>((resolve, reject) => {
			const expire = () => reject(new DeadlineExceeded());
			expiry.addEventListener('abort', expire, { once: true });
			work()
				.then(resolve, reject)
				.finally(() => expiry.removeEventListener('abort', expire));
		});
	}

	private current(): AbortSignal {
		const second = Math.floor(Date.now() / 1000);
		if (!this.expiry || this.second !== second) {
			this.second = second;
			this.expiry = AbortSignal.timeout(this.milliseconds + 1000);
		}
		return this.expiry;
	}
}
