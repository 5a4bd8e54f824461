import { WeChatMiniProgramApi } from '../../credentials/WeChatMiniProgramApi.credentials';
import { WeChatMiniProgram } from '../../nodes/WeChatMiniProgram/WeChatMiniProgram.node';
import { createEngine, packageOf } from '../../engine';
import { fillExamples, PEOPLE } from '../../playground/n8n/samples';
import type { PlaygroundExample } from '../../playground/n8n/samples';
import { useSimulator } from '../../simulator/test/useSimulator';
import { mailPackage } from '../support/mail';
import { createTables, exampleNames } from '../support/examples';
import { triggerPackage } from '../support/triggerNode';

const simulator = useSimulator({ retiredApi: 'working' });
let examples: PlaygroundExample[];

beforeEach(async () => {
	examples = fillExamples(simulator);
});

/** Runs an example as "Execute workflow" does, with the simulator's credential, and gives what it did. */
async function execute(name: string) {
	const engine = createEngine({
		packages: [
			packageOf('n8n-nodes-wechat-miniprogram', [WeChatMiniProgram], [WeChatMiniProgramApi]),
			triggerPackage,
			mailPackage([]),
		],
		timezone: 'Asia/Shanghai',
	});
	const { appId, appSecret } = simulator.account;
	const weChatMiniProgramApi = engine.credentials.add({
		name: 'Account',
		type: 'weChatMiniProgramApi',
		data: { appId, appSecret, baseUrl: simulator.url },
	});
	const example = examples.find((one) => one.name === name)!;
	createTables(engine, example);
	const nodes = example.nodes.map((node) => ({
		...node,
		credentials: node.credentials?.weChatMiniProgramApi && { weChatMiniProgramApi },
	}));
	const before = simulator.delivered.length;
	const startNode = nodes.find(({ type }) => type === 'n8n-nodes-base.webhook')?.name;
	const { status } = await engine.run({ ...example, nodes }, { startNode });
	const people = simulator.delivered.slice(before).map(({ openId }) => {
		return PEOPLE.find((person) => simulator.user(person) === openId);
	});
	return { status, people: people.sort() };
}

test.each([
	['WeChat: tell the customer that the order is paid', ['Anna']],
	['WeChat: tell many users on a schedule', ['Anna', 'Bert']],
	['WeChat: set up a template, from the library to its id', []],
	['WeChat: join receipts to sends', ['Anna']],
	// The ledger knows of no allowance yet, so a link goes out instead.
	['WeChat: who may be messaged', []],
	['WeChat: an outbox that loses no order', ['Anna']],
	['WeChat: Template Message through a gateway', ['Anna']],
	['WeChat: a card that follows the order', []],
])('%s runs as it is, again and again, and reaches %j', async (name, people) => {
	for (let run = 0; run < 3; run += 1) {
		expect(await execute(name)).toEqual({ status: 'success', people });
	}
});

test('who has not allowed a template gets the message after allowing it', async () => {
	const [, schedule] = examples;
	const send = schedule.nodes.find(({ name }) => name === 'Send Message');
	const { value } = send?.parameters.templateId as { value: string };
	simulator.subscribe(simulator.user('Cleo'), value);
	expect((await execute(schedule.name)).people).toEqual(['Anna', 'Bert', 'Cleo']);
});

test("the card of Anna's order appears, and follows what the sample data say", async () => {
	const [{ name, pinData }] = examples.filter((one) => one.name.includes('a card that follows'));
	const [{ json }] = pinData['Order Changed'];
	expect((await execute(name)).status).toBe('success');
	json.body = { ...(json.body as object), event: 'shipped' };
	expect((await execute(name)).status).toBe('success');
	expect(simulator.cards).toMatchObject([
		{ openId: simulator.user('Anna'), history: [{ status: 1 }, { status: 4 }] },
	]);
});

test('every example is there, with the title of its template and nothing made up left', () => {
	expect(examples).toHaveLength(exampleNames.length);
	const text = JSON.stringify(examples);
	expect(text).not.toMatch(/oEXAMPLE|VRR0UEO9VJOLs0MHlU0OilqX6MVFDwH3_3gz3Oc0NIc/);
	const titles = examples.flatMap(({ nodes }) =>
		nodes.flatMap(({ parameters: { templateId } }) => (templateId ? [templateId] : [])),
	);
	expect(titles).toMatchObject(
		[
			'订单支付成功通知',
			'预约商品到货通知',
			'订单发货通知',
			'订单发货通知',
			'订单发货通知',
			'订单支付成功通知',
			'购买成功通知',
		].map((cachedResultName) => ({ mode: 'list', cachedResultName })),
	);
});

test('a restart changes nothing, so that what n8n has stored still fits', () => {
	simulator.reset();
	expect(fillExamples(simulator)).toEqual(examples);
});
