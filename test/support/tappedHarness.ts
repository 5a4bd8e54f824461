import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { RunResult } from '../../engine';
import type { SimulatorOptions } from '../../simulator';
import { Harness, NODE } from './harness';
import { passOn, Wire } from './wire';

/** A {@link Harness} whose calls of WeChat are written down as they arrive. */
export interface TappedHarness extends Harness {
	wire: Wire;
}

/** Starts a harness with a tap between the node and the simulator. */
export async function startTapped(options: SimulatorOptions = {}): Promise<TappedHarness> {
	const wire = await Wire.start(() => undefined);
	const harness = await Harness.start(options, { baseUrl: wire.url });
	wire.answer = passOn(harness.simulator.url);
	return Object.assign(harness, { wire });
}

/** Ends the tap, then the simulator. */
export async function stopTapped(harness: TappedHarness): Promise<void> {
	await harness.wire.stop();
	await harness.stop();
}

/** Runs the node under test and gives the records it put out. Throws what stopped the run. */
export async function recordsOf(
	harness: Harness,
	parameters: INodeParameters,
	input?: IDataObject[],
): Promise<IDataObject[]> {
	return jsonsOf(await harness.run(parameters, input));
}

/** The records of a successful run. Throws what stopped it. */
export function jsonsOf(result: RunResult): IDataObject[] {
	if (result.error) throw result.error;
	return result.items(NODE).map(({ json }) => json);
}

/** The input item of each output item. */
export const pairsOf = (result: RunResult): unknown[] =>
	result.items(NODE).map(({ pairedItem }) => pairedItem);
