import type { INode, INodeParameters, INodeProperties } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { WeChatMiniProgramApi } from '../../credentials/WeChatMiniProgramApi.credentials';
import { WeChatMiniProgramPushApi } from '../../credentials/WeChatMiniProgramPushApi.credentials';
import { operationOf, resources } from '../../nodes/WeChatMiniProgram/actions/registry';
import { WeChatMiniProgram } from '../../nodes/WeChatMiniProgram/WeChatMiniProgram.node';
import { WeChatMiniProgramTrigger } from '../../nodes/WeChatMiniProgramTrigger/WeChatMiniProgramTrigger.node';

const trigger = new WeChatMiniProgramTrigger().description;
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
	'customerService send': [
		'binaryPropertyName',
		'contentType',
		'imageSource',
		'linkDescription',
		'linkThumbUrl',
		'linkTitle',
		'linkUrl',
		'mediaId',
		'openId',
		'options.aiGenerated',
		'options.concurrency',
		'options.timeout',
		'pagePath',
		'pageTitle',
		'text',
	],
	'customerService setTyping': ['openId', 'options.concurrency', 'options.timeout', 'typing'],
	'media upload': ['binaryPropertyName', 'options.concurrency', 'options.timeout'],
	'media download': ['binaryPropertyName', 'mediaId', 'options.concurrency', 'options.timeout'],
	'serviceCard update': [
		'cardFields.productCount',
		'cardFields.products.product.count',
		'cardFields.products.product.image',
		'cardFields.products.product.name',
		'cardFields.products.product.pagePath',
		'cardFields.products.product.unitPrice',
		'cardFields.productsJson',
		'cardType',
		'contentJson',
		'contentMode',
		'notifyCode',
		'openId',
		'options.concurrency',
		'options.timeout',
		'options.waitForCode',
		'pagePath',
		'payment.amount',
		'payment.channel',
		'payment.paidAt',
		'status',
	],
	'serviceCard updateDetails': [
		'cardType',
		'detailsJson',
		'notifyCode',
		'openId',
		'options.concurrency',
		'options.timeout',
	],
	'serviceCard get': ['cardType', 'notifyCode', 'openId', 'options.concurrency', 'options.timeout'],
	'link createUrlLink': [
		'days',
		'expires',
		'expiresAt',
		'options.concurrency',
		'options.miniProgramVersion',
		'options.timeout',
		'pagePath',
		'query',
	],
	'link createScheme': [
		'days',
		'expires',
		'expiresAt',
		'options.concurrency',
		'options.miniProgramVersion',
		'options.timeout',
		'pagePath',
		'query',
	],
	'link createShortLink': [
		'options.concurrency',
		'options.timeout',
		'pagePath',
		'pageTitle',
		'permanent',
	],
	'link createCode': [
		'binaryPropertyName',
		'options.checkPath',
		'options.concurrency',
		'options.miniProgramVersion',
		'options.timeout',
		'options.transparent',
		'options.width',
		'pagePath',
		'scene',
	],
	'message sendToDevice': [
		'dataMode',
		'deviceSn',
		'modelId',
		'openIds',
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
	'api getQuota': ['apiPath', 'options.concurrency', 'options.timeout'],
	'api getRequest': ['options.concurrency', 'options.timeout', 'requestId'],
};

const FROZEN_VALUES: Record<string, string[]> = {
	channel: ['ordinary', 'payScore'],
	contentMode: ['fields', 'json'],
	contentType: ['image', 'link', 'miniProgramPage', 'text'],
	dataMode: ['fields', 'json'],
	events: [
		'*',
		'customer_service_message',
		'notify_service_msg_send_result',
		'subscribe_msg_change_event',
		'subscribe_msg_popup_event',
		'subscribe_msg_sent_event',
		'user_enter_tempsession',
	],
	expires: ['date', 'days'],
	handOver: ['all', 'matching', 'none', 'unhandled'],
	imageSource: ['binary', 'mediaId'],
	lang: ['en_US', 'zh_CN', 'zh_HK', 'zh_TW'],
	messageType: ['subscribe', 'template'],
	miniProgramVersion: ['develop', 'release', 'trial'],
	miniprogramState: ['developer', 'formal', 'trial'],
	onInvalidValue: ['send', 'shorten', 'stop'],
	resource: [
		'api',
		'category',
		'customerService',
		'link',
		'media',
		'message',
		'serviceCard',
		'template',
		'templateLibrary',
		'user',
	],
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

/** Names of all parameters, whatever shows them. */
const allNames = (list: INodeProperties[]): string[] =>
	shown(
		list.map((one) => ({ ...one, displayOptions: undefined })),
		{},
	);

function namesOf(name: string): string[] {
	const [resource, operation, messageType] = name.split(' ');
	if (!messageType) return allNames(operationOf(resource, operation)!.parameters);
	const values = { resource, operation, returnAll: false, messageType };
	return ['fields', 'json']
		.flatMap((dataMode) =>
			shown(properties, { ...values, ...(resource === 'message' && { dataMode }) }),
		)
		.filter((one) => one !== 'resource' && one !== 'operation');
}

test.each(Object.keys(FROZEN))('%s has the parameters of its list', (name) => {
	expect([...new Set(namesOf(name))].sort()).toEqual(FROZEN[name]);
});

test('every operation is in the list', () => {
	const listed = new Set(Object.keys(FROZEN).map((name) => name.split(' ').slice(0, 2).join(' ')));
	const all = resources.flatMap(({ value, operations }) =>
		Object.keys(operations).map((operation) => `${value} ${operation}`),
	);
	expect([...listed].sort()).toEqual(all.sort());
});

/** Every parameter, those in collections too. */
const everyParameter = (list: INodeProperties[]): INodeProperties[] =>
	list.flatMap((one) => {
		const inside = (one.options ?? []).flatMap((option) => {
			if ('values' in option) return option.values;
			return 'displayName' in option && 'type' in option ? [option] : [];
		});
		return [one, ...everyParameter(inside)];
	});

test.each(Object.entries(FROZEN_VALUES))('%s has the values of its list', (name, values) => {
	const given = everyParameter([...properties, ...trigger.properties])
		.filter((one) => one.name === name)
		.flatMap((one) => (one.options as Array<{ value: string }>).map(({ value }) => value));
	expect([...new Set(given)].sort()).toEqual(values);
});

test('the trigger has the parameters of its list', () => {
	const frozen = [
		'events',
		'handOver',
		'handOverWords',
		'options.binaryData',
		'options.includeRaw',
	];
	expect(allNames(trigger.properties).sort()).toEqual(frozen);
});

test('the names of nodes and credentials', () => {
	expect([description, trigger].map(({ name, version }) => [name, version])).toEqual([
		['weChatMiniProgram', 1],
		['weChatMiniProgramTrigger', 1],
	]);
	expect(description.credentials).toEqual([{ name: 'weChatMiniProgramApi', required: true }]);
	expect(trigger.credentials).toMatchObject([{ name: 'weChatMiniProgramPushApi' }]);
	const credentials = [new WeChatMiniProgramApi(), new WeChatMiniProgramPushApi()];
	expect(credentials.map(({ name, properties: own }) => [name, allNames(own).sort()])).toEqual([
		[
			'weChatMiniProgramApi',
			[
				'accessToken',
				'appId',
				'appSecret',
				'baseUrl',
				'issuedFor',
				'issuer',
				'issuerSecret',
				'issuerUrl',
				'n8n_expires_at',
			],
		],
		['weChatMiniProgramPushApi', ['appId', 'encodingAesKey', 'encryption', 'token']],
	]);
	const issuer = credentials[0].properties.find(({ name }) => name === 'issuer')!;
	expect(issuer.options).toMatchObject([
		{ value: 'stable' },
		{ value: 'standard' },
		{ value: 'centralServer' },
	]);
});

test('the panel offers the operations of the registry, and begins with one of them', () => {
	const offered = properties
		.filter(({ name }) => name === 'operation')
		.map(({ displayOptions, options, default: fallback }) => {
			const values = (options as Array<{ value: string }>).map(({ value }) => value);
			expect(values).toContain(fallback);
			return [displayOptions!.show!.resource, values.sort()];
		});
	expect(offered).toEqual(
		resources.map(({ value, operations }) => [[value], Object.keys(operations).sort()]),
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
