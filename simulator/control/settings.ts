import type { Quirks, Quota, RetiredApi } from '../settings';
import { number, text } from './control';
import type { ControlPart } from './control';

/** How WeChat answers, how fast, and what time it is. */
export const SETTINGS: ControlPart = {
	actions: {
		setQuota: (simulator, input) => simulator.setQuota(text(input, 'path'), input.quota as Quota),
		setQuirks: (simulator, input) => {
			const unknown = Object.keys(input).find((name) => !Object.hasOwn(simulator.quirks, name));
			if (unknown !== undefined) throw new Error(`No quirk is called "${unknown}"`);
			Object.assign(simulator.quirks, input as Partial<Quirks>);
		},
		setRetiredApi: (simulator, input) => {
			const retiredApi = text(input, 'retiredApi');
			if (!['working', 'retired'].includes(retiredApi)) {
				throw new Error('"retiredApi" must be "working" or "retired"');
			}
			simulator.state.retiredApi = retiredApi as RetiredApi;
		},
		setLatency: (simulator, input) => simulator.setLatency(number(input, 'milliseconds')),
		moveClock: (simulator, input) => simulator.moveClock(number(input, 'seconds')),
	},
};
