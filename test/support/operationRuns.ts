import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { ExampleItem } from '../../scripts/exampleItems';
import { byId, NODE } from './harness';
import { picture, withFile } from './pictures';
import type { SendScene } from './sendScene';

/** Runs one operation on an item that names the scene's user; gives the items it put out. */
type Run = (
	parameters: INodeParameters,
	item?: INodeExecutionData,
) => Promise<INodeExecutionData[]>;

const SEND = '/cgi-bin/message/subscribe/send';
const subscribe = { messageType: 'subscribe' };
const template = { messageType: 'template' };

/** The card of an order that the user has just paid. */
function paidOrder({ harness, openId }: SendScene): INodeParameters {
	const { simulator } = harness;
	simulator.account.addTemplate(10000001, []);
	simulator.quirks.payCodeKnownAfter = 0;
	const { transactionId, paidAt } = simulator.payOrder(openId, 5800);
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

/**
 * What each operation puts out, by `<resource>/<operation>`, for every message type that it has. The first item of each
 * is the example of the documentation. Each wants a scene of its own.
 */
export const operationRuns: Record<
	string,
	(run: Run, scene: SendScene) => Promise<INodeExecutionData[]>
> = {
	'category/getAll': async (run) => await run({}),
	'message/send': async (run, scene) => {
		const oldId = await scene.harness.addTemplateMessageTemplate();
		const send = scene.harness.sendParameters(await scene.allowedTemplate());
		return [
			...(await run(send)),
			...(await run(
				{
					...scene.harness.sendParameters(oldId),
					...template,
					formId: '={{ $json.formId }}',
					templateDataJson: '{ "keyword1": "TIT造舰厂" }',
				},
				{ json: scene.form() },
			)),
		];
	},
	'template/add': async (run) => [
		...(await run({
			...subscribe,
			libraryTitle: byId(755),
			keywordIds: [1, 3],
		})),
		...(await run({
			...template,
			libraryTitle: byId('AT0009'),
			keywordIds: [1, 2],
		})),
	],
	'template/delete': async (run, scene) => [
		...(await run({
			...subscribe,
			templateId: byId(await scene.harness.addSubscribeTemplate(335, '2,3')),
		})),
		...(await run({
			...template,
			templateId: byId(await scene.harness.addTemplateMessageTemplate('AT0036', '1')),
		})),
	],
	'template/getAll': async (run, scene) => {
		await scene.harness.addSubscribeTemplate(20002, '1,2');
		await scene.harness.addTemplateMessageTemplate('AT0787', '8');
		return [
			...(await run({ ...subscribe, returnAll: true })),
			...(await run({ ...template, returnAll: true })),
		];
	},
	'templateLibrary/getAll': async (run) => [
		...(await run({ ...subscribe, limit: 5 })),
		...(await run({ ...template, limit: 5 })),
	],
	'templateLibrary/getKeywords': async (run) => [
		...(await run({ ...subscribe, libraryTitle: byId(661) })),
		...(await run({
			...template,
			libraryTitle: byId('AT0002'),
		})),
	],
	'user/getByLoginCode': async (run, scene) => {
		const { simulator } = scene.harness;
		simulator.account.settings.openPlatform = true;
		return await run({ loginCode: simulator.logIn(scene.openId) });
	},
	'user/getPhoneNumber': async (run, scene) =>
		await run({
			phoneCode: scene.harness.simulator.givePhoneNumber(scene.openId),
		}),
	'customerService/send': async (run, { harness: { simulator }, openId }) => {
		simulator.chats.write(openId, 'Hi');
		return await run({ openId, contentType: 'text', text: 'Your order is on its way.' });
	},
	'customerService/setTyping': async (run, { harness: { simulator }, openId }) => {
		simulator.chats.write(openId, 'Hi');
		return await run({ openId });
	},
	'media/upload': async (run) => await run({}, withFile({}, picture('png'))),
	'media/download': async (run, { harness: { simulator }, openId }) =>
		await run({ mediaId: simulator.chats.sendPicture(openId, picture('jpg')) }),
	'message/sendToDevice': async (run, scene) => {
		const templateId = await scene.allowedTemplate();
		const { dataMode, templateDataJson } = scene.harness.sendParameters(templateId);
		const device = { deviceSn: 'SN-0042', modelId: 'oven-1', openIds: scene.openId };
		return await run({ templateId: byId(templateId), dataMode, templateDataJson, ...device });
	},
	'api/getQuota': async (run, { harness }) => {
		harness.simulator.setQuota(SEND, { perDay: 100, perMinute: 50 });
		return await run({ apiPath: SEND });
	},
	'api/getRequest': async (run, { harness }) => {
		const parameters = { resource: 'api', operation: 'getQuota', apiPath: '/cgi-bin/none' };
		const refused = await harness.run(parameters, [{}], { onError: 'continueRegularOutput' });
		const { rid } = refused.items(NODE)[0].json.details as { rid: string };
		return await run({ requestId: rid });
	},
	'link/createUrlLink': async (run) => await run({ pagePath: 'pages/order', days: 1 }),
	'link/createScheme': async (run) => await run({ pagePath: 'pages/order', days: 1 }),
	'link/createShortLink': async (run) => await run({ pagePath: 'pages/order?id=1' }),
	'link/createCode': async (run) => await run({ scene: 'id=1', pagePath: 'pages/order' }),
	'serviceCard/update': async (run, scene) => await run({ ...paidOrder(scene), ...cardContent }),
	'serviceCard/updateDetails': async (run, scene) =>
		await run({
			...paidOrder(scene),
			detailsJson: '{ "store_info": { "store_name": "体育西店" } }',
		}),
	'serviceCard/get': async (run, scene) => {
		const { harness, openId } = scene;
		const card = paidOrder(scene);
		const parameters = { resource: 'serviceCard', operation: 'update', ...card, ...cardContent };
		const empty = await run(card);
		await harness.run(parameters, [{ openId }]);
		return [...(await run(card)), ...empty];
	},
};

/** What leaves by the error output for a user who has not subscribed. */
export async function errorItemOf({ harness }: SendScene): Promise<INodeExecutionData[]> {
	const templateId = await harness.addSubscribeTemplate();
	const input = [{ openId: harness.simulator.user('bob') }];
	const parameters = harness.sendParameters(templateId);
	const result = await harness.run(parameters, input, { onError: 'continueErrorOutput' });
	return result.items(NODE, 1);
}

/** When the examples of the documentation were made, on WeChat's clock: ids follow from it and from the simulator's seed. */
export const EXAMPLE_TIME = Date.UTC(2024, 5, 8, 2, 30);

/** The first of the items as the documentation shows it: its fields, and the names of its files. */
export const exampleOf = ([{ json, binary }]: INodeExecutionData[]): ExampleItem => ({
	json,
	...(binary && { binary: Object.keys(binary) }),
});

/** Runs the operation of this name. Throws what stopped it. */
export async function itemsOf(name: string, scene: SendScene): Promise<INodeExecutionData[]> {
	const [resource, operation] = name.split('/');
	return await operationRuns[name](async (parameters, item = { json: {} }) => {
		const { openId, harness } = scene;
		const input = [{ ...item, json: { openId, ...item.json } }];
		const result = await harness.run({ resource, operation, ...parameters }, input);
		if (result.error) throw result.error;
		return result.items(NODE);
	}, scene);
}
