import type { ControlPart } from './control';

/** What happened so far, and starting over. */
export const RECORDS: ControlPart = {
	views: {
		account: ({ url, account: { appId, appSecret, originalId } }) => ({
			url,
			appId,
			appSecret,
			originalId,
		}),
		deliveries: ({ delivered }) => delivered,
		attempts: ({ attempts }) => attempts,
		calls: ({ calls, maxConcurrent }) => ({ calls, maxConcurrent }),
	},
	actions: {
		reset: (simulator) => simulator.reset(),
	},
};
