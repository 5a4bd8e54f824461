import type { INode, INodeParameters, INodeProperties } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { WeChatMiniProgramApi } from '../../credentials/WeChatMiniProgramApi.credentials';
import { resources } from '../../nodes/WeChatMiniProgram/actions/registry';
import { WeChatMiniProgram } from '../../nodes/WeChatMiniProgram/WeChatMiniProgram.node';

const operations = Object.fromEntries(
	resources.map(({ value, operations: ones }) => [value, ones]),
);

const { description, methods } = new WeChatMiniProgram();
const { properties } = description;

/** Workflows are saved with these names: whoever changes one breaks the workflows of others. */
const FROZEN: Record<string, string[]> = {
	'message send subscribe': [
		'dataMode',
		'messageType',
		'openId',
		'options.concurrency',
		'options.lang',
		'options.miniprogramState',
		'options.onInvalidValue',
		'options.page',
		'options.timeout',
		'templateData',
		'templateDataJson',
		'templateId',
	],
	'message send template': [
		'dataMode',
		'formId',
		'messageType',
		'openId',
		'options.concurrency',
		'options.emphasisKeyword',
		'options.keywordColors.colors.color',
		'options.keywordColors.colors.keyword',
		'options.onInvalidValue',
		'options.page',
		'options.timeout',
		'templateData',
		'templateDataJson',
		'templateId',
	],
	'template add subscribe': ['keywordIds', 'libraryTitle', 'messageType', 'sceneDescription'],
	'template add template': ['keywordIds', 'libraryTitle', 'messageType'],
	'template delete subscribe': ['messageType', 'templateId'],
	'template delete template': ['messageType', 'templateId'],
	'template getAll subscribe': ['limit', 'messageType', 'returnAll'],
	'template getAll template': ['limit', 'messageType', 'returnAll'],
	'templateLibrary getAll subscribe': [
		'categoryIds',
		'filters.titleContains',
		'limit',
		'messageType',
		'returnAll',
	],
	'templateLibrary getAll template': ['filters.titleContains', 'limit', 'messageType', 'returnAll'],
	'templateLibrary getKeywords subscribe': ['libraryTitle', 'messageType'],
	'templateLibrary getKeywords template': ['libraryTitle', 'messageType'],
	'category getAll': [],
	'user getByLoginCode': ['loginCode', 'options.includeSessionKey'],
	'user getPhoneNumber': ['phoneCode'],
};

const FROZEN_VALUES: Record<string, string[]> = {
	dataMode: ['fields', 'json'],
	lang: ['en_US', 'zh_CN', 'zh_HK', 'zh_TW'],
	messageType: ['subscribe', 'template'],
	miniprogramState: ['developer', 'formal', 'trial'],
	onInvalidValue: ['send', 'shorten', 'stop'],
	resource: ['category', 'message', 'template', 'templateLibrary', 'user'],
};

const node = { typeVersion: 1 } as INode;

/** Names of what the panel shows, parameters inside collections with their path. */
function shown(list: INodeProperties[], values: INodeParameters, path = ''): string[] {
	const root = { ...values };
	return list
		.filter(({ type }) => type !== 'notice')
		.filter((one) => NodeHelpers.displayParameter(root, one, node, description, root))
		.flatMap((one) => {
			const name = path + one.name;
			if (one.type === 'collection') {
				return shown(one.options as INodeProperties[], values, `${name}.`);
			}
			if (one.type !== 'fixedCollection') return [name];
			return (one.options as Array<{ name: string; values: INodeProperties[] }>).flatMap((group) =>
				shown(group.values, values, `${name}.${group.name}.`),
			);
		});
}

test.each(Object.entries(FROZEN))('%s has the parameters that it always had', (name, frozen) => {
	const [resource, operation, messageType] = name.split(' ');
	const values = { resource, operation, returnAll: false, ...(messageType && { messageType }) };
	const names = ['fields', 'json'].flatMap((dataMode) =>
		shown(properties, { ...values, ...(resource === 'message' && { dataMode }) }),
	);
	const own = [...new Set(names)].filter((one) => one !== 'resource' && one !== 'operation');
	expect(own.sort()).toEqual(frozen);
});

test('every operation is in the list', () => {
	const listed = new Set(Object.keys(FROZEN).map((name) => name.split(' ').slice(0, 2).join(' ')));
	const all = Object.entries(operations).flatMap(([resource, ones]) =>
		Object.keys(ones).map((operation) => `${resource} ${operation}`),
	);
	expect([...listed].sort()).toEqual(all.sort());
});

test.each(Object.entries(FROZEN_VALUES))('%s has the values that it always had', (name, values) => {
	const options = properties.flatMap((one) => [
		one,
		...(one.type === 'collection' ? (one.options as INodeProperties[]) : []),
	]);
	const given = options
		.filter((one) => one.name === name)
		.flatMap((one) => (one.options as Array<{ value: string }>).map(({ value }) => value));
	expect([...new Set(given)].sort()).toEqual(values);
});

test('the names of node and credential', () => {
	expect(description).toMatchObject({
		name: 'weChatMiniProgram',
		version: 1,
		credentials: [{ name: 'weChatMiniProgramApi', required: true }],
	});
	const credential = new WeChatMiniProgramApi();
	expect(credential.name).toBe('weChatMiniProgramApi');
	expect(credential.properties.map(({ name }) => name).sort()).toEqual([
		'accessToken',
		'appId',
		'appSecret',
		'baseUrl',
		'issuedFor',
		'issuer',
		'issuerSecret',
		'issuerUrl',
		'n8n_expires_at',
	]);
	const issuer = credential.properties.find(({ name }) => name === 'issuer')!;
	expect(issuer.options).toMatchObject([
		{ value: 'stable' },
		{ value: 'standard' },
		{ value: 'centralServer' },
	]);
});

test('the operations that the panel offers are the ones that the node has', () => {
	const offered = properties
		.filter(({ name }) => name === 'operation')
		.map(({ displayOptions, options, default: fallback }) => {
			const [resource] = displayOptions!.show!.resource as string[];
			const values = (options as Array<{ value: string }>).map(({ value }) => value);
			expect(values).toContain(fallback);
			return [resource, values.sort()];
		});
	expect(Object.fromEntries(offered)).toEqual(
		Object.fromEntries(
			Object.entries(operations).map(([resource, ones]) => [resource, Object.keys(ones).sort()]),
		),
	);
});

test('every list that the panel asks for has its method', () => {
	const text = JSON.stringify(properties);
	const named = (key: string) => [
		...new Set([...text.matchAll(new RegExp(`"${key}":"(\\w+)"`, 'g'))].map(([, name]) => name)),
	];
	expect(named('loadOptionsMethod').sort()).toEqual(Object.keys(methods.loadOptions).sort());
	expect(named('searchListMethod').sort()).toEqual(Object.keys(methods.listSearch).sort());
	expect(named('resourceMapperMethod')).toEqual(Object.keys(methods.resourceMapping));
});

describe('a template chosen by an expression', () => {
	const notice = properties.find(({ name }) => name === 'templateByExpressionNotice')!;
	const isShown = (template: INodeParameters | string, dataMode = 'fields') => {
		const values = {
			resource: 'message',
			operation: 'send',
			messageType: 'subscribe',
			templateId: template,
			dataMode,
		};
		return NodeHelpers.displayParameter(values, notice, node, description, values);
	};

	test.each<[string, INodeParameters | string, string, boolean]>([
		['an ID by expression', { __rl: true, mode: 'id', value: '={{ $json.id }}' }, 'fields', true],
		['an expression', '={{ $json.template }}', 'fields', true],
		['an expression in JSON mode', { __rl: true, mode: 'id', value: '={{ 1 }}' }, 'json', false],
		['a picked template', { __rl: true, mode: 'list', value: 'x'.repeat(43) }, 'fields', false],
		['nothing yet', { __rl: true, mode: 'list', value: '' }, 'fields', false],
	])('is pointed out for %s', (_name, template, dataMode, expected) => {
		expect(isShown(template, dataMode)).toBe(expected);
	});

	test('is not pointed out in other operations', () => {
		const values = {
			resource: 'template',
			operation: 'delete',
			messageType: 'subscribe',
			templateId: '={{ $json.id }}',
		};
		expect(NodeHelpers.displayParameter(values, notice, node, description, values)).toBe(false);
	});
});
