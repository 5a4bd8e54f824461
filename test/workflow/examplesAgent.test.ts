import type { IDataObject } from 'n8n-workflow';

import { WeChatMiniProgramApi } from '../../credentials/WeChatMiniProgramApi.credentials';
import { WeChatMiniProgram } from '../../nodes/WeChatMiniProgram/WeChatMiniProgram.node';
import type { RunResult } from '../../engine';
import { createEngine, packageOf } from '../../engine';
import { agentPackage, toolOf } from '../support/agent';
import { exampleFor } from '../support/examples';
import { useHarness } from '../support/harness';
import { sweptEngine } from '../support/secrets';

const PACKAGE = 'n8n-nodes-wechat-miniprogram';

/** n8n offers the tool beside the node, under its name with "Tool" at the end. */
const tool = toolOf(new WeChatMiniProgram());
const nodePackage = packageOf(PACKAGE, [WeChatMiniProgram], [WeChatMiniProgramApi]);
nodePackage.nodes[`${PACKAGE}.${tool.description.name}`] = tool;

const harness = useHarness();
let templateId: string;
let openId: string;

beforeEach(async () => {
	templateId = await harness.addSubscribeTemplate(1368, '1,20,5');
	openId = harness.simulator.user('ann');
});

/** Runs the example with a model that calls the tool with these values. */
async function chat(values: IDataObject, runsToolItself: boolean): Promise<RunResult> {
	const packages = [nodePackage, agentPackage({ values, runsToolItself })];
	const engine = sweptEngine(createEngine({ packages }), harness.simulator);
	const { appId, appSecret } = harness.simulator.account;
	const credential = engine.credentials.add({
		name: 'Account',
		type: 'weChatMiniProgramApi',
		data: { appId, appSecret, baseUrl: harness.simulator.url },
	});
	const workflow = exampleFor('agentNotifiesCustomer', credential, templateId);
	return await engine.run(workflow, {
		startNode: 'When Chat Message Received',
		input: [{ chatInput: 'Tell her that her order is on its way' }],
	});
}

const shipped = () => ({
	openId,
	orderNumber: '20240601001',
	carrier: '顺丰速运',
	trackingNumber: 'SF1234567890',
});

describe.each([
	['as agents do up to version 2.2', true],
	['as agents do from version 3', false],
])('agentNotifiesCustomer, its tool run %s', (_, runsToolItself) => {
	test('delivers what the model filled in, once', async () => {
		harness.simulator.subscribe(openId, templateId, 2);
		const { error, items } = await chat(shipped(), runsToolItself);
		expect(error).toBeUndefined();
		expect(harness.simulator.delivered).toMatchObject([
			{
				openId,
				title: '订单发货通知',
				fields: [
					{ label: '订单编号', value: '20240601001' },
					{ label: '快递公司', value: '顺丰速运' },
					{ label: '快递单号', value: 'SF1234567890' },
				],
			},
		]);
		const { msgid } = harness.simulator.delivered[0];
		expect(items('AI Agent')).toMatchObject([{ json: { output: [{ errcode: 0, msgid }] } }]);
	});

	test.each([
		[
			'refuses',
			() => shipped(),
			'The user has not subscribed, or the subscription is used up',
			'The user must allow this template in the Mini Program',
		],
		[
			'would refuse',
			() => ({ ...shipped(), carrier: 'a carrier with far too long a name' }),
			'The value of the field "快递公司" is too long',
			'WeChat takes text, at most 20 characters',
		],
	])('tells the model why WeChat %s, and the remedy', async (_why, values, what, remedy) => {
		const { error, items } = await chat(values(), runsToolItself);
		expect(error).toBeUndefined();
		expect(items('AI Agent')).toMatchObject([
			{ json: { output: [{ error: what, message: expect.stringContaining(remedy) }] } },
		]);
		expect(harness.simulator.delivered).toEqual([]);
	});
});
