import type { Fault } from '../faults';
import type { ControlPart } from './control';

/** What goes wrong. */
export const FAULTS: ControlPart = {
	actions: {
		order: (simulator, input) => simulator.order(input as Fault),
		clearFaults: (simulator) => simulator.state.faults.clear(),
		revokeTokens: (simulator, input) =>
			simulator.revokeTokens({ keepHandingOut: input.keepHandingOut === true }),
	},
};
