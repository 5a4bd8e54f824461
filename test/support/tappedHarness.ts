import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { RunResult } from '../../engine';
import { useStarted } from '../../simulator/test/useSimulator';
import type { Lifetime } from '../../simulator/test/useSimulator';
import { Harness, NODE } from './harness';
import type { HarnessOptions } from './harness';
import { passOn, Wire } from './wire';

/** A {@link Harness} whose calls of WeChat are written down as they arrive. */
export class TappedHarness extends Harness {
	private constructor(
		parts: Awaited<ReturnType<typeof Harness.parts>>,
		readonly wire: Wire,
	) {
		super(...parts);
	}

	/** Starts a harness with a tap between the node and the simulator. */
	static override async start(options: HarnessOptions = {}): Promise<TappedHarness> {
		const wire = await Wire.start(() => undefined);
		const parts = await Harness.parts({ ...options, credential: { baseUrl: wire.url } });
		const harness = new TappedHarness(parts, wire);
		wire.answer = passOn(harness.simulator.url);
		return harness;
	}

	/** Ends the tap, then the simulator. */
	override async stop(): Promise<void> {
		await this.wire.stop();
		await super.stop();
	}
}

/** As {@link useHarness}, with a tap. */
export const useTappedHarness = (
	options: HarnessOptions = {},
	lifetime: Lifetime = 'each',
): TappedHarness => useStarted(async () => await TappedHarness.start(options), lifetime);

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
