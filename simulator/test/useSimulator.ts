import { startSimulator } from '../index';
import type { Simulator, SimulatorOptions } from '../index';

/** What a test starts and must end. */
export interface Startable {
	stop(): Promise<void> | void;
}

/** Who gets a new one: each test, or all tests of the file or `describe` block together. */
export type Lifetime = 'each' | 'all';

/**
 * A simulator that starts before the tests and stops after them. The value stands for the simulator of the test
 * that is running: read it in tests and hooks, not while the file is loaded.
 */
export const useSimulator = (
	options: SimulatorOptions = {},
	lifetime: Lifetime = 'each',
): Simulator => useStarted(async () => await startSimulator(options), lifetime);

/** As {@link useSimulator}, for anything that is started and stopped. `start` runs as a hook, in the order of the calls. */
export function useStarted<Target extends Startable>(
	start: () => Promise<Target>,
	lifetime: Lifetime = 'each',
): Target {
	const slot = new Slot<Target>();
	const [before, after] = lifetime === 'each' ? [beforeEach, afterEach] : [beforeAll, afterAll];
	before(async () => void (await slot.fill(start())));
	after(async () => await slot.empty());
	return slot.standIn;
}

/** As {@link useStarted}, where each test starts its own with options of its own, once. */
export function useStartedByTest<Target extends Startable, Options extends unknown[]>(
	start: (...options: Options) => Promise<Target>,
): [target: Target, start: (...options: Options) => Promise<Target>] {
	const slot = new Slot<Target>();
	afterEach(async () => await slot.empty());
	return [slot.standIn, async (...options) => await slot.fill(start(...options))];
}

/** Holds what the running test has started, and an object that stands for it. */
class Slot<Target extends Startable> {
	private current?: Target;

	/** Reads, writes and calls go to what is started now. Throws where nothing is. */
	readonly standIn = new Proxy({} as Target, {
		get: (_, name) => {
			const target = this.started();
			const value = Reflect.get(target, name) as unknown;
			return typeof value === 'function' ? (value.bind(target) as unknown) : value;
		},
		set: (_, name, value) => Reflect.set(this.started(), name, value),
		has: (_, name) => Reflect.has(this.started(), name),
	});

	async fill(starting: Promise<Target>): Promise<Target> {
		const target = await starting;
		if (this.current) {
			await target.stop();
			throw new Error('One is started already: it must stop first');
		}
		this.current = target;
		return target;
	}

	async empty(): Promise<void> {
		const target = this.current;
		this.current = undefined;
		await target?.stop();
	}

	private started(): Target {
		if (!this.current) throw new Error('Nothing is started yet: read this in a test or a hook');
		return this.current;
	}
}
