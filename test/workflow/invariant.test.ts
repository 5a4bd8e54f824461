/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on Node, outside n8n */
import fc from 'fast-check';

import type { RunResult } from '../../engine';
import { useStarted } from '../../simulator/test/useSimulator';
import { schedules } from '../support/faultSchedules';
import type { Schedule } from '../support/faultSchedules';
import { Gate } from '../support/gate';
import { Harness } from '../support/harness';
import { settledItems } from '../support/settled';

jest.mock('n8n-workflow', () =>
	jest
		.requireActual<typeof import('../support/shortWaits')>('../support/shortWaits')
		.withShortWaits(),
);

/** Runs in all; `jest.soak.config.js` asks for more. */
const CASES = Number(process.env.INVARIANT_CASES ?? 300);

/** Run side by side, because some runs wait a second for an answer that never comes. */
const STREAMS = 12;

/** One WeChat behind a port that can be closed, and one run after another on it. */
class Stream {
	private cases = 0;

	private constructor(
		private readonly harness: Harness,
		private readonly gate: Gate,
		private readonly templateId: string,
	) {}

	static async start(): Promise<Stream> {
		const harness = await Harness.start();
		const gate = await Gate.before(harness.simulator.url);
		const { appId, appSecret } = harness.simulator.account;
		harness.engine.credentials.update(harness.credential.id, {
			appId,
			appSecret,
			baseUrl: gate.url,
		});
		return new Stream(harness, gate, await harness.addSubscribeTemplate());
	}

	async stop(): Promise<void> {
		this.gate.stop();
		await this.harness.stop();
	}

	/** Runs a schedule and holds what the run says against what landed on the phones. */
	async check(schedule: Schedule): Promise<void> {
		const { simulator } = this.harness;
		const openIds = this.recipients(schedule);
		const before = simulator.delivered.length;
		const result = await this.run(schedule, openIds);
		const delivered = simulator.delivered.slice(before);
		const { fates, msgids } = settledItems(result, openIds.length);

		const deliveredIds = delivered.map(({ msgid }) => msgid);
		expect(deliveredIds).toEqual(expect.arrayContaining(msgids));
		expect(new Set(msgids).size).toBe(msgids.length);
		for (const openId of new Set(openIds)) {
			const told = (wanted: string) =>
				fates.filter((fate, index) => fate === wanted && openIds[index] === openId).length;
			const landed = delivered.filter((delivery) => delivery.openId === openId).length;
			expect(landed).toBeGreaterThanOrEqual(told('done'));
			expect(landed).toBeLessThanOrEqual(told('done') + told('unknown'));
		}
	}

	/** Users of this run only, each of whom has allowed some messages. */
	private recipients({ recipients, allowed }: Schedule): string[] {
		const { simulator } = this.harness;
		this.cases += 1;
		const openIds = recipients.map((number) => simulator.user(`case ${this.cases} ${number}`));
		for (const openId of new Set(openIds)) {
			simulator.subscribe(openId, this.templateId, allowed);
		}
		return openIds;
	}

	private async run(schedule: Schedule, openIds: string[]): Promise<RunResult> {
		const { simulator } = this.harness;
		const { concurrency, continueOnFail, retryOnFail, faults, closing } = schedule;
		// Tokens that the run before left dead would end this one at its first item.
		simulator.revokeTokens();
		faults.forEach((fault) => simulator.order(fault));
		if (closing) this.gate.closeAfter(closing.after, closing.milliseconds);
		const result = await this.harness.run(
			this.harness.sendParameters(this.templateId, { concurrency, timeout: 1 }),
			openIds.map((openId) => ({ openId })),
			{
				onError: continueOnFail ? 'continueRegularOutput' : 'stopWorkflow',
				retryOnFail,
				maxTries: 2,
				waitBetweenTries: 1,
			},
		);
		simulator.state.faults.clear();
		await this.gate.open();
		return result;
	}
}

describe('after any mixture of faults', () => {
	const streams = Array.from({ length: STREAMS }, () => useStarted(Stream.start, 'all'));

	test(
		'each item is one message and done, none and failed, or of unknown outcome',
		async () => {
			const check = async (stream: Stream) =>
				await fc.assert(
					fc.asyncProperty(schedules, async (schedule) => await stream.check(schedule)),
					{ numRuns: Math.ceil(CASES / STREAMS) },
				);
			await Promise.all(streams.map(check));
		},
		CASES * 1000,
	);
});
