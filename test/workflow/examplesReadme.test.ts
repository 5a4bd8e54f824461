import type { INodeParameters } from 'n8n-workflow';

import { readEvents, readPush } from '../../wechat/push/events';
import { byId, NODE, useHarness } from '../support/harness';
import { readmeSections } from '../support/readme';

const sections = readmeSections();
const exampleOf = (heading: string) => sections.get(heading)?.examples[0];

// All ids follow from the simulator's seed and clock, and from the order of the calls.
const harness = useHarness({ now: () => Date.UTC(2024, 5, 8, 2, 30) }, 'all');

/** Runs an operation and expects that the README shows one of its items. */
async function expectShown(heading: string, parameters: INodeParameters): Promise<void> {
	const { error, items } = await harness.run({ messageType: 'subscribe', ...parameters });
	expect(error).toBeUndefined();
	expect(items(NODE).map(({ json }) => json)).toContainEqual(exampleOf(heading));
}

test('the README shows items that the node puts out', async () => {
	const { simulator } = harness;
	const openId = simulator.user('ann');
	const library = { resource: 'templateLibrary' };
	const title = { libraryTitle: byId(661) };
	await expectShown('Template Library > Get Many', {
		...library,
		operation: 'getAll',
		filters: { titleContains: '订单支付成功通知' },
	});
	await expectShown('Template Library > Get Keywords', {
		...library,
		operation: 'getKeywords',
		...title,
	});
	const template = { resource: 'template' };
	await expectShown('Template > Add', {
		...template,
		operation: 'add',
		...title,
		keywordIds: '1,2,4',
		sceneDescription: '支付成功后通知',
	});
	await expectShown('Template > Get Many', { ...template, operation: 'getAll' });

	const { priTmplId } = exampleOf('Template > Add') as { priTmplId: string };
	simulator.subscribe(openId, priTmplId);
	const { items } = await harness.run(
		{
			...harness.sendParameters(priTmplId, { concurrency: 1 }),
			templateDataJson: '{ "thing1": "拿铁", "amount2": "￥18.00", "time4": "15:01" }',
		},
		[{ openId }, { openId: simulator.user('bob') }],
		{ onError: 'continueErrorOutput' },
	);
	expect(items(NODE).map(({ json }) => json)).toEqual([exampleOf('Message > Send')]);
	expect(items(NODE, 1).map(({ json }) => json)).toEqual([exampleOf('Operations')]);

	simulator.subscribe(openId, priTmplId);
	await expectShown('Message > Send to Device Users', {
		resource: 'message',
		operation: 'sendToDevice',
		templateId: byId(priTmplId),
		dataMode: 'json',
		templateDataJson: '{ "thing1": "咖啡机", "amount2": "￥18.00", "time4": "15:01" }',
		deviceSn: 'SN20240608-0001',
		modelId: 'm1',
		openIds: openId,
	});
	await expectShown('Template > Delete', {
		...template,
		operation: 'delete',
		templateId: byId(priTmplId),
	});
	await expectShown('Category > Get Many', { resource: 'category', operation: 'getAll' });
	await expectShown('User > Get by Login Code', {
		resource: 'user',
		operation: 'getByLoginCode',
		loginCode: simulator.logIn(openId),
	});
	await expectShown('User > Get Phone Number', {
		resource: 'user',
		operation: 'getPhoneNumber',
		phoneCode: simulator.givePhoneNumber(openId),
	});
});

test('the README shows links, codes and look-ups', async () => {
	const page = { pagePath: 'pages/order/detail' };
	const link = { resource: 'link', query: 'id=20240601001', ...page };
	// The date of the machine is not the simulator's, so the life is given in days.
	await expectShown('Link > Create URL Link', { ...link, operation: 'createUrlLink' });
	await expectShown('Link > Create Scheme', { ...link, operation: 'createScheme' });
	await expectShown('Link > Create Short Link', {
		resource: 'link',
		operation: 'createShortLink',
		pagePath: 'pages/order/detail?id=20240601001',
		pageTitle: '我的订单',
	});
	await expectShown('Link > Create Code', {
		resource: 'link',
		operation: 'createCode',
		scene: 'id=20240601001',
		...page,
	});
	await expectShown('API > Get Quota', {
		resource: 'api',
		operation: 'getQuota',
		apiPath: '/cgi-bin/message/subscribe/send',
	});
	const { details } = exampleOf('Operations') as { details: { rid: string } };
	await expectShown('API > Get Request', {
		resource: 'api',
		operation: 'getRequest',
		requestId: details.rid,
	});
});

test('the README shows an item of the trigger, with the msgid that Send gave', () => {
	const { msgid, touser, template_id } = exampleOf('Message > Send') as Record<string, string>;
	const push = {
		ToUserName: 'gh_123456789abc',
		FromUserName: touser,
		CreateTime: 1717813800,
		MsgType: 'event',
		Event: 'subscribe_msg_sent_event',
		List: { TemplateId: template_id, MsgID: msgid, ErrorCode: '0', ErrorStatus: 'success' },
	};
	const [event] = readEvents(readPush(JSON.stringify(push)));
	expect(exampleOf('Trigger setup')).toEqual(event);
});
