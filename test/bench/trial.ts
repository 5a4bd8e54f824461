/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- runs on Node, outside n8n */
import { parseArgs } from 'node:util';

import { inRepository } from '../support/paths';
import { writeSection } from './n8n/section';
import type { Rounds } from './rounds';

/**
 * A benchmark's number of rounds and where its results go. `-- --rounds 1` on the command line makes it a
 * trial: so many rounds, none unmeasured, of fewer items where there are many, and the results are printed only.
 */
export class Trial {
	private readonly rounds?: number;

	constructor() {
		const { values } = parseArgs({ options: { rounds: { type: 'string' } } });
		if (values.rounds === undefined) return;
		if (!/^[1-9]\d?$/.test(values.rounds)) throw new Error('--rounds takes a whole number from 1');
		this.rounds = Number(values.rounds);
	}

	/** The rounds of a trial, or these. */
	of(usual: Rounds): Rounds {
		return this.rounds === undefined ? usual : { unmeasured: 0, measured: this.rounds };
	}

	/** As many items, or in a trial a tenth of them. */
	count(usual: number): number {
		return this.rounds === undefined ? usual : usual / 10;
	}

	/** Prints a section of RESULTS.md; writes it unless this is a trial. */
	publish(section: string, lines: string[]): void {
		process.stdout.write(`${lines.join('\n')}\n`);
		if (this.rounds === undefined)
			writeSection(inRepository('test/bench/RESULTS.md'), section, lines);
	}
}
