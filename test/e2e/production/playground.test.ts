import { furnish } from '../../../playground/n8n/furnish';
import { fillExamples } from '../../../playground/n8n/samples';
import { Scene } from '../support/scene';

const MODEL = '@n8n/n8n-nodes-langchain.lm';
const TRIGGER = 'n8n-nodes-wechat-miniprogram.weChatMiniProgramTrigger';

let scene: Scene;

beforeAll(async () => {
	scene = await Scene.open({ retiredApi: 'working' });
});

afterAll(async () => {
	const examples = fillExamples(scene.simulator).map(({ name }) => name);
	for (const workflow of await scene.n8n.workflows()) {
		if (examples.includes(workflow.name)) await scene.n8n.deactivate(workflow);
	}
	await scene.close();
});

test('the playground publishes what n8n lets it publish, and stores the examples that need a language model', async () => {
	const examples = fillExamples(scene.simulator);
	const starting = examples.filter(
		({ nodes, webhook }) =>
			webhook !== undefined || nodes.some(({ type, disabled }) => type === TRIGGER && !disabled),
	);
	const withModel = starting.filter(({ nodes }) =>
		nodes.some(({ type }) => type.startsWith(MODEL)),
	);
	expect(withModel.map(({ name }) => name)).toEqual(['WeChat: an AI agent that answers customers']);

	// Examples that another test has stored stay as they are.
	const known = (await scene.n8n.workflows()).map(({ name }) => name);
	const added = starting.filter(({ name }) => !known.includes(name));
	await furnish(scene.n8n, scene.simulator);

	const stored = await scene.n8n.workflows();
	const states = added.map(({ name }) => [name, stored.find((one) => one.name === name)?.active]);
	expect(states).toEqual(added.map((one) => [one.name, !withModel.includes(one)]));
});
