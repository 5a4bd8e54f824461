import type { Started } from '../support/program';
import { ContestantProcess } from './contestantProcess';
import type { Input, Work } from './contestantProcess';
import type { Arena } from './contestants';
import type { Timing } from './measure';
import { alternate } from './rounds';
import type { Rounds, Series } from './rounds';

/** What a contestant does in each round. */
export type Entry = [work: Work, input?: Input];

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

	/** Lets contestants, each in a new process, do their work in turn. */
	async race<Name extends string>(
		entries: Record<Name, { arena: Arena; entry: Entry; env?: Record<string, string> }>,
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
