/* eslint-disable @n8n/community-nodes/no-restricted-globals -- runs on Node, outside n8n */
import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters } from 'n8n-workflow';

import { N8nRest } from '../../../playground/n8n/rest';
import type { RestCredential, RestExecution, RestWorkflow } from '../../../playground/n8n/rest';
import { startSimulator } from '../../../simulator';
import type { Simulator, SimulatorOptions } from '../../../simulator';
import { Editor } from './editor';
import { STAGE } from './stage';
import { chain, start, wechat, WECHAT } from './workflows';
import type { Chain } from './workflows';

/** The output items of a node in an execution. Throws where it has none. */
export function itemsOf(execution: RestExecution, nodeName: string): IDataObject[] {
	const { runData, error } = execution.data.resultData;
	const items = runData[nodeName]?.[0].data?.main[0];
	if (!items) throw new Error(`${nodeName} put out nothing: ${error?.message}`);
	return items.map(({ json }) => json);
}

/** What a test file has: a WeChat of its own, and the n8n that all files share. */
export class Scene {
	private editor?: Editor;

	private constructor(
		readonly simulator: Simulator,
		readonly n8n: N8nRest,
	) {}

	static async open(options: SimulatorOptions = {}): Promise<Scene> {
		const n8n = new N8nRest(process.env[STAGE.n8n] ?? '', process.env[STAGE.session]);
		return new Scene(await startSimulator(options), n8n);
	}

	/** Opens n8n's editor, for the time of the scene. */
	async openEditor(): Promise<Editor> {
		this.editor = await Editor.open();
		return this.editor;
	}

	/** What a credential for the simulator's account holds. */
	get account(): ICredentialDataDecryptedObject {
		const { appId, appSecret } = this.simulator.account;
		return { appId, appSecret, issuer: 'stable', baseUrl: this.simulator.url };
	}

	/** Stores a credential for the simulator's account. */
	async createCredential(): Promise<RestCredential> {
		return await this.n8n.createCredential({
			name: 'WeChat Mini Program account',
			type: 'weChatMiniProgramApi',
			data: this.account,
		});
	}

	/** Stores a workflow under the name of the running test. */
	async createWorkflow(workflow: Chain): Promise<RestWorkflow> {
		const name = (expect.getState().currentTestName ?? 'Preparation').slice(0, 120);
		return await this.n8n.createWorkflow({ name, ...workflow });
	}

	/** Runs one operation of the node under test and gives its output items. Throws where it failed. */
	async call(credential: RestCredential, parameters: INodeParameters): Promise<IDataObject[]> {
		const workflow = await this.createWorkflow(chain(start(), wechat(credential, parameters)));
		return itemsOf(await this.n8n.run(workflow, 'Start'), WECHAT);
	}

	/** Adds a template to the account and gives its id. */
	async addTemplate(
		credential: RestCredential,
		libraryTitle: string,
		keywordIds: string,
		messageType = 'subscribe',
	): Promise<string> {
		const [{ priTmplId, template_id }] = await this.call(credential, {
			resource: 'template',
			operation: 'add',
			messageType,
			libraryTitle: { __rl: true, mode: 'id', value: libraryTitle },
			keywordIds,
		});
		return String(priTmplId ?? template_id);
	}

	/** Ends editor and simulator, and takes away the credentials, which n8n would offer to the next file. */
	async close(): Promise<void> {
		await this.editor?.close();
		await this.simulator.stop();
		for (const { id } of await this.n8n.credentials()) {
			await this.n8n.call('DELETE', `/credentials/${id}`);
		}
	}
}
