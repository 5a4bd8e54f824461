import type { INode, INodeParameters, INodeType, INodeTypes } from 'n8n-workflow';
import { Workflow } from 'n8n-workflow';

import { resources } from '../../nodes/WeChatMiniProgram/actions/registry';
import { WeChatMiniProgram } from '../../nodes/WeChatMiniProgram/WeChatMiniProgram.node';
import { WeChatMiniProgramTrigger } from '../../nodes/WeChatMiniProgramTrigger/WeChatMiniProgramTrigger.node';

const operations = Object.fromEntries(
	resources.map(({ value, operations: ones }) => [value, ones]),
);

const regular = new WeChatMiniProgram();
const trigger = new WeChatMiniProgramTrigger();

/** The node's second line in the editor, which evaluates it as an expression of the node. */
function subtitle(parameters: INodeParameters, type: INodeType = regular): unknown {
	const node: INode = {
		id: 'node',
		name: 'WeChat Mini Program',
		type: type.description.name,
		typeVersion: 1,
		position: [0, 0],
		parameters,
	};
	const nodeTypes = { getByName: () => type, getByNameAndVersion: () => type };
	const workflow = new Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: nodeTypes as unknown as INodeTypes,
	});
	const [evaluated] = Object.values(workflow.nodes);
	return workflow.expression.getSimpleParameterValue(
		evaluated,
		type.description.subtitle,
		'internal',
		{},
	);
}

test.each<[string, INodeParameters]>([
	['Send: Subscribe Message', {}],
	['Send: Template Message', { messageType: 'template' }],
	['Add: Template', { resource: 'template', operation: 'add' }],
	['Delete: Template', { resource: 'template', operation: 'delete', messageType: 'template' }],
	['Get Many: Template', { resource: 'template', operation: 'getAll' }],
	['Get Many: Template Library', { resource: 'templateLibrary', operation: 'getAll' }],
	['Get Keywords: Template Library', { resource: 'templateLibrary', operation: 'getKeywords' }],
	['Activate or Update: Service Card', { resource: 'serviceCard', operation: 'update' }],
	['Get Many: Category', { resource: 'category', operation: 'getAll' }],
	['Get by Login Code: User', { resource: 'user', operation: 'getByLoginCode' }],
	['Get Phone Number: User', { resource: 'user', operation: 'getPhoneNumber' }],
	['Message', { resource: 'message', operation: '__CUSTOM_API_CALL__' }],
])('reads "%s"', (text, parameters) => {
	expect(subtitle(parameters)).toBe(text);
});

test.each<[string, INodeParameters]>([
	['Message Result Known', {}],
	['Any Event', { events: ['*'] }],
	[
		'Subscription Answered, Customer Service Message Received',
		{ events: ['subscribe_msg_popup_event', 'customer_service_message'] },
	],
	['Subscription Withdrawn', { events: '={{ "subscribe_msg_change_event" }}' }],
	['a_later_event', { events: ['a_later_event'] }],
])('the trigger reads "%s"', (text, parameters) => {
	expect(subtitle(parameters, trigger)).toBe(text);
});

test('has words for every operation', () => {
	for (const [resource, ones] of Object.entries(operations)) {
		for (const operation of Object.keys(ones)) {
			expect(subtitle({ resource, operation })).toMatch(/^[A-Z][\w ]+: [A-Z][\w ]+$/);
		}
	}
});

test.each([regular, trigger])(
	'has no two closing braces that touch before its end, where n8n would end the expression',
	({ description }) => {
		const { subtitle: text } = description;
		expect(text).toMatch(/^=\{\{ [^]* \}\}$/);
		expect(text?.slice(4, -3)).not.toMatch(/\{\{|\}\}/);
	},
);
