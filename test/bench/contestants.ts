import type { IDataObject, INode, INodeParameters } from 'n8n-workflow';
import { Pool } from 'undici';

import { createEngine, loadBuiltPackage, packageOf } from '../../engine';
import type { CredentialReference, Engine, RunResult } from '../../engine';
import { ROOT } from '../support/paths';
import { fateOf } from '../support/fates';
import type { Fate } from '../support/fates';
import { BareLoop } from './bareLoop';

/** Where messages are sent to. */
export const SEND_PATH = '/cgi-bin/message/subscribe/send';

const LIBRARY_PATH = '/cgi-bin/wxopen/template/library/list';

/** WeChat's library of Template Messages gives so many titles in one answer. */
const TITLES_PER_PAGE = 20;

/** Name of the node under test in its workflow. */
export const NODE = 'Contestant';

const VALUES = { thing1: '咖啡', amount2: '18.00元' };

/** The WeChat that all contestants call: its base URL, an account, and a token for those that ask for none. */
export interface Arena {
	url: string;
	appId: string;
	appSecret: string;
	token: string;
}

/** One message to each of some users, of one template. */
export interface Course {
	templateId: string;
	openIds: string[];
	/** Calls at a time. Message > Send takes its default where it is left out. */
	concurrency?: number;
	/** Seconds that one call of Message > Send may take. */
	timeout?: number;
}

/** How many calls at a time the others make where the course does not say; Message > Send's default. */
export const CONCURRENCY = 50;

/** The built package on n8n's engine, a bare loop on the same engine, and no n8n at all. */
export class Contestants {
	private readonly engine: Engine;

	private readonly credential: CredentialReference;

	constructor(private readonly arena: Arena) {
		this.engine = createEngine({
			packages: [loadBuiltPackage(ROOT), packageOf('bench', [BareLoop], [])],
			timezone: 'Asia/Shanghai',
		});
		const { appId, appSecret, url } = arena;
		this.credential = this.engine.credentials.add({
			name: 'Account',
			type: 'weChatMiniProgramApi',
			data: { appId, appSecret, baseUrl: url },
		});
	}

	/** Adds the Subscribe Message template of the sends (thing1, amount2). */
	async addTemplate(): Promise<string> {
		const result = await this.run(
			this.packageNode({
				resource: 'template',
				operation: 'add',
				messageType: 'subscribe',
				libraryTitle: { __rl: true, mode: 'id', value: 661 },
				keywordIds: '1,2',
			}),
		);
		return String(result.items(NODE)[0].json.priTmplId);
	}

	/** Message > Send, its values from the item by expressions. */
	async send(course: Course): Promise<RunResult> {
		return await this.run(this.sender(course), itemsOf(course));
	}

	/** The same with Continue On Fail; what became of each message, in the order of the openids. */
	async sendAnyway(course: Course): Promise<Fate[]> {
		const sender = { ...this.sender(course), onError: 'continueRegularOutput' as const };
		const result = await this.run(sender, itemsOf(course));
		return result.items(NODE).map(({ json }) => fateOf(json));
	}

	private sender({ templateId, concurrency, timeout }: Course): Partial<INode> {
		return this.packageNode({
			resource: 'message',
			operation: 'send',
			messageType: 'subscribe',
			openId: '={{ $json.openId }}',
			templateId: { __rl: true, mode: 'id', value: templateId },
			dataMode: 'json',
			templateDataJson: '={{ $json.data }}',
			options: {
				...(concurrency !== undefined && { concurrency }),
				...(timeout !== undefined && { timeout }),
			},
		});
	}

	/** The same calls in a bare loop. */
	async bareSend({ templateId, openIds, concurrency = CONCURRENCY }: Course): Promise<RunResult> {
		return await this.bare(SEND_PATH, concurrency, bodiesOf(templateId, openIds));
	}

	/** The same calls in a bare loop that reads its two values of each item as the node does. */
	async readingSend({
		templateId,
		openIds,
		concurrency = CONCURRENCY,
	}: Course): Promise<RunResult> {
		const reads = { templateId, touser: '={{ $json.touser }}', data: '={{ $json.data }}' };
		return await this.bare(SEND_PATH, concurrency, bodiesOf(templateId, openIds), reads);
	}

	/** The same calls by an undici pool that keeps its connections: the physical limit. */
	async pooledSend(course: Course): Promise<void> {
		const { templateId, openIds, concurrency = CONCURRENCY } = course;
		const pool = new Pool(this.arena.url, { connections: concurrency });
		const path = `${SEND_PATH}?access_token=${this.arena.token}`;
		const headers = { 'content-type': 'application/json' };
		const bodies = bodiesOf(templateId, openIds).values();
		const runner = async () => {
			for (const message of bodies) {
				const sent = { path, method: 'POST' as const, headers, body: JSON.stringify(message) };
				const { body } = await pool.request(sent);
				accepted((await body.json()) as IDataObject);
			}
		};
		await Promise.all(Array.from({ length: concurrency }, runner));
		await pool.close();
	}

	/** Template Library > Get Many with Return All. */
	async library(): Promise<RunResult> {
		const parameters = {
			resource: 'templateLibrary',
			operation: 'getAll',
			messageType: 'template',
			returnAll: true,
		};
		return await this.run(this.packageNode(parameters));
	}

	/** As many titles in a bare loop, one page after the other. */
	async bareLibrary(titles: number): Promise<RunResult> {
		const pages = Array.from({ length: Math.ceil(titles / TITLES_PER_PAGE) }, (_, page) => ({
			offset: page * TITLES_PER_PAGE,
			count: TITLES_PER_PAGE,
		}));
		return await this.bare(LIBRARY_PATH, 1, pages);
	}

	private packageNode(parameters: INodeParameters): Partial<INode> {
		return {
			type: 'n8n-nodes-wechat-miniprogram.weChatMiniProgram',
			parameters,
			credentials: { weChatMiniProgramApi: this.credential },
		};
	}

	private async bare(
		path: string,
		concurrency: number,
		bodies: IDataObject[],
		reads: INodeParameters = {},
	): Promise<RunResult> {
		const { url, token } = this.arena;
		const parameters = { url: url + path, token, concurrency, ...reads };
		const result = await this.run({ type: 'bench.bareLoop', parameters }, bodies);
		for (const { json } of result.items(NODE)) accepted(json);
		return result;
	}

	private async run(node: Partial<INode>, input: IDataObject[] = [{}]): Promise<RunResult> {
		const base = { typeVersion: 1, position: [0, 0] as [number, number], parameters: {} };
		const start = { ...base, id: '1', name: 'Start', type: 'n8n-nodes-base.manualTrigger' };
		const nodes = [start, { ...base, id: '2', name: NODE, ...node } as INode];
		const connections = { Start: { main: [[{ node: NODE, type: 'main' as const, index: 0 }]] } };
		const result = await this.engine.run({ nodes, connections }, { input });
		if (result.error) throw result.error;
		return result;
	}
}

const itemsOf = ({ openIds }: Course): IDataObject[] =>
	openIds.map((openId) => ({ openId, data: VALUES }));

/** A loop that WeChat refuses would be fast. Throws where the answer is a refusal. */
function accepted(answer: IDataObject): void {
	if (answer.errcode !== 0) throw new Error(`WeChat answered ${JSON.stringify(answer)}`);
}

const bodiesOf = (templateId: string, openIds: string[]): IDataObject[] => {
	const data = Object.fromEntries(Object.entries(VALUES).map(([key, value]) => [key, { value }]));
	return openIds.map((touser) => ({ touser, template_id: templateId, data }));
};
