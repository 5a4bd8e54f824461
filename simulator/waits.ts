/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on Node, outside n8n */

/** Pauses that all end when the simulator stops. */
export class Waits {
	private readonly open = new Map<NodeJS.Timeout, () => void>();

	/** Waits this long, or until endAll. */
	async pause(milliseconds: number): Promise<void> {
		await new Promise<void>((resolve) => {
			const end = () => {
				this.open.delete(timer);
				resolve();
			};
			const timer = setTimeout(end, milliseconds);
			this.open.set(timer, end);
		});
	}

	/** Ends every pause now. */
	endAll(): void {
		for (const [timer, end] of this.open) {
			clearTimeout(timer);
			end();
		}
	}
}
