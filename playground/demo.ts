/* eslint-disable no-console, @n8n/community-nodes/no-restricted-globals -- a command line program */
import type { IDataObject } from 'n8n-workflow';
import { scenes, sendWorkflow, setUpWorkflow, tidyUpWorkflow } from './demo/scenes';
import type { Scene } from './demo/scenes';
import { createEngine, loadBuiltPackage } from '../engine';
import type { CredentialReference, Engine, RunResult, WorkflowJson } from '../engine';
import { startSimulator } from '../simulator';
import type { Simulator } from '../simulator';

/** Who gets a message; the last one never allows it. */
const USERS = ['Anna', 'Bert', 'Cleo'];

const TOKEN_PATHS = ['/cgi-bin/stable_token', '/cgi-bin/token'];

/** The main job on n8n's engine against the local WeChat. Every step checks what it shows. */
class Demo {
	private readonly mismatches: string[] = [];

	constructor(
		private readonly simulator: Simulator,
		private readonly engine: Engine,
		private readonly credential: CredentialReference,
	) {}

	/** Returns what is not as it should be. */
	async run(): Promise<string[]> {
		for (const scene of scenes) await this.play(scene);
		const tokenCalls = TOKEN_PATHS.reduce((sum, path) => sum + this.simulator.calledTimes(path), 0);
		this.check(tokenCalls === 1, `one token call for everything, not ${tokenCalls}`);
		console.log(
			`\n${this.simulator.calls.length} calls to WeChat, ${tokenCalls} of them for a token.`,
		);
		return this.mismatches;
	}

	private async play(scene: Scene): Promise<void> {
		console.log(`\n=== ${scene.title} ===`);
		const templateId = await this.setUp(scene);
		await this.send(scene, templateId);
		this.showPhones(templateId);
		const { items } = await this.execute(tidyUpWorkflow(this.credential, scene, templateId));
		this.show('Delete the template', items('Delete'), (record) => record);
		this.check(items('Delete')[0]?.json.deleted === true, 'the template is deleted');
	}

	private async setUp(scene: Scene): Promise<string> {
		const { items } = await this.execute(setUpWorkflow(this.credential, scene));
		this.show('List the library (first 5 titles)', items('Library'), (record) => record);
		this.show(
			`Get the keywords of title ${scene.libraryTitle}`,
			items('Keywords'),
			(record) => record,
		);
		this.show(
			`Add a template with the keywords ${scene.keywordIds}`,
			items('Add'),
			(record) => record,
		);
		this.show('List the templates of the account', items('Templates'), (record) => ({
			title: record.title,
			content: String(record.content).trim().split('\n').join(' | '),
		}));
		const [added] = items('Add');
		const templateId = String(added?.json.priTmplId ?? added?.json.template_id);
		const listed = items('Templates').map(({ json }) => json.priTmplId ?? json.template_id);
		this.check(items('Library').length === 5, 'five titles of the library are listed');
		this.check(items('Keywords').length > 1, 'the title has keywords');
		this.check(listed.includes(templateId), 'the added template is listed');
		return templateId;
	}

	private async send(scene: Scene, templateId: string): Promise<void> {
		const input = USERS.map((name, index): IDataObject => {
			const openId = this.simulator.user(name);
			const isAllowed = index < USERS.length - 1;
			return {
				name,
				openId,
				...(isAllowed
					? scene.allow(this.simulator, openId, templateId, index)
					: scene.withoutPermission.item),
			};
		});
		const { items } = await this.execute(sendWorkflow(this.credential, scene, templateId), input);
		this.show('Send: success output', items('Send'), ({ touser, errmsg, msgid }) => ({
			touser,
			errmsg,
			...(msgid !== undefined && { msgid }),
		}));
		this.show('Send: error output', items('Send', 1), ({ name, error }) => ({ name, error }));
		const refused = items('Send', 1).map(({ json }) => (json.details as IDataObject).errcode);
		this.check(items('Send').length === USERS.length - 1, 'all but one message are sent');
		this.check(
			refused.length === 1 && refused[0] === scene.withoutPermission.errcode,
			`the message to ${USERS[USERS.length - 1]} is refused with ${scene.withoutPermission.errcode}`,
		);
	}

	private showPhones(templateId: string): void {
		const landed = this.simulator.delivered.filter(
			(delivery) => delivery.templateId === templateId,
		);
		console.log("\nOn the users' phones");
		console.table(
			landed.map(({ openId, title, fields }) => ({
				phone: USERS.find((name) => this.simulator.user(name) === openId),
				title,
				...Object.fromEntries(fields.map(({ label, value }) => [label, value])),
			})),
		);
		this.check(landed.length === USERS.length - 1, 'one message is on each phone that allowed it');
		this.check(
			landed.every(({ fields }) => fields.every(({ value }) => value !== '')),
			'every field is filled',
		);
	}

	private async execute(workflow: WorkflowJson, input?: IDataObject[]): Promise<RunResult> {
		const result = await this.engine.run(workflow, { input });
		if (result.error) throw result.error;
		return result;
	}

	private show(
		step: string,
		items: Array<{ json: IDataObject }>,
		columns: (record: IDataObject) => IDataObject,
	): void {
		console.log(`\n${step}`);
		console.table(items.map(({ json }) => columns(json)));
	}

	private check(isTrue: boolean, expectation: string): void {
		if (!isTrue) this.mismatches.push(expectation);
	}
}

async function main(): Promise<void> {
	const simulator = await startSimulator({ retiredApi: 'working' });
	const engine = createEngine({
		packages: [loadBuiltPackage(process.cwd())],
		timezone: 'Asia/Shanghai',
	});
	const { appId, appSecret } = simulator.account;
	const credential = engine.credentials.add({
		name: 'Local WeChat',
		type: 'weChatMiniProgramApi',
		data: { appId, appSecret, baseUrl: simulator.url },
	});
	try {
		const mismatches = await new Demo(simulator, engine, credential).run();
		if (mismatches.length === 0) {
			console.log('Everything is as it should be.');
			return;
		}
		console.error(`Not as it should be:\n- ${mismatches.join('\n- ')}`);
		process.exitCode = 1;
	} finally {
		await simulator.stop();
	}
}

main().catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
