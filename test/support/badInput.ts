import type { IDataObject, INodeParameters, NodeOperationError } from 'n8n-workflow';

import { byId } from './harness';
import { useTappedHarness } from './tappedHarness';

/** A parameter that takes its value from the item, and values that it must refuse. */
export interface BadInput {
	label: string;
	parameters: INodeParameters;
	good: unknown;
	bad: unknown[];
	remedy: RegExp;
}

/** A template id of WeChat's samples; no account of the simulator has it. */
export const TEMPLATE_ID = 'wDYzYZVxobJivW9oMpSCpuvACOfJXQIoKUm0PY397Tc';

/** The value of the item, as an expression. */
export const value = '={{ $json.value }}';

/** Nothing where a text must be, and values of other kinds. */
export const noText = ['', '   ', '\n', null, undefined];
export const notText = [5, true, {}, { id: 'x' }, [], ['x']];

/** Items for {@link value}. */
export const itemsOf = (...values: unknown[]): IDataObject[] =>
	values.map((one) => ({ value: one }) as IDataObject);

/** Message > Send with values that pass. */
export const sendParameters = (
	messageType: string,
	parameters: INodeParameters = {},
): INodeParameters => ({
	resource: 'message',
	operation: 'send',
	messageType,
	openId: 'o7esq5OI1Uej6Xixw1lA2H7XDVbc',
	templateId: byId(TEMPLATE_ID),
	formId: '1538118325325',
	dataMode: 'json',
	templateDataJson:
		messageType === 'subscribe'
			? '{ "thing1": "咖啡", "amount2": "18.00元" }'
			: '{ "keyword1": "咖啡", "keyword2": "18.00元" }',
	...parameters,
});

const nameOf = ({ label, parameters }: BadInput, one: unknown): string => {
	const { resource, operation, messageType = '' } = parameters;
	return `${resource} ${operation} ${messageType}: ${label} ${JSON.stringify(one)}`;
};

/** One test for each bad value, as the second of three items: the run stops before anything is sent. */
export function testBadInput(rows: BadInput[]): void {
	const cases = rows.flatMap((row) =>
		row.bad.map((one) => ({ name: nameOf(row, one), one, ...row })),
	);
	const harness = useTappedHarness({ retiredApi: 'working' }, 'all');

	test.each(cases)('$name', async ({ parameters, good, one, label, remedy }) => {
		const { error } = await harness.run(parameters, itemsOf(good, one, good));
		const { message, description, context } = error as NodeOperationError;
		expect(message).toContain(`"${label}"`);
		expect(context.itemIndex).toBe(1);
		expect(description).toMatch(remedy);
		expect(description).toContain('Nothing was sent');
		expect(harness.wire.requests).toEqual([]);
	});
}
