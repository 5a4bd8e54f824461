import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeParameters,
} from 'n8n-workflow';
import { WeChatMiniProgramApi } from '../../credentials/WeChatMiniProgramApi.credentials';
import { WeChatMiniProgram } from '../../nodes/WeChatMiniProgram/WeChatMiniProgram.node';
import { createEngine, packageOf } from '../../engine';
import type {
	CredentialReference,
	Engine,
	NodePackage,
	RunOptions,
	RunResult,
	WorkflowJson,
} from '../../engine';
import { startSimulator } from '../../simulator';
import type { Simulator, SimulatorOptions } from '../../simulator';
import { useStarted, useStartedByTest } from '../../simulator/test/useSimulator';
import type { Lifetime } from '../../simulator/test/useSimulator';
import { sweptEngine } from './secrets';

/** Name of the node under test in the workflows of {@link Harness.run}. */
export const NODE = 'WeChat Mini Program';

const PACKAGE = 'n8n-nodes-wechat-miniprogram';

/** Settings of the node beside its parameters. */
export type NodeSettings = Partial<
	Pick<INode, 'onError' | 'retryOnFail' | 'maxTries' | 'waitBetweenTries'>
>;

/** A resource locator set by id. */
export const byId = (value: string | number): INodeParameters => ({
	__rl: true,
	mode: 'id',
	value,
});

/** What a {@link Harness} starts with. */
export interface HarnessOptions extends SimulatorOptions {
	/** Fields of the credential that differ from the simulator's first account. */
	credential?: IDataObject;
	/** The package under test where it is not made of the sources. */
	nodePackage?: NodePackage;
}

/**
 * A harness that starts before the tests and stops after them; see {@link useStarted}.
 * lifetime: each test has its own, or all tests of the file or `describe` block share one.
 */
export const useHarness = (options: HarnessOptions = {}, lifetime: Lifetime = 'each'): Harness =>
	useStarted(async () => await Harness.start(options), lifetime);

/** A harness that each test starts itself, with options of its own; it stops after the test. */
export const useHarnessByTest = () =>
	useStartedByTest(async (options: HarnessOptions = {}) => await Harness.start(options));

/** n8n's engine and a local WeChat, with one credential that joins them. Secrets that come out fail the test. */
export class Harness {
	protected constructor(
		readonly simulator: Simulator,
		readonly engine: Engine,
		readonly credential: CredentialReference,
	) {}

	static async start(options: HarnessOptions = {}): Promise<Harness> {
		return new Harness(...(await Harness.parts(options)));
	}

	protected static async parts({
		credential: data = {},
		nodePackage,
		...options
	}: HarnessOptions): Promise<[Simulator, Engine, CredentialReference]> {
		const simulator = await startSimulator(options);
		const created = createEngine({
			packages: [nodePackage ?? packageOf(PACKAGE, [WeChatMiniProgram], [WeChatMiniProgramApi])],
			timezone: 'Asia/Shanghai',
		});
		const engine = sweptEngine(created, simulator, String(data.issuerSecret ?? ''));
		const { appId, appSecret } = simulator.account;
		const credential = engine.credentials.add({
			name: 'Account',
			type: 'weChatMiniProgramApi',
			data: { appId, appSecret, baseUrl: simulator.url, ...data },
		});
		return [simulator, engine, credential];
	}

	/** Changes fields of the credential, as when a user saves it in the editor. */
	changeCredential(data: ICredentialDataDecryptedObject): void {
		const { credentials } = this.engine;
		credentials.update(this.credential.id, {
			...credentials.read(this.credential.id).data,
			...data,
		});
	}

	/** The node under test as a workflow holds it. */
	node(parameters: INodeParameters, settings: NodeSettings = {}): INode {
		return {
			id: 'node',
			name: NODE,
			type: `${PACKAGE}.weChatMiniProgram`,
			typeVersion: 1,
			position: [200, 0],
			parameters,
			credentials: { weChatMiniProgramApi: this.credential },
			...settings,
		};
	}

	/** A workflow of a manual trigger and the node under test. */
	workflow(parameters: INodeParameters, settings: NodeSettings = {}): WorkflowJson {
		const start: INode = {
			id: 'start',
			name: 'Start',
			type: 'n8n-nodes-base.manualTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		};
		return {
			nodes: [start, this.node(parameters, settings)],
			connections: { Start: { main: [[{ node: NODE, type: 'main', index: 0 }]] } },
		};
	}

	/** Runs the node under test on the given items. */
	async run(
		parameters: INodeParameters,
		input: IDataObject[] = [{}],
		settings: NodeSettings = {},
		options: RunOptions = {},
	): Promise<RunResult> {
		return await this.engine.run(this.workflow(parameters, settings), { input, ...options });
	}

	/** Adds a Subscribe Message template (订单支付成功通知: thing1, amount2) and gives its id. */
	async addSubscribeTemplate(libraryTitle = 661, keywordIds = '1,2'): Promise<string> {
		return await this.addTemplate('subscribe', libraryTitle, keywordIds);
	}

	/** Adds a Template Message template (购买成功通知: keyword1 to keyword3) and gives its id. */
	async addTemplateMessageTemplate(libraryTitle = 'AT0002', keywordIds = '3,4,5'): Promise<string> {
		return await this.addTemplate('template', libraryTitle, keywordIds);
	}

	private async addTemplate(
		messageType: string,
		libraryTitle: string | number,
		keywordIds: string,
	): Promise<string> {
		const result = await this.run({
			resource: 'template',
			operation: 'add',
			messageType,
			libraryTitle: byId(libraryTitle),
			keywordIds,
		});
		if (result.error) throw result.error;
		const { priTmplId, template_id } = result.items(NODE)[0].json;
		return String(priTmplId ?? template_id);
	}

	/** Parameters of Message > Send for a template of {@link addSubscribeTemplate}; `openId` from the item. */
	sendParameters(templateId: string, options: INodeParameters = {}): INodeParameters {
		return {
			resource: 'message',
			operation: 'send',
			messageType: 'subscribe',
			openId: '={{ $json.openId }}',
			templateId: byId(templateId),
			dataMode: 'json',
			templateDataJson: '{ "thing1": "咖啡", "amount2": "18.00元" }',
			options,
		};
	}

	/** Ends the simulator. */
	async stop(): Promise<void> {
		await this.simulator.stop();
	}
}
