import type { Started } from '../support/program';
import { ContestantProcess } from './contestantProcess';
import type { Input, Work } from './contestantProcess';
import type { Arena } from './contestants';
import type { Timing } from './measure';
import { alternate } from './rounds';
import type { Rounds, Series } from './rounds';

/** What a contestant does in each round. */
export type Entry = [work: Work, input?: Input];

/** The contestants of a race by name. */
type Entries<Name extends string> = Record<
	Name,
	{ arena: Arena; entry: Entry; env?: Record<string, string> }
>;

/** Starts processes for contestants that are ended with the program. */
export class Field {
	constructor(
		private readonly started: Started,
		/** Path of the Node binary. */
		private readonly node: string,
	) {}

	/** Starts a process for one contestant. */
	async contestant(arena: Arena, env: Record<string, string> = {}): Promise<ContestantProcess> {
		return await this.started.start(async () => new ContestantProcess(arena, this.node, env));
	}

	/** Lets contestants, each in a new process, do their work in turn, and again in further ones. */
	async race<Name extends string>(
		entries: Entries<Name>,
		{ starts = 1, ...rounds }: Rounds,
	): Promise<Series<Name, Timing>> {
		const all = {} as Series<Name, Timing>;
		for (let start = 0; start < starts; start++) {
			const series = await this.raceOnce(entries, rounds);
			for (const name of Object.keys(series) as Name[]) (all[name] ??= []).push(...series[name]);
		}
		return all;
	}

	private async raceOnce<Name extends string>(
		entries: Entries<Name>,
		rounds: Rounds,
	): Promise<Series<Name, Timing>> {
		const works = {} as Record<Name, () => Promise<Timing>>;
		const processes: ContestantProcess[] = [];
		for (const name of Object.keys(entries) as Name[]) {
			const { arena, entry, env } = entries[name];
			const contestant = await this.contestant(arena, env);
			processes.push(contestant);
			works[name] = async () => await contestant.time(...entry);
		}
		const series = await alternate(works, rounds);
		for (const contestant of processes) await contestant.stop();
		return series;
	}
}
