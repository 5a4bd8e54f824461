/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ICredentialDataDecryptedObject, INode, IWorkflowBase } from 'n8n-workflow';

import type { Simulator } from '../simulator';
import { PROJECT } from './commands';
import type { N8nRest, RestCredential, RestWorkflow } from './rest';

const ACCOUNT = 'weChatMiniProgramApi';
const PUSH = 'weChatMiniProgramPushApi';
const TRIGGER = /\.weChatMiniProgramTrigger$/;

/** What simulator and n8n agree on for pushes; as little a secret as everything of the simulator. */
const PUSH_SETTINGS = { token: 'playground', encodingAesKey: 'playground'.repeat(5).slice(0, 43) };

/**
 * Puts the simulator's credentials, the example workflows and their data tables into an n8n, keeping what is there. The first
 * example with a trigger is activated and receives the simulator's pushes. Returns the workflows' names.
 */
export async function furnish(rest: N8nRest, simulator: Simulator): Promise<string[]> {
	await rest.signIn();
	const { appId, appSecret } = simulator.account;
	const credentials = {
		[ACCOUNT]: await storeCredential(rest, 'WeChat simulator', ACCOUNT, {
			appId,
			appSecret,
			baseUrl: simulator.url,
		}),
		[PUSH]: await storeCredential(rest, 'WeChat simulator pushes', PUSH, {
			appId,
			...PUSH_SETTINGS,
		}),
	};
	const workflows = await storeExamples(rest, credentials);
	await storeTables(rest, workflows);
	await receivePushes(rest, simulator, workflows);
	return workflows.map(({ name }) => name);
}

async function storeCredential(
	rest: N8nRest,
	name: string,
	type: string,
	data: ICredentialDataDecryptedObject,
): Promise<RestCredential> {
	const known = (await rest.credentials()).find((one) => one.name === name && one.type === type);
	if (known === undefined) return await rest.createCredential({ name, type, data });
	await rest.updateCredential(known, data);
	return known;
}

async function storeExamples(
	rest: N8nRest,
	credentials: Record<string, RestCredential>,
): Promise<RestWorkflow[]> {
	const folder = join(PROJECT, 'examples');
	const known = await rest.workflows();
	const workflows: RestWorkflow[] = [];
	for (const file of readdirSync(folder).filter((name) => name.endsWith('.workflow.json'))) {
		const example = JSON.parse(readFileSync(join(folder, file), 'utf8')) as IWorkflowBase;
		const nodes = example.nodes.map((node) => withCredential(node, credentials));
		const same = known.find(({ name }) => name === example.name);
		workflows.push(
			same
				? await rest.call<RestWorkflow>('GET', `/workflows/${same.id}`)
				: await rest.createWorkflow({ ...example, nodes }),
		);
	}
	return workflows;
}

/** Examples name no credential of anyone's: fills in ours, as a user does after importing one. */
function withCredential(node: INode, credentials: Record<string, RestCredential>): INode {
	const ours = Object.keys(node.credentials ?? {}).filter((type) => type in credentials);
	if (ours.length === 0) return node;
	const chosen = ours.map((type) => [
		type,
		{ id: credentials[type].id, name: credentials[type].name },
	]);
	return { ...node, credentials: { ...node.credentials, ...Object.fromEntries(chosen) } };
}

/** The data tables that workflows name, with the columns they write. */
async function storeTables(rest: N8nRest, workflows: RestWorkflow[]): Promise<void> {
	const tables = new Map<string, string[]>();
	for (const { type, parameters } of workflows.flatMap(({ nodes }) => nodes)) {
		if (type !== 'n8n-nodes-base.dataTable') continue;
		const { value: name } = parameters.dataTableId as { value: string };
		const { value: cells } = parameters.columns as { value: object };
		tables.set(name, [...(tables.get(name) ?? []), ...Object.keys(cells)]);
	}
	for (const [name, columns] of tables) await rest.ensureDataTable(name, [...new Set(columns)]);
}

/** WeChat has one push URL per Mini Program, so one workflow at a time can listen. */
async function receivePushes(
	rest: N8nRest,
	simulator: Simulator,
	workflows: RestWorkflow[],
): Promise<void> {
	const isTrigger = ({ type, disabled }: INode) => TRIGGER.test(type) && disabled !== true;
	const listening = workflows.find(({ nodes }) => nodes.some(isTrigger));
	const webhookId = listening?.nodes.find(isTrigger)?.webhookId;
	if (listening === undefined || webhookId === undefined) return;
	if (!listening.active) await rest.activate(listening);
	simulator.setPush({
		...PUSH_SETTINGS,
		url: `${rest.url}/webhook/${webhookId}/webhook`,
		mode: 'secure',
		format: 'json',
	});
	const { verified } = await simulator.verifyPushUrl();
	if (!verified) throw new Error(`"${listening.name}" did not answer the push URL's verification`);
}
