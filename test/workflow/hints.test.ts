import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { NODE } from '../support/harness';
import { useSendScene } from '../support/sendScene';

const scene = useSendScene();
let templateId: string;
beforeEach(async () => {
	templateId = await scene.allowedTemplate();
});

/** The hints of a run that goes on after failing items. */
async function hintsOf(items: IDataObject[], parameters: INodeParameters = {}): Promise<string[]> {
	const result = await scene.harness.run(
		{ ...scene.harness.sendParameters(templateId), ...parameters },
		items.map((item) => ({ openId: scene.openId, ...item })),
		{ onError: 'continueRegularOutput' },
	);
	expect(result.error).toBeUndefined();
	const hints = result.hints(NODE);
	expect(hints.every(({ type, location }) => type === 'warning' && location === 'outputPane')).toBe(
		true,
	);
	return hints.map(({ message }) => message);
}

const strangers = (count: number) =>
	Array.from({ length: count }, (_, index) => ({
		openId: scene.harness.simulator.user(`stranger ${index}`),
	}));

const NOT_SUBSCRIBED = 'The user has not subscribed, or the subscription is used up (43101)';

test('there are none where all went well', async () => {
	expect(await hintsOf([{}, {}])).toEqual([]);
});

test('many items are summed up', async () => {
	const items = [...strangers(3), ...Array.from({ length: 197 }, () => ({}))];
	expect(await hintsOf(items)).toEqual([`3 of 200 items: ${NOT_SUBSCRIBED}`]);
});

test('for a single item the reason is enough', async () => {
	expect(await hintsOf(strangers(1))).toEqual([NOT_SUBSCRIBED]);
});

test('one of two items is counted', async () => {
	expect(await hintsOf([...strangers(1), {}])).toEqual([`1 of 2 items: ${NOT_SUBSCRIBED}`]);
});

test('each kind of failure has its hint, the most frequent first', async () => {
	const unknownUser = { openId: 'unknown' };
	expect(await hintsOf([unknownUser, { openId: ' ' }, ...strangers(2), {}])).toEqual([
		`2 of 5 items: ${NOT_SUBSCRIBED}`,
		'1 of 5 items: The parameter "OpenID" is empty',
		'1 of 5 items: WeChat does not know this OpenID in this Mini Program (40003)',
	]);
});

test('rare kinds of failure share a hint', async () => {
	const templateDataJson = '={{ { thing1: "咖啡", amount2: "1元", [$json.key]: $json.value } }}';
	const items = 'abcdefg'
		.split('')
		.map((letter) => ({ key: `thing${letter.charCodeAt(0)}`, value: 'x\ny' }));
	const hints = await hintsOf([...items, ...strangers(2).map((item) => ({ ...item, key: 'k' }))], {
		templateDataJson,
	});
	expect(hints).toHaveLength(6);
	expect(hints[5]).toMatch(/^\d of 9 items: Other reasons, which the items tell$/);
});

describe('values that were cut', () => {
	const long = '字'.repeat(21);
	const parameters: INodeParameters = {
		templateDataJson: '={{ { thing1: $json.what ?? "咖啡", amount2: "1元" } }}',
		options: { onInvalidValue: 'shorten' },
	};

	test('one is named by its item', async () => {
		expect(await hintsOf([{}, { what: long }], parameters)).toEqual([
			`"thing1" was cut to WeChat's limit in item 1`,
		]);
		expect(scene.harness.simulator.delivered.map(({ fields }) => fields[0].value)).toContain(
			`${'字'.repeat(19)}…`,
		);
	});

	test('several are counted and named', async () => {
		const items = [{ what: long }, { what: long }, {}, { what: long }];
		expect(await hintsOf(items, parameters)).toEqual([
			`"thing1" was cut to WeChat's limit in 3 items: 0-1, 3`,
		]);
	});

	test('very many are counted and some are named', async () => {
		const items = Array.from({ length: 60 }, (_, index) => (index % 2 ? {} : { what: long }));
		expect(await hintsOf(items, parameters)).toEqual([
			`"thing1" was cut to WeChat's limit in 30 items: 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, …`,
		]);
	});
});
