import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { byId } from '../support/harness';
import { jsonsOf, pairsOf, useTappedHarness } from '../support/tappedHarness';
import type { TappedHarness } from '../support/tappedHarness';
import { passOn } from '../support/wire';

/** An operation run on two items, and how many records each of them gives. */
interface Row {
	name: string;
	parameters: INodeParameters;
	items?: (harness: TappedHarness) => Promise<IDataObject[]>;
	records: [number, number];
}

const value = '={{ $json.value }}';

const subscribeTemplates = async (harness: TappedHarness): Promise<IDataObject[]> => [
	{ value: await harness.addSubscribeTemplate(661, '1,2') },
	{ value: await harness.addSubscribeTemplate(661, '1,2,3') },
];

const templates = async (harness: TappedHarness): Promise<IDataObject[]> => [
	{ value: await harness.addTemplateMessageTemplate('AT0002', '3,4') },
	{ value: await harness.addTemplateMessageTemplate('AT0002', '4,3') },
];

const values =
	(...list: unknown[]) =>
	async () =>
		await Promise.resolve(list.map((one) => ({ value: one }) as IDataObject));

const codes =
	(kind: 'logIn' | 'givePhoneNumber') =>
	async ({ simulator }: TappedHarness) =>
		await Promise.resolve(
			['anna', 'bert'].map((name) => ({ value: simulator[kind](simulator.user(name)) })),
		);

const rows: Row[] = [
	{ name: 'Category > Get Many', parameters: { resource: 'category' }, records: [4, 4] },
	...['subscribe', 'template'].flatMap((messageType): Row[] => {
		const add = messageType === 'subscribe' ? subscribeTemplates : templates;
		const titles = messageType === 'subscribe' ? [99, 661] : ['AT0002', 'AT0036'];
		return [
			{
				name: `Template Library > Get Many (${messageType})`,
				parameters: { resource: 'templateLibrary', operation: 'getAll', messageType, limit: value },
				items: values(1, 3),
				records: [1, 3],
			},
			{
				name: `Template Library > Get Keywords (${messageType})`,
				parameters: {
					resource: 'templateLibrary',
					operation: 'getKeywords',
					messageType,
					libraryTitle: byId(value),
				},
				items: values(...titles),
				records: messageType === 'subscribe' ? [1, 4] : [3, 5],
			},
			{
				name: `Template > Add (${messageType})`,
				parameters: {
					resource: 'template',
					operation: 'add',
					messageType,
					libraryTitle: byId(titles[1]),
					keywordIds: value,
				},
				items: messageType === 'subscribe' ? values('1,2', '2,3') : values('1,3', '3,1'),
				records: [1, 1],
			},
			{
				name: `Template > Get Many (${messageType})`,
				parameters: { resource: 'template', operation: 'getAll', messageType },
				items: add,
				records: [2, 2],
			},
			{
				name: `Template > Delete (${messageType})`,
				parameters: {
					resource: 'template',
					operation: 'delete',
					messageType,
					templateId: byId(value),
				},
				items: add,
				records: [1, 1],
			},
		];
	}),
	{
		name: 'User > Get by Login Code',
		parameters: { resource: 'user', operation: 'getByLoginCode', loginCode: value },
		items: codes('logIn'),
		records: [1, 1],
	},
	{
		name: 'User > Get Phone Number',
		parameters: { resource: 'user', operation: 'getPhoneNumber', phoneCode: value },
		items: codes('givePhoneNumber'),
		records: [1, 1],
	},
];

const harness = useTappedHarness({ retiredApi: 'working' });

test.each(rows)(
	'$name pairs its records with their items',
	async ({ parameters, items, records }) => {
		const input = (await items?.(harness)) ?? [{}, {}];
		const result = await harness.run(parameters, input);
		expect(jsonsOf(result)).toHaveLength(records[0] + records[1]);
		expect(pairsOf(result)).toEqual([
			...Array.from({ length: records[0] }, () => ({ item: 0 })),
			...Array.from({ length: records[1] }, () => ({ item: 1 })),
		]);
	},
);

test('a gateway with a path of its own gets every call below that path', async () => {
	const { credentials } = harness.engine;
	const { id } = harness.credential;
	const passing = passOn(harness.simulator.url);
	harness.wire.answer = ({ path, ...request }) => {
		if (!path.startsWith('/wechat/api/')) return { status: 404 };
		return passing({ ...request, path: path.slice('/wechat/api'.length) });
	};
	const baseUrl = `${harness.wire.url}/wechat/api/`;
	credentials.update(id, { ...credentials.read(id).data, baseUrl });

	expect(await harness.addTemplateMessageTemplate()).toMatch(/^[\w-]{43}$/);
	const code = harness.simulator.logIn(harness.simulator.user('anna'));
	const parameters = { resource: 'user', operation: 'getByLoginCode', loginCode: code };
	expect(jsonsOf(await harness.run(parameters))).toHaveLength(1);
});
