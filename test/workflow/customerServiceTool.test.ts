import type { IDataObject } from 'n8n-workflow';

import { WeChatMiniProgramApi } from '../../credentials/WeChatMiniProgramApi.credentials';
import type { WorkflowJson } from '../../engine';
import { createEngine, packageOf } from '../../engine';
import { WeChatMiniProgram } from '../../nodes/WeChatMiniProgram/WeChatMiniProgram.node';
import { agentPackage, toolOf } from '../support/agent';
import { answerParameters } from '../support/answers';
import { NODE, useHarness } from '../support/harness';

const PACKAGE = 'n8n-nodes-wechat-miniprogram';
const AGENT = '@n8n/n8n-nodes-langchain.agent';

const tool = toolOf(new WeChatMiniProgram());
const nodePackage = packageOf(PACKAGE, [WeChatMiniProgram], [WeChatMiniProgramApi]);
nodePackage.nodes[`${PACKAGE}.${tool.description.name}`] = tool;

const harness = useHarness();
let alice: string;

beforeEach(() => {
	alice = harness.simulator.user('alice');
	harness.simulator.chats.write(alice, 'Hi');
});

/** Has an agent answer alice by the node as its tool. */
async function answerByTool(runsToolItself: boolean, options: IDataObject): Promise<void> {
	const values = { answer: 'Hello' };
	const engine = createEngine({
		packages: [nodePackage, agentPackage({ values, runsToolItself })],
	});
	const { appId, appSecret } = harness.simulator.account;
	const data = { appId, appSecret, baseUrl: harness.simulator.url };
	const credential = engine.credentials.add({ name: 'A', type: 'weChatMiniProgramApi', data });
	const parameters = answerParameters({
		descriptionType: 'manual',
		toolDescription: 'Answers the customer',
		openId: alice,
		contentType: 'text',
		text: "={{ $fromAI('answer', 'What the customer reads', 'string') }}",
		options: options as never,
	});
	const node = {
		...harness.node(parameters),
		type: `${PACKAGE}.${tool.description.name}`,
		credentials: { weChatMiniProgramApi: credential },
	};
	const agent = { ...harness.node({}), id: 'agent', name: 'Agent', type: AGENT };
	const [start] = harness.workflow({}).nodes;
	const workflow: WorkflowJson = {
		nodes: [start, { ...agent, typeVersion: 3, credentials: {} }, node],
		connections: {
			[start.name]: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
			[NODE]: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
		},
	};
	const { error } = await engine.run(workflow);
	expect(error).toBeUndefined();
}

describe.each([
	['as agents do up to version 2.2', true],
	['as agents do from version 3', false],
])('the tool of an agent, run %s', (_name, runsToolItself) => {
	test.each<[IDataObject, boolean]>([
		[{}, true],
		[{ aiGenerated: true }, true],
		[{ aiGenerated: false }, false],
	])('with the options %j WeChat says that AI made it: %p', async (options, byAi) => {
		await answerByTool(runsToolItself, options);
		expect(harness.simulator.chats.lines(alice)).toMatchObject([
			{ from: 'user' },
			{ from: 'program', content: { type: 'text', text: 'Hello' }, byAi },
		]);
	});
});
