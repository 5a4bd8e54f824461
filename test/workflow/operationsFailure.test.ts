import type { IDataObject, INodeParameters, NodeApiError } from 'n8n-workflow';

import { byId, NODE } from '../support/harness';
import { messagesPer, subscribers } from '../support/recipients';
import { useTappedHarness } from '../support/tappedHarness';

const ID = 'wDYzYZVxobJivW9oMpSCpuvACOfJXQIoKUm0PY397Tc';

/** An operation, the call that fails, what names the item, and what a lost answer leaves open. */
interface Row {
	name: string;
	parameters: INodeParameters;
	path: string;
	details: IDataObject;
	/** Undefined for operations that only read. */
	open?: RegExp;
}

const rows: Row[] = [
	{
		name: 'Message > Send (template)',
		parameters: {
			resource: 'message',
			operation: 'send',
			messageType: 'template',
			openId: 'o7esq5OI1Uej6Xixw1lA2H7XDVbc',
			templateId: byId(ID),
			formId: '1538118325325',
			dataMode: 'json',
			templateDataJson: '{}',
		},
		path: '/cgi-bin/message/wxopen/template/send',
		details: { touser: 'o7esq5OI1Uej6Xixw1lA2H7XDVbc', template_id: ID },
		open: /whether the message to .*o7esq5OI1Uej6Xixw1lA2H7XDVbc was sent/,
	},
	{
		name: 'Template > Add',
		parameters: {
			resource: 'template',
			operation: 'add',
			messageType: 'subscribe',
			libraryTitle: byId('661'),
			keywordIds: '1,2',
		},
		path: '/wxaapi/newtmpl/addtemplate',
		details: { titleId: '661' },
		open: /whether the template was added/,
	},
	{
		name: 'Template > Delete',
		parameters: {
			resource: 'template',
			operation: 'delete',
			messageType: 'subscribe',
			templateId: byId(ID),
		},
		path: '/wxaapi/newtmpl/deltemplate',
		details: { template_id: ID },
		open: /whether the template was deleted/,
	},
	{
		name: 'User > Get Phone Number',
		parameters: { resource: 'user', operation: 'getPhoneNumber', phoneCode: 'code' },
		path: '/wxa/business/getuserphonenumber',
		details: {},
		open: /whether the phone code was used up/,
	},
	{
		name: 'Template > Get Many',
		parameters: { resource: 'template', operation: 'getAll', messageType: 'subscribe' },
		path: '/wxaapi/newtmpl/gettemplate',
		details: {},
	},
	{
		name: 'Template Library > Get Keywords',
		parameters: {
			resource: 'templateLibrary',
			operation: 'getKeywords',
			messageType: 'subscribe',
			libraryTitle: byId('99'),
		},
		path: '/wxaapi/newtmpl/getpubtemplatekeywords',
		details: { titleId: '99' },
	},
	{
		name: 'Template Library > Get Many',
		parameters: {
			resource: 'templateLibrary',
			operation: 'getAll',
			messageType: 'subscribe',
			categoryIds: '616',
		},
		path: '/wxaapi/newtmpl/getpubtemplatetitles',
		details: {},
	},
	{
		name: 'Category > Get Many',
		parameters: { resource: 'category', operation: 'getAll' },
		path: '/wxaapi/newtmpl/getcategory',
		details: {},
	},
];

const harness = useTappedHarness({ retiredApi: 'working' });

describe.each(rows)('$name', ({ parameters, path, details, open }) => {
	test('that WeChat refuses says what WeChat said, and of which item', async () => {
		harness.simulator.order({ kind: 'errcode', errcode: 48001, path });
		const result = await harness.run(parameters, [{}], { onError: 'continueRegularOutput' });
		expect(result.items(NODE).map(({ json }) => json)).toEqual([
			{
				error: 'The account may not use this API',
				message: expect.stringContaining("WeChat's answer: 48001 api unauthorized"),
				details: { ...details, errcode: 48001, rid: expect.any(String), outcome: 'refused' },
			},
		]);
		expect(harness.simulator.calledTimes(path)).toBe(1);
	});

	test('whose answer is lost is repeated only where that cannot do anything twice', async () => {
		harness.simulator.order({ kind: 'cutBefore', path });
		const { error } = await harness.run(parameters);
		expect(harness.simulator.calledTimes(path)).toBe(open ? 1 : 2);
		const description = (error as NodeApiError | undefined)?.description ?? '';
		expect(description).toMatch(open ?? /^$/);
	});
});

test('a host that refuses the connection got nothing, and the error says so', async () => {
	const templateId = await harness.addSubscribeTemplate();
	const items = subscribers(harness, templateId);
	const { host } = new URL(harness.wire.url);
	await harness.wire.stop();

	const { error } = await harness.run(harness.sendParameters(templateId), items);

	expect(error?.message).toBe(`${host} refused the connection`);
	expect((error as NodeApiError).description).toContain('Nothing was sent');
	expect(messagesPer(harness, items)).toEqual([0]);
});
