import { randomBytes } from 'node:crypto';
import type { ICredentialDataDecryptedObject, INode } from 'n8n-workflow';

import type { PushSettings, Simulator } from '../../simulator';
import type { N8nRest, RestCredential, RestWorkflow } from './rest';
import { fillExamples } from './samples';
import type { PlaygroundExample } from './samples';

const ACCOUNT = 'weChatMiniProgramApi';
const PUSH = 'weChatMiniProgramPushApi';
/** n8n's credential for webhooks that ask for a header. */
const HEADER = 'httpHeaderAuth';
const HEADER_NAME = 'X-Playground-Key';
const KEY_BYTES = 16;
const TRIGGER = /\.weChatMiniProgramTrigger$/;

/** What simulator and n8n agree on for pushes; as little a secret as everything of the simulator. */
const PUSH_SETTINGS = { token: 'playground', encodingAesKey: 'playground'.repeat(5).slice(0, 43) };

/** An example in n8n. */
export interface FurnishedExample {
	name: string;
	/** A call of its production URL that runs it; only where it is active and has a webhook. */
	call?: { url: string; headers: Record<string, string>; body: object };
	/** Where it has the trigger: what sends the simulator's pushes to it, once it is published. */
	push?: PushSettings;
	/** Whether the pushes go to it now. */
	isPushedTo?: boolean;
}

/**
 * Puts what the examples need into the simulator, and into an n8n the simulator's credentials, the examples ready
 * to run, and their data tables. rest: signed in. Examples that are there already stay as they are. New ones with a webhook or the
 * trigger are activated, except those that need a language model; the first active trigger receives the simulator's pushes.
 */
export async function furnish(rest: N8nRest, simulator: Simulator): Promise<FurnishedExample[]> {
	const { appId, appSecret } = simulator.account;
	const credentials: Record<string, RestCredential> = {
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
	const key = randomBytes(KEY_BYTES).toString('hex');
	const header = { name: HEADER_NAME, value: key };
	credentials[HEADER] = await storeCredential(rest, 'Webhook callers', HEADER, header);
	const examples = fillExamples(simulator);
	await storeTables(rest, examples);
	const workflows = await storeExamples(rest, examples, credentials);
	const pushes = workflows.map((workflow) => pushesTo(rest, workflow));
	const listening = workflows.findIndex(({ active }, index) => active && pushes[index]);
	const push = pushes[listening];
	if (push) await receivePushes(simulator, workflows[listening].name, push);
	return examples.map(({ name, webhook }, index) => ({
		name,
		...(webhook && workflows[index].active
			? {
					call: {
						url: `${rest.url}/webhook/${webhook.path}`,
						headers: { [HEADER_NAME]: key },
						body: webhook.body,
					},
				}
			: {}),
		push: pushes[index],
		isPushedTo: index === listening,
	}));
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

/** The stored workflow of each example, in the same order. */
async function storeExamples(
	rest: N8nRest,
	examples: PlaygroundExample[],
	credentials: Record<string, RestCredential>,
): Promise<RestWorkflow[]> {
	const known = await rest.workflows();
	const workflows: RestWorkflow[] = [];
	for (const example of examples) {
		const same = known.find(({ name }) => name === example.name);
		workflows.push(
			same
				? await rest.call<RestWorkflow>('GET', `/workflows/${same.id}`)
				: await createExample(rest, example, credentials),
		);
	}
	return workflows;
}

async function createExample(
	rest: N8nRest,
	example: PlaygroundExample,
	credentials: Record<string, RestCredential>,
): Promise<RestWorkflow> {
	const nodes = example.nodes.map((node) => withCredential(node, credentials));
	const created = await rest.createWorkflow({ ...example, nodes });
	const starts = example.webhook !== undefined || nodes.some(isTrigger);
	const listens = starts && !nodes.some(isModel);
	if (listens) await rest.activate(created);
	return { ...created, active: listens };
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

/** Makes the data tables that workflows name, with the columns that they write. */
export async function storeTables(
	rest: N8nRest,
	examples: Array<Pick<PlaygroundExample, 'nodes'>>,
): Promise<void> {
	const tables = new Map<string, string[]>();
	for (const { type, parameters } of examples.flatMap(({ nodes }) => nodes)) {
		if (type !== 'n8n-nodes-base.dataTable') continue;
		const { value: name } = parameters.dataTableId as { value: string };
		const { value: cells } = (parameters.columns ?? { value: {} }) as { value: object };
		tables.set(name, [...(tables.get(name) ?? []), ...Object.keys(cells)]);
	}
	for (const [name, columns] of tables) await rest.ensureDataTable(name, [...new Set(columns)]);
}

/** A language model, whose account only the user has: n8n publishes no workflow that lacks one. */
const isModel = ({ type }: INode): boolean => type.startsWith('@n8n/n8n-nodes-langchain.lm');

function isTrigger({ type, disabled }: INode): boolean {
	return TRIGGER.test(type) && disabled !== true;
}

/** What sends the simulator's pushes to a workflow; undefined where it has no trigger. */
function pushesTo({ url }: N8nRest, { nodes }: RestWorkflow): PushSettings | undefined {
	const webhookId = nodes.find(isTrigger)?.webhookId;
	if (webhookId === undefined) return undefined;
	return {
		url: `${url}/webhook/${webhookId}/webhook`,
		...PUSH_SETTINGS,
		mode: 'secure',
		format: 'json',
	};
}

/** WeChat has one push URL per Mini Program, so one workflow at a time can listen. */
async function receivePushes(
	simulator: Simulator,
	name: string,
	push: PushSettings,
): Promise<void> {
	simulator.setPush(push);
	const { verified } = await simulator.verifyPushUrl();
	if (!verified) throw new Error(`"${name}" did not answer the push URL's verification`);
}
