import fc from 'fast-check';

import { readTemplateFields } from '../../wechat/templateContent';
import type { TemplateContent, TemplateField } from '../../wechat/templateContent';

const meeting: TemplateField[] = [
	{ key: 'date2', kind: 'date', label: '会议时间', example: '2016年8月8日' },
	{ key: 'thing1', kind: 'thing', label: '会议地点', example: 'TIT会议室' },
];
const purchase: TemplateField[] = [
	{ key: 'keyword1', kind: 'keyword', label: '购买地点', example: 'TIT造舰厂' },
	{ key: 'keyword2', kind: 'keyword', label: '购买时间', example: '2016年6月6日' },
	{ key: 'keyword10', kind: 'keyword', label: '物品名称', example: '咖啡' },
];
const example = '会议时间:2016年8月8日\n会议地点:TIT会议室\n';
const thing = (number: number, label: string, sample?: string): TemplateField => ({
	key: `thing${number}`,
	kind: 'thing',
	label,
	...(sample === undefined ? {} : { example: sample }),
});
const allowed = (keywordCode: string, enumValueList: string[]) => ({ keywordCode, enumValueList });

describe('readTemplateFields', () => {
	const samples: Array<[what: string, template: TemplateContent, fields: TemplateField[]]> = [
		[
			'a Subscribe Message: colon',
			{ content: '会议时间:{{date2.DATA}}\n会议地点:{{thing1.DATA}}\n', example },
			meeting,
		],
		[
			'full-width colons, spaces and carriage returns',
			{ content: '会议时间：{{date2.DATA}}\r\n 会议地点 ： {{ thing1.DATA }}', example },
			meeting,
		],
		[
			'a Template Message: no separator',
			{
				content:
					'购买地点{{keyword1.DATA}}\n购买时间{{keyword2.DATA}}\n物品名称{{keyword10.DATA}}\n',
				example: '购买地点：TIT造舰厂\n购买时间：2016年6月6日\n物品名称：咖啡\n',
			},
			purchase,
		],
		[
			'enum keywords',
			{
				content: '完成时间:{{time1.DATA}}\n所在位置:{{enum_string2.DATA}}\n',
				example: '完成时间:2021年10月21日 12:00:00\n所在位置:客厅\n',
				keywordEnumValueList: [
					allowed('enum_string12.DATA', ['是']),
					allowed('enum_string2.DATA', ['客厅', '餐厅']),
				],
			},
			[
				{ key: 'time1', kind: 'time', label: '完成时间', example: '2021年10月21日 12:00:00' },
				{
					key: 'enum_string2',
					kind: 'enum_string',
					label: '所在位置',
					example: '客厅',
					options: ['客厅', '餐厅'],
				},
			],
		],
		[
			'an official account: lines without label, empty lines, keys without number',
			{
				content: '{{result.DATA}}\n\n领奖金额:{{withdrawMoney.DATA}}\n{ {remark.DATA} }',
				example: '您已提交领奖申请\n\n领奖金额：100元\n谢谢',
			},
			[
				{ key: 'result', kind: 'result', label: 'result', example: '您已提交领奖申请' },
				{ key: 'withdrawMoney', kind: 'withdrawMoney', label: '领奖金额', example: '100元' },
				{ key: 'remark', kind: 'remark', label: 'remark', example: '谢谢' },
			],
		],
		[
			'labels given twice',
			{ content: '备注:{{thing5.DATA}}\n备注:{{thing7.DATA}}', example: '备注:甲\n备注:乙' },
			[thing(5, '备注', '甲'), thing(7, '备注', '乙')],
		],
		['a key given twice', { content: 'A:{{thing1.DATA}}\nB:{{thing1.DATA}}' }, [thing(1, 'A')]],
		[
			'two fields on one line, a colon within a label',
			{ content: '时间:起:{{thing1.DATA}} 止:{{thing2.DATA}}' },
			[thing(1, '时间:起'), thing(2, '止')],
		],
		[
			'an example in another order, one label the start of the other',
			{ content: '订单:{{thing1.DATA}}\n订单号:{{thing2.DATA}}', example: '订单号:17\n订单:书' },
			[thing(1, '订单', '书'), thing(2, '订单号', '17')],
		],
		[
			'an example that does not fit',
			{ content: 'A:{{thing1.DATA}}\nB:{{thing2.DATA}}', example: '另一个' },
			[thing(1, 'A'), thing(2, 'B')],
		],
		['text without fields', { content: '没有{{}}占位符 {thing1.DATA}' }, []],
		['nothing', { content: '', example: '' }, []],
	];
	test.each(samples)('%s', (_what, template, fields) => {
		expect(readTemplateFields(template)).toEqual(fields);
	});

	const label = fc
		.string({ unit: fc.constantFrom(...'会议时间地点订单号备注ABc 1（）:') })
		.map((text) => text.trim().replace(/[:： ]+$/, ''))
		.filter((text) => text !== '');
	const field = fc.record({
		label,
		kind: fc.constantFrom('thing', 'enum_string', 'keyword', 'character_string'),
		example: fc.constantFrom('咖啡', '2016年6月6日', '15:01'),
	});

	test('returns what a template was made of, in its order', () => {
		fc.assert(
			fc.property(
				fc.array(field, { maxLength: 10 }),
				fc.constantFrom(':', '：', ''),
				fc.constantFrom('\n', ''),
				(parts, separator, end) => {
					const fields = parts.map((part, index) => ({ ...part, key: `${part.kind}${index}` }));
					const content = fields.map((one) => `${one.label}${separator}{{${one.key}.DATA}}`);
					const lines = fields.map((one) => `${one.label}：${one.example}`);
					expect(
						readTemplateFields({
							content: content.join('\n') + end,
							example: lines.join('\n') + end,
						}),
					).toEqual(fields);
				},
			),
		);
	});

	test('a sample is the first one behind its label, wherever its line stands', () => {
		const labels = fc.constantFrom('订单', '订单号', '时间:起', '备注', '备注1');
		const samples = fc.tuple(labels, fc.constantFrom(':', '：', ' :'), fc.constantFrom('甲', '乙'));
		fc.assert(
			fc.property(labels, fc.array(samples, { maxLength: 6 }), (wanted, lines) => {
				// The field stands on a line of its own, below all samples.
				const content = `${'\n'.repeat(lines.length)}${wanted}:{{thing1.DATA}}`;
				const [field] = readTemplateFields({
					content,
					example: lines.map((parts) => parts.join('')).join('\n'),
				});
				const first = lines.find(([label]) => label === wanted)?.[2];
				expect(field.example).toBe(first);
			}),
		);
	});

	test('each list of allowed values is looked at once, whatever the number of fields', () => {
		let reads = 0;
		const keywordEnumValueList = Array.from({ length: 200 }, (_, number) => ({
			get keywordCode() {
				reads += 1;
				return `enum_string${number}.DATA`;
			},
			enumValueList: ['甲'],
		}));
		const content = Array.from({ length: 90 }, (_, n) => `${n}:{{enum_string${n}.DATA}}`).join(
			'\n',
		);
		const read = readTemplateFields({ content, keywordEnumValueList });
		expect(read).toHaveLength(90);
		expect(read.every(({ options }) => options?.[0] === '甲')).toBe(true);
		expect(reads).toBe(200);
	});

	test('a content of megabytes is not read to its end', () => {
		const lines = Array.from(
			{ length: 30_000 },
			(_, number) => `L${number}:{{thing${number}.DATA}}`,
		);
		const samples = lines.map((_, number) => `L${30_000 - number}:x`);
		const read = readTemplateFields({ content: lines.join('\n'), example: samples.join('\n') });
		expect(read.slice(0, 2)).toEqual([thing(0, 'L0'), thing(1, 'L1')]);
		expect(read.length).toBeGreaterThanOrEqual(50);
		expect(read.length).toBeLessThanOrEqual(100);
	});

	test('never throws', () => {
		const text = fc.string({ unit: fc.constantFrom(...'{}.DATAthing1:：\n ') });
		fc.assert(
			fc.property(text, text, (content, sample) => {
				expect(readTemplateFields({ content, example: sample })).toEqual(expect.any(Array));
			}),
		);
	});
});
