import type { Quirks, Quota, RetiredApi } from '../settings';
import { number, text } from './control';
import type { ControlPart, Input } from './control';

/** What WeChat's console decides for the account: lists of texts. */
const OF_THE_CONSOLE = ['pages', 'ipAllowList'] as const;

const isListOfTexts = (value: unknown): value is string[] =>
	Array.isArray(value) && value.every((one) => typeof one === 'string');

function listsIn(input: Input) {
	for (const [name, value] of Object.entries(input)) {
		if (!OF_THE_CONSOLE.some((known) => known === name)) {
			throw new Error(`No setting of the account is called "${name}"`);
		}
		if (!isListOfTexts(value)) throw new Error(`"${name}" must be a list of texts`);
	}
	return input as Partial<Record<(typeof OF_THE_CONSOLE)[number], string[]>>;
}

/** How WeChat answers, how fast, and what time it is. */
export const SETTINGS: ControlPart = {
	actions: {
		setAccount: ({ account }, input) => void Object.assign(account.settings, listsIn(input)),
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
