import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { NODE } from '../support/harness';
import { mapperOf, savedMapper, sendMapped } from '../support/savedMapper';
import { useSendScene } from '../support/sendScene';

/** What loads a picture from a stranger's server where n8n's editor shows it as HTML. */
const IMAGE = '<img src="https://example.com/x.png">';

const scene = useSendScene();
let templateId: string;
beforeEach(async () => {
	templateId = await scene.allowedTemplate();
});

async function run(
	parameters: INodeParameters,
	item: IDataObject,
	onError: 'stopWorkflow' | 'continueRegularOutput',
) {
	return await scene.harness.run(
		{ ...scene.harness.sendParameters(templateId), ...parameters },
		[
			{ openId: scene.openId, ...item },
			{ openId: scene.openId, ...item },
		],
		{ onError },
	);
}

/** Places of an item, or of a saved workflow, whose text comes back in a message. */
const places: Array<[what: string, parameters: INodeParameters, item: IDataObject]> = [
	['the name of a value', { templateDataJson: '={{ $json.data }}' }, { data: { [IMAGE]: 'x' } }],
	[
		'a value',
		{ templateDataJson: '={{ $json.data }}' },
		{ data: { thing1: '咖啡', amount2: IMAGE } },
	],
	['an option', { options: { lang: '={{ $json.lang }}' } }, { lang: IMAGE }],
	['an OpenID', {}, { openId: IMAGE }],
];

describe.each(places)('%s with markup', (_what, parameters, item) => {
	test('is plain text in the error', async () => {
		const { error } = await run(parameters, item, 'stopWorkflow');
		const { message, description } = error as Error & { description: string };
		expect(`${message} ${description}`).not.toContain('<');
	});

	test('is plain text in hints, and what it was in the items', async () => {
		const result = await run(parameters, item, 'continueRegularOutput');
		const hints = result.hints(NODE).map(({ message }) => message);
		expect(hints.length).toBeGreaterThan(0);
		expect(hints.join()).not.toContain('<');
		expect(result.items(NODE)).toHaveLength(2);
	});
});

test('a label with markup is plain text in the hint about cut values', async () => {
	const saved = await savedMapper(scene.harness, templateId);
	const schema = (saved.schema as unknown as Array<{ id: string }>).map((field) => ({
		...field,
		displayName: `${IMAGE} - text`,
	}));
	const values = { thing1: '字'.repeat(30), amount2: '1元' };
	const templateData = mapperOf(schema as never, values, 'defineBelow');
	const options = { onInvalidValue: 'shorten' };
	const result = await scene.run(sendMapped(templateId, templateData, { options }), [{}]);
	expect(result.hints(NODE).map(({ message }) => message)).toEqual([
		`"${IMAGE.replace('<', '＜')}" was cut to WeChat's limit in item 0`,
	]);
});
