import fc from 'fast-check';

import {
	fromMapperField,
	toMapperField,
} from '../../nodes/WeChatMiniProgram/templateFields/mapperField';
import type { TemplateField } from '../../wechat/templateContent';

const saved = (id: string, displayName: string) => ({
	id,
	displayName,
	required: true,
	defaultMatch: false,
	display: true,
});

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 });
const key = fc
	.tuple(
		fc.constantFrom(
			'thing',
			'name',
			'date',
			'character_string',
			'enum_string',
			'keyword',
			'result',
		),
		fc.nat(99),
	)
	.map(([kind, number]) => ({ kind, key: `${kind}${number}` }));

const field: fc.Arbitrary<TemplateField> = fc
	.record(
		{
			named: key,
			label: fc.oneof(text, fc.constantFrom('订单 - 编号', ' - ', 'a - b - c', '备注-说明')),
			options: fc.array(text, { minLength: 1, maxLength: 4 }),
		},
		{ requiredKeys: ['named', 'label'] },
	)
	.map(({ named, ...rest }) => ({ ...named, ...rest }));

test('a saved field is read as the template had it, whatever its label', () => {
	fc.assert(
		fc.property(field, fc.boolean(), (one, required) => {
			const mapped = toMapperField(one, required);
			expect(fromMapperField(mapped)).toEqual(one);
			expect(mapped).toMatchObject({ id: one.key, required, display: true });
		}),
	);
});

test.each([
	['thing1', 'Delivery Address', 'Delivery Address'],
	['thing1', '', 'thing1'],
	['thing1', ' - max 20 chars', 'thing1'],
	['thing1', '备注 - words of another version', '备注'],
	['keyword3', '购买 - 地点', '购买 - 地点'],
])('the field %s that is shown as %j has the label %j', (id, displayName, label) => {
	expect(fromMapperField(saved(id, displayName)).label).toBe(label);
});
