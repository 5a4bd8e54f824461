import type { INodeProperties, ResourceMapperValue } from 'n8n-workflow';

import { WeChatMiniProgram } from '../../nodes/WeChatMiniProgram/WeChatMiniProgram.node';
import { WeChatMiniProgramTrigger } from '../../nodes/WeChatMiniProgramTrigger/WeChatMiniProgramTrigger.node';
import {
	fromMapperField,
	toMapperField,
} from '../../nodes/WeChatMiniProgram/templateFields/mapperField';
import { exampleNames, readExample } from '../support/examples';

const PACKAGE = 'n8n-nodes-wechat-miniprogram';
const account = { id: 'weChatMiniProgram', name: 'WeChat Mini Program account' };
const push = { id: 'weChatMiniProgramPush', name: 'WeChat Mini Program Push account' };

/** The package's node types, and what an imported workflow says of their credential before it is chosen. */
const known = new Map(
	[
		['weChatMiniProgram', new WeChatMiniProgram(), { weChatMiniProgramApi: account }] as const,
		['weChatMiniProgramTool', new WeChatMiniProgram(), { weChatMiniProgramApi: account }] as const,
		[
			'weChatMiniProgramTrigger',
			new WeChatMiniProgramTrigger(),
			{ weChatMiniProgramPushApi: push },
		] as const,
	].map(([name, { description }, credentials]) => [
		`${PACKAGE}.${name}`,
		{ properties: description.properties, credentials },
	]),
);

const toolParameters = ['descriptionType', 'toolDescription'];

const namesOf = (properties: INodeProperties[], collection?: string): string[] => {
	if (collection === undefined) return properties.map(({ name }) => name);
	return properties
		.filter(({ name }) => name === collection)
		.flatMap(({ options = [] }) => options.map(({ name }) => name));
};

test('there is an example for each thing that people come for', () => {
	expect(exampleNames.sort()).toEqual([
		'agentAnswersCustomers',
		'agentNotifiesCustomer',
		'cardFollowsOrder',
		'consentLedger',
		'orderCardForCustomer',
		'outbox',
		'paidOrderToMessage',
		'receiptsJoinedToSends',
		'retiredApiThroughGateway',
		'scheduleToManyRecipients',
		'setUpTemplate',
		'storeCustomerPicture',
	]);
});

describe.each(exampleNames)('%s', (name) => {
	const { nodes, connections, ...workflow } = readExample(name);
	const own = nodes.filter(({ type }) => type.startsWith(PACKAGE));

	test('has a name, explains itself, and holds no data of a run', () => {
		expect(workflow.name).toMatch(/^WeChat: /);
		expect(workflow.pinData).toEqual({});
		const [about] = nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote');
		expect(about.parameters.content).toContain('**Set up**');
	});

	test('has webhooks that only a known caller starts, and says why', () => {
		for (const webhook of nodes.filter(({ type }) => type === 'n8n-nodes-base.webhook')) {
			expect(webhook.parameters.authentication).toBe('headerAuth');
			expect(webhook.credentials).toHaveProperty('httpHeaderAuth');
			const notes = nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote');
			const texts = notes.map(({ parameters }) => String(parameters.content));
			expect(texts.find((text) => text.includes('*Header Auth*'))).toContain(`*${webhook.name}*`);
		}
	});

	test('connects nodes that it has', () => {
		const names = nodes.map((node) => node.name);
		expect(new Set(names).size).toBe(names.length);
		expect(new Set(nodes.map(({ id }) => id)).size).toBe(nodes.length);
		const ends = Object.values(connections).flatMap((types) =>
			Object.values(types).flatMap((outputs) => outputs.flatMap((targets) => targets ?? [])),
		);
		expect(names).toEqual(expect.arrayContaining(ends.map(({ node }) => node)));
		expect(names).toEqual(expect.arrayContaining(Object.keys(connections)));
	});

	test('has this package at work, with a credential to be chosen', () => {
		expect(own.length).toBeGreaterThan(0);
		for (const { type, credentials } of own) {
			expect(credentials).toEqual(known.get(type)?.credentials);
		}
	});

	test('has the fields of its template as the editor makes them', () => {
		for (const { parameters } of own) {
			const mapped = parameters.templateData as unknown as ResourceMapperValue | undefined;
			for (const field of mapped?.schema ?? []) {
				expect(field).toEqual(toMapperField(fromMapperField(field), field.required));
				expect(mapped?.value).toHaveProperty(field.id);
			}
		}
	});

	test('uses only parameters that the nodes have', () => {
		for (const { type, parameters } of own) {
			const { properties } = known.get(type)!;
			expect([...toolParameters, ...namesOf(properties)]).toEqual(
				expect.arrayContaining(Object.keys(parameters)),
			);
			for (const collection of ['options', 'filters']) {
				const given = Object.keys(parameters[collection] ?? {});
				expect(namesOf(properties, collection)).toEqual(expect.arrayContaining(given));
			}
		}
	});
});
