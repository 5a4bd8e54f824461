import type { IDataObject } from 'n8n-workflow';

import type { RunResult, WorkflowJson } from '../../engine';
import type { Fault } from '../../simulator';
import { createTables, exampleFor } from './examples';
import { Harness } from './harness';

const TABLE = 'Order outbox';
const SEND_PATH = '/cgi-bin/message/subscribe/send';
const MINUTE = 60_000;
/** More than anyone sends: a second message would arrive. */
const PLENTY = 100;

type FakeTimers = Extract<Parameters<typeof jest.useFakeTimers>[0], { now?: unknown }>;

/** Only the date stands still. */
const REAL_TIMERS: NonNullable<FakeTimers['doNotFake']> = [
	'hrtime',
	'nextTick',
	'performance',
	'queueMicrotask',
	'setImmediate',
	'clearImmediate',
	'setInterval',
	'clearInterval',
	'setTimeout',
	'clearTimeout',
];

/** A row of the outbox. */
export interface OutboxRow {
	orderNumber: string;
	state: string;
	msgid: string | null;
	reason: string | null;
}

/** The example `outbox` with its table, and one customer. Time passes only as it is told to. */
export class OutboxScene {
	/** Order numbers that the scheduled run has listed as in doubt, each time it did. */
	readonly listed: string[] = [];

	private constructor(
		readonly harness: Harness,
		private readonly workflow: WorkflowJson,
		readonly openId: string,
	) {}

	static async start(): Promise<OutboxScene> {
		const harness = await Harness.start();
		const templateId = await harness.addSubscribeTemplate();
		const openId = harness.simulator.user('ann');
		harness.simulator.subscribe(openId, templateId, PLENTY);
		const workflow = exampleFor('outbox', harness.credential, templateId);
		createTables(harness.engine, workflow);
		jest.useFakeTimers({ now: Date.now(), doNotFake: REAL_TIMERS });
		return new OutboxScene(harness, workflow, openId);
	}

	async stop(): Promise<void> {
		jest.useRealTimers();
		await this.harness.stop();
	}

	/** The shop calls. diesAfter: the node after which the worker dies; `Order Paid`: before anything is written. */
	async call(orderNumber: string, diesAfter?: string): Promise<RunResult> {
		const body = { orderNumber, openId: this.openId, product: '咖啡', amount: '18.00' };
		return await this.callWith(body, diesAfter);
	}

	/** The shop calls with a body of its own. */
	async callWith(body: IDataObject, diesAfter?: string): Promise<RunResult> {
		return await this.run('Order Paid', [{ body }], diesAfter);
	}

	/** So many minutes pass, then comes the scheduled run. */
	async recover(minutes: number, diesAfter?: string): Promise<RunResult> {
		jest.setSystemTime(Date.now() + minutes * MINUTE + 1);
		const result = await this.run('Every Minute', [{}], diesAfter);
		const doubts = result.items('In Doubt').map(({ json }) => String(json.orderNumber));
		this.listed.push(...doubts);
		return result;
	}

	/** The next send meets with a fault. */
	order(fault: Fault): void {
		this.harness.simulator.order({ ...fault, path: SEND_PATH });
	}

	get rows(): OutboxRow[] {
		return this.harness.engine.dataTables.rows(TABLE) as unknown as OutboxRow[];
	}

	/** The states of the rows, oldest row first. */
	get states(): string[] {
		return this.rows.map(({ state }) => state);
	}

	/** The msgids of the messages that landed for an order. */
	delivered(orderNumber: string): string[] {
		return this.harness.simulator.delivered
			.filter(({ page }) => page?.endsWith(`orderNumber=${orderNumber}`))
			.map(({ msgid }) => String(msgid));
	}

	private async run(
		startNode: string,
		input: IDataObject[],
		diesAfter?: string,
	): Promise<RunResult> {
		const connections = { ...this.workflow.connections };
		if (diesAfter !== undefined) connections[diesAfter] = {};
		return await this.harness.engine.run({ ...this.workflow, connections }, { startNode, input });
	}
}
