import type { PushSettings } from '../push/envelope';
import type { PushEvent } from '../push/message';
import type { ControlPart } from './control';

/** The message push. */
export const PUSHES: ControlPart = {
	views: {
		pushes: ({ pushes }) => pushes,
	},
	actions: {
		setPush: (simulator, input) => simulator.setPush(input as unknown as PushSettings),
		endPush: (simulator) => simulator.setPush(undefined),
		verifyPushUrl: async (simulator) => await simulator.verifyPushUrl(),
		push: (simulator, input) => simulator.push(input as unknown as PushEvent),
		pushesSettled: async (simulator) => await simulator.pushesSettled(),
	},
};
