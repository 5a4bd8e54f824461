/** A request that is not to be believed or not to be understood. The message holds none of its contents. */
export class PushRefused extends Error {
	constructor(
		/** The HTTP status to answer with. */
		readonly status: 400 | 403 | 413,
		reason: string,
	) {
		super(reason);
		this.name = 'PushRefused';
	}
}
