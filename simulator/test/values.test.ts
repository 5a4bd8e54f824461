import { isValueAllowed } from '../values';
import type { ValueRule } from '../values';
import { SUBSCRIBE_TITLES } from '../library/subscribeTitles';

const ACCEPTED: Array<[ValueRule, string[]]> = [
	['thing', ['广州至北京', 'x'.repeat(20), '已到货 可下单', '3人']],
	['number', ['339208499', '3.5', '-2', '9'.repeat(32)]],
	['letter', ['ABC', 'a'.repeat(32)]],
	['symbol', ['+-*', '……']],
	[
		'character_string',
		['20161031162645020777', 'SF-1 #2', '36.5℃', '￥18.00', 'A·B', '3×5', 'a'.repeat(32)],
	],
	[
		'time',
		[
			'15:01',
			'2019年10月1日 15:01',
			'2023-03-24 11:50:00',
			'2019-12-25 09:42',
			'2008年02月08日 01:01',
			'2021年10月25日 09:00~09:30',
			'2024-07-24 08:00~12:00',
			'2026年8月15日~2027年4月30日',
			'2026-02-13',
		],
	],
	[
		'date',
		[
			'2019年10月1日',
			'2019年10月',
			'10月1日',
			'2018-01-01',
			'2018/01/01',
			'2018.01.01',
			'2018-01',
			'01-01',
			'2019年10月1日 15:01',
			'2019年10月1日~2019年10月7日',
		],
	],
	['amount', ['￥100', '¥5.80', '3233.33元', '100', '$9999999999']],
	['phone_number', ['+86-0766-66888866', '13800138000']],
	['car_number', ['粤A8Z888挂', '粤A12345']],
	['name', ['某某', 'John Smith', '一二三四五六七八九十']],
	['phrase', ['配送中', '一二三四五']],
];

const REFUSED: Array<[ValueRule, string[]]> = [
	['thing', ['', 'x'.repeat(21), '两\n行']],
	['number', ['12a', '1'.repeat(33), '1.', '一']],
	['letter', ['A1', 'a'.repeat(33), '中']],
	['symbol', ['a', '1', '中', '+-*/=!']],
	['character_string', ['订单1', 'SF1\n', 'a'.repeat(33)]],
	[
		'time',
		['2024-07-24 08~12', '1721779200000', ':2020年4月12日', '2024-07-24 08:00～12:00', '25:00'],
	],
	['date', ['tomorrow', '2019年', '6/8/2020 3:04:05 PM', '20190101']],
	['amount', ['￥￥1', '99999999999', '十元', '1,000']],
	['phone_number', ['+86-0766-668888667', '电话1']],
	['car_number', ['粤A8Z8888挂', 'A-1']],
	['name', ['一二三四五六七八九十一', 'a'.repeat(21)]],
	['phrase', ['13笔', '一二三四五六', 'ok']],
];

describe('value rules', () => {
	it.each(ACCEPTED)('%s accepts %j', (rule, values) => {
		expect(values.filter((value) => !isValueAllowed(rule, value))).toEqual([]);
	});

	it.each(REFUSED)('%s refuses %j', (rule, values) => {
		expect(values.filter((value) => isValueAllowed(rule, value))).toEqual([]);
	});

	it('an enum takes its values only', () => {
		expect(isValueAllowed('enum_string', '客厅', ['客厅', '餐厅'])).toBe(true);
		expect(isValueAllowed('enum_string', '阳台', ['客厅', '餐厅'])).toBe(false);
	});

	it('every example of the library passes its own rule', () => {
		const keywords = [...SUBSCRIBE_TITLES.values()].flatMap((title) => title.keywords);
		const failing = keywords.filter(
			({ rule, example, enumValues }) => !isValueAllowed(rule, example, enumValues),
		);
		expect(failing).toEqual([]);
	});
});
