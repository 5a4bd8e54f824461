import type { Quirks, Quota, RetiredApi } from '../settings';
import { text } from './control';
import type { ControlPart } from './control';

/** How WeChat answers, how fast, and what time it is. */
export const SETTINGS: ControlPart = {
	actions: {
		setQuota: (simulator, input) => simulator.setQuota(text(input, 'path'), input.quota as Quota),
		setQuirks: (simulator, input) => {
			Object.assign(simulator.quirks, input as Partial<Quirks>);
		},
		setRetiredApi: (simulator, input) => {
			simulator.state.retiredApi = text(input, 'retiredApi') as RetiredApi;
		},
		setLatency: (simulator, input) => simulator.setLatency(Number(input.milliseconds)),
		moveClock: (simulator, input) => simulator.moveClock(Number(input.seconds)),
	},
};
