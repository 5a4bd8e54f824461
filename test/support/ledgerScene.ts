import type { IDataObject } from 'n8n-workflow';

import { WeChatMiniProgramApi } from '../../credentials/WeChatMiniProgramApi.credentials';
import type { Engine, RunResult, WorkflowJson } from '../../engine';
import { createEngine, packageOf } from '../../engine';
import { WeChatMiniProgram } from '../../nodes/WeChatMiniProgram/WeChatMiniProgram.node';
import type { Simulator, SimulatorOptions } from '../../simulator';
import { startSimulator } from '../../simulator';
import { readEvents, readPush } from '../../wechat/push/events';
import { exampleFor } from './examples';
import { mailPackage } from './mail';
import { triggerPackage } from './triggerNode';

const TABLE = 'WeChat consent';
const COLUMNS = ['entry', 'openId', 'templateId', 'kind', 'at', 'msgid'];
/** Nobody listens there: what WeChat pushes is taken from its records instead. */
const NOWHERE = { url: 'http://127.0.0.1:1/', mode: 'plaintext', format: 'json' } as const;

/** What the ledger says of a user and the example's template. */
export interface Allowance {
	left: number;
	mayMessage: boolean;
}

/** The example consentLedger with a local WeChat, whose pushes wait until {@link LedgerScene.record}. */
export class LedgerScene {
	/** The mails that were sent. */
	readonly mails: IDataObject[] = [];
	private recorded = 0;

	private constructor(
		readonly simulator: Simulator,
		readonly engine: Engine,
		private readonly workflow: WorkflowJson,
		readonly templateId: string,
		mails: IDataObject[],
	) {
		this.mails = mails;
	}

	static async start(options: SimulatorOptions = {}): Promise<LedgerScene> {
		const simulator = await startSimulator(options);
		simulator.setPush({ ...NOWHERE, token: 'AAAAA', delay: 0, retryAfter: [] });
		const mails: IDataObject[] = [];
		const name = 'n8n-nodes-wechat-miniprogram';
		const own = packageOf(name, [WeChatMiniProgram], [WeChatMiniProgramApi]);
		const engine = createEngine({ packages: [own, triggerPackage, mailPackage(mails)] });
		const texts = COLUMNS.map((column) => [column, 'string'] as const);
		engine.dataTables.create(TABLE, Object.fromEntries(texts));
		const { appId, appSecret } = simulator.account;
		const credential = engine.credentials.add({
			name: 'Account',
			type: 'weChatMiniProgramApi',
			data: { appId, appSecret, baseUrl: simulator.url },
		});
		const { id } = simulator.account.addTemplate(1368, [1, 20, 5]);
		const workflow = exampleFor('consentLedger', credential, id);
		return new LedgerScene(simulator, engine, workflow, id, mails);
	}

	/** The rows of the ledger, oldest first. */
	get rows(): IDataObject[] {
		return this.engine.dataTables.rows(TABLE);
	}

	/** What WeChat has pushed since the last call and nobody has recorded, each as the trigger's items. */
	takePushes(): IDataObject[][] {
		const { pushes } = this.simulator;
		const pending = pushes.slice(this.recorded);
		this.recorded = pushes.length;
		return pending.map(({ message }) => readEvents(readPush(message)) as IDataObject[]);
	}

	/** Runs the part that keeps what was pushed, once with all these items. */
	async record(items: IDataObject[] = this.takePushes().flat()): Promise<void> {
		if (items.length > 0) await this.run('User Decided', items);
	}

	/** An order of each user is shipped. */
	async ship(...openIds: string[]): Promise<RunResult> {
		const orders = openIds.map((openId) => ({
			body: {
				openId,
				email: `${openId}@example.com`,
				orderNumber: '20240601001',
				carrier: '顺丰速运',
				trackingNumber: 'SF1',
			},
		}));
		return await this.run('Order Shipped', orders);
	}

	/** Asks as another workflow does. */
	async ask(openId: string): Promise<Allowance> {
		const { templateId } = this;
		const { items } = await this.run('May I Message This User?', [{ openId, templateId }]);
		return items('Allowance')[0].json as unknown as Allowance;
	}

	async stop(): Promise<void> {
		await this.simulator.stop();
	}

	private async run(startNode: string, input: IDataObject[]): Promise<RunResult> {
		const result = await this.engine.run(this.workflow, { startNode, input });
		if (result.error) throw result.error;
		return result;
	}
}
