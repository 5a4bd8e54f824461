const KEPT = 10_000;

/** A refused request as rid/get shows it. */
export interface KeptRequest {
	appId?: string;
	request: {
		invoke_time: number;
		cost_in_ms: number;
		request_url: string;
		request_body: string;
		response_body: string;
		client_ip: string;
	};
}

/** The latest refused requests by rid. */
export class Requests {
	private readonly byRid = new Map<string, KeptRequest>();

	/** Keeps one; the oldest goes where there are too many. */
	keep(rid: string, request: KeptRequest): void {
		this.byRid.set(rid, request);
		if (this.byRid.size > KEPT) this.byRid.delete(this.byRid.keys().next().value!);
	}

	/** The request of this rid. */
	get(rid: string): KeptRequest | undefined {
		return this.byRid.get(rid);
	}
}
