import type { Simulator } from '../simulator';

/** The JSON object that an action was called with. */
export type Input = Record<string, unknown>;

/** What a capability offers to other processes. A name is that of the method it calls. */
export interface ControlPart {
	/** What can be read: GET /_control/<name>. */
	views?: Record<string, (simulator: Simulator) => unknown>;
	/** What can be done: POST /_control/<name> with a JSON object. What it throws answers 400. */
	actions?: Record<string, (simulator: Simulator, input: Input) => unknown>;
}

/** A number of the input. Throws where there is none. */
export function number(input: Input, name: string): number {
	const value = input[name];
	if (typeof value !== 'number') throw new Error(`"${name}" must be a number`);
	return value;
}

/** A text of the input. Throws where there is none, or an empty one. */
export function text(input: Input, name: string): string {
	const value = input[name];
	if (typeof value !== 'string' || value === '') throw new Error(`"${name}" must be a text`);
	return value;
}
