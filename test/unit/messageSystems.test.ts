/* eslint-disable @n8n/community-nodes/no-hardcoded-secrets -- names of WeChat's fields */
import type { AccountTemplate, NamedRecord } from '../../wechat/messageSystem';
import { subscribeMessages as subscribe } from '../../wechat/subscribeMessages';
import { templateMessages as template } from '../../wechat/templateMessages';

/** A record of WeChat and how a person reads it. */
const titles: Array<[string, NamedRecord, NamedRecord]> = [
	[
		'subscribe',
		subscribe.nameTitle({ tid: 99, title: '付款成功通知', type: 2, categoryId: '616' }),
		{ id: '99', name: '付款成功通知', note: 'One-time' },
	],
	[
		'subscribe, long-term',
		subscribe.nameTitle({ tid: '100', title: '洗衣机故障提醒', type: '3' }),
		{ id: '100', name: '洗衣机故障提醒', note: 'Long-term' },
	],
	[
		'template',
		template.nameTitle({ id: 'AT0002', title: '购买成功通知' }),
		expect.objectContaining({ id: 'AT0002', name: '购买成功通知' }) as NamedRecord,
	],
];
test.each(titles)('a title of %s', (_type, named, expected) => {
	expect(named).toEqual(expected);
});

const keywords: Array<[string, NamedRecord, NamedRecord]> = [
	[
		'subscribe',
		subscribe.nameKeyword({ kid: 1, name: '物品名称', example: '名称', rule: 'thing' }),
		{ id: '1', name: '物品名称', note: '名称' },
	],
	[
		'template',
		template.nameKeyword({ keyword_id: 3, name: '购买地点', example: 'TIT造舰厂' }),
		{ id: '3', name: '购买地点', note: 'TIT造舰厂' },
	],
	[
		'template with its id as text',
		template.nameKeyword({ keyword_id: '3', name: '购买地点' }),
		{ id: '3', name: '购买地点', note: '' },
	],
];
test.each(keywords)('a keyword of %s', (_type, named, expected) => {
	expect(named).toEqual(expected);
});

describe('a template of the account', () => {
	const keys = ({ fields }: AccountTemplate) => fields.map(({ key, label }) => [key, label]);

	test("subscribe, WeChat's sample with enum keywords", () => {
		const washingMachine = subscribe.nameTemplate({
			priTmplId: 'cy_DfOZL7lypxHh3ja3DyAUbn1GYQRGwezuy5LBTFME',
			title: '洗衣机故障提醒',
			content:
				'完成时间:{{time1.DATA}}\n所在位置:{{enum_string2.DATA}}\n提示说明:{{enum_string3.DATA}}\n',
			example: '完成时间:2021年10月21日 12:00:00\n所在位置:客厅\n提示说明:设备发生故障\n',
			keywordEnumValueList: [
				{ enumValueList: ['客厅', '餐厅'], keywordCode: 'enum_string2.DATA' },
				'not a record',
				{ enumValueList: 'not a list', keywordCode: 'enum_string3.DATA' },
			],
			type: 3,
		});
		expect(washingMachine).toMatchObject({
			id: 'cy_DfOZL7lypxHh3ja3DyAUbn1GYQRGwezuy5LBTFME',
			name: '洗衣机故障提醒',
			note: 'Long-term',
		});
		expect(keys(washingMachine)).toEqual([
			['time1', '完成时间'],
			['enum_string2', '所在位置'],
			['enum_string3', '提示说明'],
		]);
		expect(washingMachine.fields.map(({ options }) => options)).toEqual([
			undefined,
			['客厅', '餐厅'],
			[],
		]);
	});

	test("template, the document's sample", () => {
		const purchase = template.nameTemplate({
			template_id: 'wDYzYZVxobJivW9oMpSCpuvACOfJXQIoKUm0PY397Tc',
			title: '购买成功通知',
			content: '购买地点{{keyword1.DATA}}\n购买时间{{keyword2.DATA}}\n物品名称{{keyword3.DATA}}\n',
			example: '购买地点:TIT造舰厂\n购买时间:2016年6月6日\n物品名称:咖啡\n',
		});
		expect(purchase).toMatchObject({
			id: 'wDYzYZVxobJivW9oMpSCpuvACOfJXQIoKUm0PY397Tc',
			name: '购买成功通知',
		});
		expect(keys(purchase)).toEqual([
			['keyword1', '购买地点'],
			['keyword2', '购买时间'],
			['keyword3', '物品名称'],
		]);
	});
});

describe('what may be repeated when its outcome is not known', () => {
	const stretch = { offset: 0, count: 1 };
	const newTemplate = { titleId: '1', keywordIds: [1, 2] };
	const message = { openId: 'o', templateId: 't', data: {} };

	test.each(Object.entries({ subscribe, template }))('%s: reads only', (_type, system) => {
		expect([
			system.listLibrary.request(stretch).repeatable,
			system.getKeywords.request({ titleId: '1' }).repeatable,
			system.listTemplates.request(stretch).repeatable,
			system.addTemplate.request(newTemplate).repeatable,
			system.deleteTemplate.request({ templateId: 't' }).repeatable,
			system.send.request(message).repeatable,
		]).toEqual([true, true, true, false, false, false]);
	});
});
