import fc from 'fast-check';
import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

import { itemReader } from '../../nodes/WeChatMiniProgram/actions/fieldPaths';
import { Parameters } from '../../nodes/WeChatMiniProgram/actions/parameters';
import { createEngine, packageOf } from '../../engine';

/** Puts out what the package reads and what n8n reads, for each item. */
class TwoReaders implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Two Readers',
		name: 'twoReaders',
		group: ['transform'],
		version: 1,
		description: 'Reads a parameter in two ways',
		defaults: { name: 'Two Readers' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties: [{ displayName: 'Value', name: 'value', type: 'json', default: '' }],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const raw = this.getNodeParameter('value', 0, '', { rawExpressions: true });
		const direct = itemReader(this, raw);
		const parameters = new Parameters(this);
		const records = this.getInputData().map((_item, index) => ({
			own: attempt(() => parameters.read('value', index)),
			n8n: attempt(() => this.getNodeParameter('value', index)),
			isDirect: direct?.(index) !== undefined,
		}));
		return [this.helpers.returnJsonArray(records as IDataObject[])];
	}
}

const attempt = (read: () => unknown): unknown => {
	try {
		return { value: read() };
	} catch (error) {
		return { error: (error as Error).message };
	}
};

const engine = createEngine({ packages: [packageOf('test', [TwoReaders], [])] });

async function readings(value: unknown, items: IDataObject[]): Promise<IDataObject[]> {
	const base = { typeVersion: 1, position: [0, 0] as [number, number] };
	const start = {
		...base,
		id: 'a',
		name: 'Start',
		type: 'n8n-nodes-base.manualTrigger',
		parameters: {},
	};
	const parameters = { value: value as IDataObject };
	const node = { ...base, id: 'b', name: 'Read', type: 'test.twoReaders', parameters };
	const result = await engine.run(
		{
			nodes: [start, node as typeof start],
			connections: { Start: { main: [[{ node: 'Read', type: 'main', index: 0 }]] } },
		},
		{ input: items },
	);
	if (result.error) throw result.error;
	return result.items('Read').map(({ json }) => json);
}

const item = {
	name: 'Anna',
	order: { id: 7, 'paid at': '2024', none: null, lines: [{ sku: 'a' }] },
};

test.each<[unknown, unknown]>([
	['={{ $json.name }}', 'Anna'],
	['={{$json.order.id}}', 7],
	['={{ $json["order"]["paid at"] }}', '2024'],
	["={{ $json['order'].lines }}", [{ sku: 'a' }]],
	['={{ $json.order }}', item.order],
	[
		{ thing1: '={{ $json.name }}', amount2: 'fixed', number3: 5 },
		{ thing1: 'Anna', amount2: 'fixed', number3: 5 },
	],
])('%j is read from the item', async (value, expected) => {
	const [{ own, n8n, isDirect }] = await readings(value, [item]);
	expect({ own, isDirect }).toEqual({ own: { value: expected }, isDirect: true });
	expect(n8n).toEqual(own);
});

test.each([
	'= {{ $json.name }}',
	'={{ $json.name }} ',
	'=Dear {{ $json.name }}',
	'={{ $json.name.length }}',
	'={{ $json.name.toUpperCase() }}',
	'={{ $json.order.lines[0].sku }}',
	'={{ $json }}',
	'={{ $json.missing }}',
	'={{ $json.missing.too }}',
	'={{ $json.constructor }}',
	'={{ $json.__proto__ }}',
	'={{ $json["order" }}',
	'={{ $json.name + $json.order.id }}',
	'={{ $itemIndex }}',
	'={{ $now.year }}',
])('%s is left to n8n', async (value) => {
	const [{ own, n8n, isDirect }] = await readings(value, [item]);
	expect(isDirect).toBe(false);
	expect(own).toEqual(n8n);
});

test('both read the same of any item', async () => {
	const name = fc.constantFrom('a', 'b', 'c d', 'constructor', '__proto__', 'length', '0');
	const step = name.map((key) => (/^[a-z]\w*$/.test(key) ? `.${key}` : `["${key}"]`));
	const path = fc.array(step, { minLength: 1, maxLength: 3 });
	const expression = path.map((steps) => `={{ $json${steps.join('')} }}`);
	const { tree } = fc.letrec((tie) => ({
		tree: fc.oneof(
			{ maxDepth: 3 },
			fc.string(),
			fc.double(),
			fc.boolean(),
			fc.constant(null),
			tie('branch'),
		),
		branch: fc.dictionary(name, tie('tree'), { noNullPrototype: true }),
	}));
	const json = fc.dictionary(name, tree, { minKeys: 1, noNullPrototype: true });
	const value = fc.oneof(expression, fc.dictionary(fc.constantFrom('x', 'y'), expression));
	await fc.assert(
		fc.asyncProperty(value, fc.array(json, { minLength: 1, maxLength: 4 }), async (raw, items) => {
			for (const { own, n8n } of await readings(raw, items as IDataObject[])) {
				expect(own).toEqual(n8n);
			}
		}),
		{ numRuns: 300 },
	);
});
