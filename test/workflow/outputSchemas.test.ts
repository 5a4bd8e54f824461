/* eslint-disable @n8n/community-nodes/no-restricted-imports -- runs on Node, outside n8n */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { resources } from '../../nodes/WeChatMiniProgram/actions/registry';
import { byId, NODE } from '../support/harness';
import { mismatches, pathsOfSchema, pathsOfValue } from '../support/jsonSchema';
import type { JsonSchema } from '../support/jsonSchema';
import { SCHEMAS } from '../support/paths';
import { picture, withFile } from '../support/pictures';
import { useSendScene } from '../support/sendScene';

const operations = Object.fromEntries(
	resources.map(({ value, operations: ones }) => [value, ones]),
);

const names = Object.entries(operations).flatMap(([resource, ones]) =>
	Object.keys(ones).map((operation) => `${resource}/${operation}`),
);

const schemaOf = (name: string): JsonSchema & { version: number } =>
	JSON.parse(readFileSync(join(SCHEMAS, `${name}.json`), 'utf8'));

const scene = useSendScene('all');

async function outputs(
	name: string,
	parameters: INodeParameters,
	item: IDataObject = {},
): Promise<IDataObject[]> {
	const [resource, operation] = name.split('/');
	const result = await scene.run({ resource, operation, ...parameters }, [item]);
	if (result.error) throw result.error;
	return result.items(NODE).map(({ json }) => json);
}

/** The request ID of a call that WeChat refused. */
async function refusedRequestId(): Promise<string> {
	const parameters = { resource: 'api', operation: 'getQuota', apiPath: '/cgi-bin/none' };
	const { items } = await scene.harness.run(parameters, [{}], { onError: 'continueRegularOutput' });
	return String((items(NODE)[0].json.details as IDataObject).rid);
}

const SEND = '/cgi-bin/message/subscribe/send';
const subscribe = { messageType: 'subscribe' };
const template = { messageType: 'template' };

/** The card of an order that the user has just paid. */
function paidOrder(): INodeParameters {
	const { simulator } = scene.harness;
	simulator.account.addTemplate(10000001, []);
	simulator.quirks.payCodeKnownAfter = 0;
	const { openId, transactionId, paidAt } = simulator.payOrder(scene.openId, 5800);
	const payment = { amount: 58, paidAt: new Date(paidAt * 1000).toISOString() };
	return { openId, cardType: 2001, notifyCode: transactionId, payment };
}

const cardContent: INodeParameters = {
	contentMode: 'fields',
	status: 1,
	pagePath: 'pages/order/detail?id=1',
	cardFields: {
		productCount: 2,
		products: {
			product: [
				{
					image: 'https://shop.example/coffee.png',
					name: '咖啡豆',
					pagePath: 'pages/product/detail?id=7',
					count: 2,
					unitPrice: 29,
				},
			],
		},
	},
};

/** What each operation puts out, for every message type that it has. */
const runs: Record<string, () => Promise<IDataObject[]>> = {
	'category/getAll': async () => await outputs('category/getAll', {}),
	'customerService/send': async () => {
		scene.harness.simulator.chats.write(scene.openId, 'Hi');
		return await outputs('customerService/send', { openId: scene.openId, text: 'Hello' });
	},
	'customerService/setTyping': async () => {
		scene.harness.simulator.chats.write(scene.openId, 'Hi');
		return await outputs('customerService/setTyping', { openId: scene.openId });
	},
	'media/upload': async () =>
		await outputs('media/upload', {}, withFile({}, picture()) as unknown as IDataObject),
	'media/download': async () => {
		const mediaId = scene.harness.simulator.chats.sendPicture(scene.openId, picture());
		return await outputs('media/download', { mediaId });
	},
	'message/send': async () => {
		const oldId = await scene.harness.addTemplateMessageTemplate();
		const send = scene.harness.sendParameters(await scene.allowedTemplate());
		return [
			...(await outputs('message/send', send)),
			...(await outputs(
				'message/send',
				{
					...scene.harness.sendParameters(oldId),
					...template,
					formId: '={{ $json.formId }}',
					templateDataJson: '{ "keyword1": "TIT造舰厂" }',
				},
				scene.form(),
			)),
		];
	},
	'api/getQuota': async () => {
		scene.harness.simulator.setQuota(SEND, { perDay: 100, perMinute: 50 });
		return await outputs('api/getQuota', { apiPath: SEND });
	},
	'api/getRequest': async () =>
		await outputs('api/getRequest', { requestId: await refusedRequestId() }),
	'link/createCode': async () =>
		await outputs('link/createCode', { scene: 'id=1', binaryPropertyName: 'data' }),
	'link/createScheme': async () => await outputs('link/createScheme', { days: 1 }),
	'link/createShortLink': async () =>
		await outputs('link/createShortLink', { pagePath: 'pages/a?b=1' }),
	'link/createUrlLink': async () => await outputs('link/createUrlLink', { days: 1 }),
	'message/sendToDevice': async () => {
		const { templateId, dataMode, templateDataJson } = scene.harness.sendParameters(
			await scene.allowedTemplate(),
		);
		const device = { deviceSn: 'sn-1', modelId: 'm1', openIds: scene.openId };
		return await outputs('message/sendToDevice', {
			templateId,
			dataMode,
			templateDataJson,
			...device,
		});
	},
	'serviceCard/get': async () => {
		const card = paidOrder();
		const empty = await outputs('serviceCard/get', card);
		await outputs('serviceCard/update', { ...card, ...cardContent });
		return [...empty, ...(await outputs('serviceCard/get', card))];
	},
	'serviceCard/update': async () =>
		await outputs('serviceCard/update', { ...paidOrder(), ...cardContent }),
	'serviceCard/updateDetails': async () =>
		await outputs('serviceCard/updateDetails', {
			...paidOrder(),
			detailsJson: '{ "store_info": { "store_name": "体育西店" } }',
		}),
	'template/add': async () => [
		...(await outputs('template/add', {
			...subscribe,
			libraryTitle: byId(755),
			keywordIds: [1, 3],
		})),
		...(await outputs('template/add', {
			...template,
			libraryTitle: byId('AT0009'),
			keywordIds: [1, 2],
		})),
	],
	'template/delete': async () => [
		...(await outputs('template/delete', {
			...subscribe,
			templateId: byId(await scene.harness.addSubscribeTemplate(335, '2,3')),
		})),
		...(await outputs('template/delete', {
			...template,
			templateId: byId(await scene.harness.addTemplateMessageTemplate('AT0036', '1')),
		})),
	],
	'template/getAll': async () => {
		await scene.harness.addSubscribeTemplate(20002, '1,2');
		await scene.harness.addTemplateMessageTemplate('AT0787', '8');
		return [
			...(await outputs('template/getAll', { ...subscribe, returnAll: true })),
			...(await outputs('template/getAll', { ...template, returnAll: true })),
		];
	},
	'templateLibrary/getAll': async () => [
		...(await outputs('templateLibrary/getAll', { ...subscribe, limit: 5 })),
		...(await outputs('templateLibrary/getAll', { ...template, limit: 5 })),
	],
	'templateLibrary/getKeywords': async () => [
		...(await outputs('templateLibrary/getKeywords', { ...subscribe, libraryTitle: byId(661) })),
		...(await outputs('templateLibrary/getKeywords', {
			...template,
			libraryTitle: byId('AT0002'),
		})),
	],
	'user/getByLoginCode': async () => {
		const { simulator } = scene.harness;
		simulator.account.settings.openPlatform = true;
		return await outputs('user/getByLoginCode', { loginCode: simulator.logIn(scene.openId) });
	},
	'user/getPhoneNumber': async () =>
		await outputs('user/getPhoneNumber', {
			phoneCode: scene.harness.simulator.givePhoneNumber(scene.openId),
		}),
};

test('there is one schema for each operation, where n8n looks for it', () => {
	const files = readdirSync(SCHEMAS, { recursive: true }).map(String);
	expect(files.filter((file) => file.endsWith('.json')).sort()).toEqual(
		names.map((name) => `${name}.json`).sort(),
	);
	expect(Object.keys(runs).sort()).toEqual([...names].sort());
});

describe.each(names)('%s', (name) => {
	test('puts out what its schema says, nothing more and nothing less', async () => {
		const schema = schemaOf(name);
		const records = await runs[name]();
		expect(records).not.toEqual([]);
		expect(records.flatMap((record) => mismatches(record, schema))).toEqual([]);
		const given = new Set(records.flatMap((record) => pathsOfValue(record)));
		expect([...given].sort()).toEqual([...new Set(pathsOfSchema(schema))].sort());
	});

	test('has a schema of the form that n8n reads', () => {
		const { type, version } = schemaOf(name);
		expect({ type, version }).toEqual({ type: 'object', version: 1 });
	});
});
