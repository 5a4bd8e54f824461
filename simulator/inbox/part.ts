import type { SimulatorState, StateEvents } from '../state/simulatorState';

/** What a capability shows on the inbox page. */
export interface InboxPart {
	/** Its fields of the first event, which says how things stand. */
	overview(state: SimulatorState): object;
	/** What it passes on of what happens; null: as it was told, otherwise what is passed in its place. */
	events: {
		[Name in keyof StateEvents]?: ((state: SimulatorState, told: unknown) => unknown) | null;
	};
}

/** How many of each kind the page shows when it opens. */
export const SHOWN = 200;
