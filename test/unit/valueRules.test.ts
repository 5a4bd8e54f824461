import fc from 'fast-check';

import { isValueAllowed } from '../../simulator/values';
import type { ValueRule } from '../../simulator/values';
import {
	brieflyDescribeKind,
	checkValue,
	describeKind,
	shortenValue,
	valueKinds as kinds,
} from '../../wechat/valueRules';

const digits = (count: number) => '1'.repeat(count);

const accepted: Record<string, string[]> = {
	thing: [
		'广州至北京',
		'TIT会议室',
		'名称',
		'天河路208号',
		'已到货 可下单',
		'a b-c!',
		'字'.repeat(20),
		'😀'.repeat(20),
	],
	number: ['339208499', '2', '0', '-5', '30.50', digits(32)],
	letter: ['ABC', 'abc', 'x'.repeat(32)],
	symbol: ['★', '!?', '+-*/=', '，。', '￥'],
	character_string: [
		'20161031162645020777',
		'ADWMP2933887762',
		'SF1234567890',
		'a b_c-d#1',
		'36.5℃',
		'￥18.00',
		'A·B',
		'3×5',
		'№7，',
		digits(32),
	],
	time: [
		'15:01',
		'9:05',
		'15:01:59',
		'2019年10月1日 15:01',
		'2023-03-24 11:50:00',
		'2019-12-25 09:42',
		'2008年02月08日 01:01',
		'2021年10月25日 09:00~09:30',
		'2024-07-24 08:00~12:00',
		'2021年10月21日 12:00:00',
		'2026年8月15日~2027年4月30日',
		'2027年4月30日',
		'2026-02-13',
		'2026/02/13 ~ 2026/02/14',
		'8月15日 09:00~8月16日',
	],
	date: [
		'2019年10月1日',
		'2019年10月',
		'10月1日',
		'2018-01-01',
		'2018/01/01',
		'2018.01.01',
		'2018-01',
		'01-01',
		'2016年6月6日',
		'2024年6月1日 12:00',
		'2019年10月1日~2019年10月7日',
	],
	amount: ['￥100', '¥5.80', '$1', '3233.33元', '18.00元', '30', '1234567890.99'],
	phone_number: ['+86-0766-66888866', '13800138000', '(020) 123456'],
	car_number: ['粤A8Z888挂', '粤A8Z888', 'AB123', '粤B12345D'],
	name: ['某某', '张三', 'John Smith', '阿卜杜拉·买买提', '王'.repeat(10), 'x'.repeat(20)],
	phrase: ['配送中', '审核中', '已同意', '等待商家中'],
	enum: ['客厅'],
	enum_string: ['客厅'],
	const: ['任何值'],
	keyword: ['339208499', '字'.repeat(500), '第一行\n第二行', ' '],
};

const refused: Record<string, string[]> = {
	thing: ['', '第一行\n第二行', 'a\tb', 'a\u007fb', '字'.repeat(21), `${'字'.repeat(19)}ab`],
	number: ['', '1,000', '12a', '1e21', '.5', '5.', '一', ' 1', digits(33)],
	letter: ['', 'A B', 'A1', '字', 'é', 'x'.repeat(33)],
	symbol: ['', '字', '⺅', 'a', '1', '★★★★★★', '★\n'],
	character_string: ['', '订单1', 'a\nb', digits(33)],
	time: [
		'',
		'2024-07-24 08~12',
		'1721779200000',
		':2020年4月12日',
		'08:00～12:00',
		'2024-07-24 08:00～12:00',
		'明天',
		'2026年8月15日至',
		'25:00',
		'15:60',
		'2024-06-01T10:00:00.000Z',
		'10:00 pm',
	],
	date: ['', '明天', '2024-06-01T10:00:00Z', '8/22/2020 3:00:21 AM', '20191001', '1721779200000'],
	amount: ['', '1,000.00', '￥￥1', '12345678901', '100 元', '一百', '5元起', '1e3'],
	phone_number: ['', '电话12345', 'ext 12', '1\n2', digits(18)],
	car_number: ['', '粤A·12345', '粤粤A123', '粤A8Z8888挂', 'A B'],
	name: ['', '王'.repeat(11), 'x'.repeat(21), `王${'x'.repeat(10)}`, '张三\n'],
	phrase: ['', '13笔', 'OK', '配送中！', '等待商家确认'],
	enum: [''],
	enum_string: [''],
	const: [''],
	keyword: [''],
};

const pairs = (samples: Record<string, string[]>) =>
	Object.entries(samples).flatMap(([kind, values]) => values.map((value) => ({ kind, value })));

test('every kind has samples of both sorts', () => {
	expect(Object.keys(accepted)).toEqual(kinds);
	expect(Object.keys(refused)).toEqual(kinds);
});

test.each(Object.keys(accepted))('the brief description of %s fits beside a label', (kind) => {
	expect(brieflyDescribeKind(kind)).toMatch(/^[^]{1,15}$/);
});

describe('checkValue', () => {
	test.each(pairs(accepted))('accepts $kind $value', ({ kind, value }) => {
		expect(checkValue({ kind }, value)).toBeUndefined();
	});

	test.each(pairs(refused))('refuses $kind $value', ({ kind, value }) => {
		const found = checkValue({ kind }, value);
		expect(found?.rule).toContain(describeKind(kind));
		expect(checkValue({ kind }, found?.example ?? '')).toBeUndefined();
	});

	const unpublished: Array<[kind: string, value: string]> = [
		['name', '用户8851'],
		['name', 'R2-D2'],
		['phone_number', '020/1234_5678'],
		['phone_number', '０２０－１２３４'],
		['date', '10月1日~3日'],
		['date', '2019-10-01~10-07'],
		['time', '15:01~16'],
		['thing', '👨‍👩‍👧‍👦 家'],
	];
	test.each(unpublished)('leaves to WeChat what it has not published: %s %s', (kind, value) => {
		expect(checkValue({ kind }, value)).toBeUndefined();
	});

	test.each(['result', 'remark', 'constructor', '__proto__', ''])(
		'passes unknown kind %s',
		(kind) => {
			expect(checkValue({ kind }, '')).toBeUndefined();
			expect(checkValue({ kind }, 'any\ntext')).toBeUndefined();
			expect(describeKind(kind)).toBe('text');
			expect(brieflyDescribeKind(kind)).toBe('text');
		},
	);

	const tooLong: Array<[kind: string, value: string, isTooLong: boolean]> = [
		['thing', '字'.repeat(21), true],
		['thing', `${'字'.repeat(21)}\n`, false],
		['thing', '', false],
		['number', digits(33), true],
		['number', `${digits(33)}a`, false],
		['name', '王'.repeat(11), true],
		['phrase', '等待商家确认', true],
		['amount', '12345678901', false],
	];
	test.each(tooLong)('%s %j is only too long: %s', (kind, value, isTooLong) => {
		expect(checkValue({ kind }, value)?.tooLong).toBe(isTooLong);
	});

	const dashes: Array<[kind: string, value: string, dash: string | undefined]> = [
		['time', '08:00～12:00', '～'],
		['time', '2024-07-24 08:00 - 12:00', '-'],
		['time', '2026年8月15日至2027年4月30日', '至'],
		['time', '08:00–12:00', '–'],
		['time', '08:00—12:00', '—'],
		['date', '2019年10月1日 到 2019年10月7日', '到'],
		['date', '2019-10-01-2019-10-07', '-'],
		['date', '2019.10.01〜2019.10.07', '〜'],
		['time', '2024-07-24 08~12', undefined],
		['time', '明天～后天', undefined],
		['time', '-08:00', undefined],
	];
	test.each(dashes)('%s %s: names the sign that should be ~', (kind, value, dash) => {
		const found = checkValue({ kind }, value);
		expect([found?.tooLong, found?.wrongDash]).toEqual([false, dash]);
	});

	test('tells what WeChat accepts', () => {
		expect(checkValue({ kind: 'thing' }, 'a\nb')).toEqual({
			rule: 'text, at most 20 characters, without line breaks',
			example: '广州至北京',
			tooLong: false,
		});
		expect(checkValue({ kind: 'thing' }, '')?.rule).toBe('text, at most 20 characters, not empty');
	});

	test('holds an enum to the values of the template', () => {
		const field = { kind: 'enum_string', options: ['餐厅', '客厅'] };
		expect(checkValue(field, '客厅')).toBeUndefined();
		expect(checkValue(field, '花园')).toEqual({
			rule: 'one of: 餐厅, 客厅',
			example: '餐厅',
			tooLong: false,
		});
	});

	test('names at most ten values of an enum', () => {
		const options = Array.from({ length: 12 }, (_, index) => `第${index}`);
		expect(checkValue({ kind: 'enum', options }, '')?.rule).toMatch(/not empty$/);
		expect(checkValue({ kind: 'enum', options }, 'x')?.rule).toMatch(/^one of: 第0, .+, 第9, …$/);
	});
});

describe('shortenValue', () => {
	const samples: Array<[kind: string, value: string, shortened: string | undefined]> = [
		['thing', '广州至北京', '广州至北京'],
		['thing', '字'.repeat(21), `${'字'.repeat(19)}…`],
		['thing', `${'字'.repeat(18)} 后面还有`, `${'字'.repeat(18)}…`],
		['thing', '😀'.repeat(30), `${'😀'.repeat(19)}…`],
		['thing', `${'字'.repeat(17)}👨‍👩‍👧‍👦一家人`, `${'字'.repeat(17)}…`],
		['thing', `${'e\u0301'.repeat(12)}`, `${'e\u0301'.repeat(9)}…`],
		['thing', `${'字'.repeat(18)}🇨🇳国庆`, `${'字'.repeat(18)}…`],
		['thing', `${'字'.repeat(18)}👍🏽很好`, `${'字'.repeat(18)}…`],
		['thing', `a${'\u0301'.repeat(30)}`, undefined],
		['thing', ' '.repeat(30), undefined],
		['thing', `${'字'.repeat(21)}\n`, undefined],
		['thing', '', undefined],
		['name', '王'.repeat(12), `${'王'.repeat(9)}…`],
		['name', 'Maximilian Featherstonehaugh', 'Maximilian Feathers…'],
		['number', digits(33), undefined],
		['letter', 'x'.repeat(33), undefined],
		['symbol', '★★★★★★', undefined],
		['character_string', digits(33), undefined],
		['phone_number', digits(18), undefined],
		['car_number', '粤A8Z8888挂', undefined],
		['phrase', '等待商家确认', undefined],
		['amount', '12345678901', undefined],
		['date', '2019年10月1日星期二', undefined],
		['result', '字'.repeat(50), '字'.repeat(50)],
	];
	test.each(samples)('%s %s', (kind, value, shortened) => {
		expect(shortenValue({ kind }, value)).toBe(shortened);
	});
});

describe('any value', () => {
	const text = fc.oneof(
		fc.string({ unit: 'grapheme', maxLength: 60 }),
		fc.string({ unit: 'binary', maxLength: 60 }),
		fc.string({
			unit: fc.constantFrom(...'0123456789-+./:~ 年月日元￥$AZaz字王挂★\n'),
			maxLength: 36,
		}),
		fc.constantFrom(...Object.values(accepted).flat(), ...Object.values(refused).flat()),
	);
	const kind = fc.constantFrom(...kinds, 'unknown');

	test('is shortened to one that passes, or not at all', () => {
		fc.assert(
			fc.property(kind, text, (one, value) => {
				const shortened = shortenValue({ kind: one }, value);
				if (checkValue({ kind: one }, value) === undefined) {
					expect(shortened).toBe(value);
				} else if (shortened !== undefined) {
					expect(checkValue({ kind: one }, shortened)).toBeUndefined();
					expect(shortened.endsWith('…')).toBe(true);
					expect(value.startsWith(shortened.slice(0, -1))).toBe(true);
				}
			}),
			{ numRuns: 1000 },
		);
	});

	test('is a whole number of surrogate pairs after shortening', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', minLength: 21, maxLength: 40 }), (value) => {
				expect(shortenValue({ kind: 'thing' }, value) ?? '').not.toMatch(/\p{Cs}/u);
			}),
		);
	});

	const two = (count: number) => String(count).padStart(2, '0');
	const clocks = fc
		.tuple(fc.nat(23), fc.nat(59))
		.map(([hour, minute]) => `${two(hour)}:${two(minute)}`);
	const days = fc
		.tuple(
			fc.integer({ min: 1900, max: 2199 }),
			fc.integer({ min: 1, max: 12 }),
			fc.integer({ min: 1, max: 28 }),
		)
		.chain(([year, month, day]) =>
			fc.constantFrom(
				`${year}年${month}月${day}日`,
				`${year}-${two(month)}-${two(day)}`,
				`${year}/${month}/${day}`,
				`${month}月${day}日`,
			),
		);
	const times = fc.oneof(
		clocks,
		days,
		fc.tuple(days, fc.constantFrom(' ', ''), clocks).map((parts) => parts.join('')),
	);
	const space = fc.constantFrom('', ' ');

	test('two times are taken with ~ between them, and no other sign is passed over in silence', () => {
		const sign = fc.constantFrom('～', '-', '–', '—', '至', '到', '〜', '−');
		fc.assert(
			fc.property(times, times, sign, space, (from, to, dash, gap) => {
				const value = (between: string) => from + gap + between + gap + to;
				expect(checkValue({ kind: 'time' }, value('~'))).toBeUndefined();
				expect(isValueAllowed('time', value('~'))).toBe(true);
				expect(checkValue({ kind: 'time' }, value(dash))?.wrongDash).toBe(dash);
				expect(isValueAllowed('time', value(dash))).toBe(false);
			}),
			{ numRuns: 500 },
		);
	});

	test('a date takes every day and every range of days', () => {
		fc.assert(
			fc.property(days, days, space, (from, to, gap) => {
				for (const kind of ['date', 'time'] as const) {
					expect(checkValue({ kind }, from)).toBeUndefined();
					expect(checkValue({ kind }, `${from}${gap}~${gap}${to}`)).toBeUndefined();
				}
			}),
		);
	});

	test('character strings of one line and 32 characters pass unless they hold Chinese', () => {
		const unit = fc.constantFrom(...'Az09 -_#/.,:;!?@&%+=*()￥℃·×№éя→…');
		fc.assert(
			fc.property(fc.string({ unit, minLength: 1, maxLength: 32 }), fc.nat(31), (value, at) => {
				expect(checkValue({ kind: 'character_string' }, value)).toBeUndefined();
				const chinese = `${value.slice(0, at)}单${value.slice(at + 1)}`;
				expect(checkValue({ kind: 'character_string' }, chinese)).toMatchObject({ tooLong: false });
			}),
		);
	});

	// The simulator was written from the same public rules by itself.
	const published = kinds.filter((one) => one !== 'const' && one !== 'keyword') as ValueRule[];

	test('passes here if it passes the simulator', () => {
		fc.assert(
			fc.property(fc.constantFrom(...published), text, (rule, value) => {
				fc.pre(value !== '' && isValueAllowed(rule, value));
				expect(checkValue({ kind: rule }, value)).toBeUndefined();
			}),
			{ numRuns: 500 },
		);
	});

	const strict = published.filter((one) => one !== 'name' && one !== 'phone_number');

	test('passes the simulator if it passes here and its rule is public', () => {
		fc.assert(
			fc.property(fc.constantFrom(...strict), text, (rule, value) => {
				fc.pre(!value.includes('~') && checkValue({ kind: rule }, value) === undefined);
				expect(isValueAllowed(rule, value)).toBe(true);
			}),
			{ numRuns: 500 },
		);
	});
});
