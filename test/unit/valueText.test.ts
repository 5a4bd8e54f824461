import fc from 'fast-check';
import { DateTime, Duration } from 'luxon';

import { checkValue } from '../../wechat/valueRules';
import { isRounded, toValueText } from '../../wechat/valueText';

const shanghai = 'Asia/Shanghai';
const newYork = 'America/New_York';
const noon = '2024-06-01T04:05:59.999Z';

type Sample = [what: string, value: unknown, kind: string, zone: string, text: string | undefined];

const samples: Sample[] = [
	['an ISO text in UTC', noon, 'time', shanghai, '2024年6月1日 12:05'],
	['in another zone', noon, 'time', newYork, '2024年6月1日 00:05'],
	['an ISO text with offset', '2024-06-01T12:05:00+08:00', 'date', newYork, '2024年6月1日 00:05'],
	['a short offset', '2024-06-01T12:05:00+0530', 'time', 'UTC', '2024年6月1日 06:35'],
	['an offset of hours', '2024-06-01 12:05:00+08', 'time', 'UTC', '2024年6月1日 04:05'],
	['a space before the offset', '2024-06-01 12:05:00 -05:00', 'time', 'UTC', '2024年6月1日 17:05'],
	['lower case', '2024-06-01t12:05:00z', 'time', 'UTC', '2024年6月1日 12:05'],
	['nanoseconds', '2024-06-01T12:05:00.123456789Z', 'time', 'UTC', '2024年6月1日 12:05'],
	['no offset: stays as it is', '2024-06-01T23:30:00', 'time', newYork, '2024年6月1日 23:30'],
	['no seconds', '2024-06-01T23:30', 'date', shanghai, '2024年6月1日 23:30'],
	['a day only: is never shifted', '2024-06-01', 'date', newYork, '2024-06-01'],
	['midnight in a date', '2024-06-01T00:00:00+08:00', 'date', shanghai, '2024年6月1日'],
	['midnight in a time', '2024-06-01T00:00:00+08:00', 'time', shanghai, '2024年6月1日 00:00'],
	['midnight without offset', '2024-06-01T00:00:00', 'date', newYork, '2024年6月1日'],
	['a day that does not exist', '2024-02-30T10:00:00Z', 'time', 'UTC', '2024-02-30T10:00:00Z'],
	['an hour that does not exist', '2024-02-03T25:00:00Z', 'time', 'UTC', '2024-02-03T25:00:00Z'],
	['ISO text in a text field', noon, 'thing', shanghai, noon],
	[
		'a Luxon value as n8n hands it over',
		'2024-06-01T12:05:59.999+08:00',
		'keyword',
		newYork,
		'2024年6月1日 00:05',
	],
	[
		'ISO text without offset in a keyword',
		'2024-06-01 12:05:59',
		'keyword',
		newYork,
		'2024-06-01 12:05:59',
	],
	['form of WeChat', '2019年10月1日 15:01', 'time', newYork, '2019年10月1日 15:01'],
	['another form of WeChat', '2023-03-24 11:50:00', 'time', newYork, '2023-03-24 11:50:00'],
	['a clock only', '15:01', 'time', newYork, '15:01'],
	['text', '广州至北京', 'thing', shanghai, '广州至北京'],
	['a line end behind', '咖啡\n', 'thing', shanghai, '咖啡'],
	['a space in front', ' 18.00元', 'amount', shanghai, '18.00元'],
	['the line end of a Windows file', 'SF123\r\n', 'character_string', shanghai, 'SF123'],
	['a full-width space', '　张三　', 'name', shanghai, '张三'],
	['space within', ' a  b ', 'thing', shanghai, 'a  b'],
	['an ISO text with a line end', `${noon}\n`, 'time', shanghai, '2024年6月1日 12:05'],
	['nothing but space', ' \t\n', 'thing', shanghai, ''],
	['text of two lines', 'a\nb', 'thing', shanghai, 'a\nb'],
	['empty text', '', 'time', shanghai, ''],
	['a Date', new Date(noon), 'time', shanghai, '2024年6月1日 12:05'],
	['a Date in a text field', new Date(noon), 'keyword', shanghai, '2024年6月1日 12:05'],
	['an invalid Date', new Date(NaN), 'time', shanghai, undefined],
	['a Date before year 1', new Date('-000001-01-01T00:00:00Z'), 'time', 'UTC', undefined],
	[
		'a Luxon value',
		DateTime.fromISO(noon, { zone: newYork }),
		'time',
		shanghai,
		'2024年6月1日 12:05',
	],
	[
		'a Luxon day',
		DateTime.fromISO('2024-06-01', { zone: shanghai }),
		'date',
		shanghai,
		'2024年6月1日',
	],
	['an invalid Luxon value', DateTime.invalid('test'), 'time', shanghai, undefined],
	['a Luxon duration', Duration.fromMillis(5000), 'time', shanghai, undefined],
	['daylight saving time', '2024-01-15T17:00:00Z', 'time', newYork, '2024年1月15日 12:00'],
	['an integer', 30, 'number', shanghai, '30'],
	['zero', -0, 'number', shanghai, '0'],
	['a fraction', -58.25, 'amount', shanghai, '-58.25'],
	['the largest exact number', 9007199254740991, 'number', shanghai, '9007199254740991'],
	['a rounded order number', Number('7615917337495251231'), 'thing', shanghai, undefined],
	['the first number that can be a rounded one', 2 ** 53, 'number', shanghai, undefined],
	['a large negative number', -1e21, 'number', shanghai, undefined],
	[
		'the digits of an order number',
		'7615917337495251231',
		'thing',
		shanghai,
		'7615917337495251231',
	],
	['a computed fraction', 0.1 + 0.2, 'amount', shanghai, '0.3'],
	['a computed price', 3 * 19.99, 'amount', shanghai, '59.97'],
	[
		'a fraction of all the digits that a number has',
		123456789012345.6,
		'number',
		'UTC',
		'123456789012345.6',
	],
	['a third', 1 / 3, 'number', 'UTC', '0.3333333333333333'],
	['a small number', 1e-7, 'number', shanghai, '0.0000001'],
	['a small fraction', -1.25e-9, 'number', shanghai, '-0.00000000125'],
	['a bigint', 3968376428563857409n, 'character_string', shanghai, '3968376428563857409'],
	['a number in a time', 1717214400000, 'time', shanghai, '1717214400000'],
	['not a number', NaN, 'number', shanghai, undefined],
	['infinity', Infinity, 'number', shanghai, undefined],
	['true', true, 'thing', shanghai, undefined],
	['null', null, 'thing', shanghai, undefined],
	['nothing', undefined, 'thing', shanghai, undefined],
	['an object', { value: 'x' }, 'thing', shanghai, undefined],
	['a list', ['x'], 'thing', shanghai, undefined],
];

describe('toValueText', () => {
	test.each(samples)('%s', (_what, value, kind, zone, text) => {
		expect(toValueText(value, kind, zone)).toBe(text);
	});

	test('refuses an unknown time zone where it needs one', () => {
		expect(() => toValueText(new Date(), 'time', 'Mars/Olympus')).toThrow(RangeError);
		expect(toValueText('15:01', 'time', 'Mars/Olympus')).toBe('15:01');
	});

	const zone = fc.constantFrom(shanghai, newYork, 'UTC', 'Asia/Kathmandu', 'Pacific/Apia');
	const kind = fc.constantFrom('time', 'date', 'thing', 'number', 'keyword');
	const moment = fc.date({
		min: new Date('1900-01-01'),
		max: new Date('2199-12-31'),
		noInvalidDate: true,
	});

	test('takes anything without throwing', () => {
		fc.assert(
			fc.property(
				fc.anything({ withDate: true, withBigInt: true }),
				kind,
				zone,
				(value, one, where) => {
					expect(['string', 'undefined']).toContain(typeof toValueText(value, one, where));
				},
			),
			{ numRuns: 1000 },
		);
	});

	test('gives every moment a form that WeChat accepts, whatever carries it', () => {
		fc.assert(
			fc.property(moment, fc.constantFrom('time', 'date'), zone, (date, one, where) => {
				const text = toValueText(date, one, where);
				expect(checkValue({ kind: one }, text ?? '')).toBeUndefined();
				expect(toValueText(date.toISOString(), one, where)).toBe(text);
				expect(toValueText(DateTime.fromJSDate(date), one, where)).toBe(text);
				expect(DateTime.fromJSDate(date, { zone: where }).toFormat('yyyy年M月d日')).toBe(
					text?.split(' ')[0],
				);
			}),
		);
	});

	test('a text that WeChat gets is what it would get for that text again', () => {
		fc.assert(
			fc.property(
				fc.oneof(
					fc.string({ unit: 'grapheme' }),
					moment.map((date) => date.toISOString()),
					moment,
					fc.double(),
				),
				kind,
				zone,
				(value, one, where) => {
					const text = toValueText(value, one, where);
					fc.pre(text !== undefined);
					expect(toValueText(text, one, where)).toBe(text);
				},
			),
			{ numRuns: 500 },
		);
	});

	test('keeps every digit of a fraction that a person would write', () => {
		fc.assert(
			fc.property(fc.maxSafeNat(), fc.integer({ min: 1, max: 6 }), (digits, places) => {
				const value = (digits % 1e14) / 10 ** places;
				expect(Number(toValueText(value, 'amount', 'UTC'))).toBe(value);
			}),
		);
	});

	test('gives every finite number digits that mean the same number, to 15 of them in a fraction', () => {
		fc.assert(
			fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
				fc.pre(!isRounded(value));
				const text = toValueText(value, 'number', 'UTC') ?? '';
				expect(text).toMatch(/^-?\d+(\.\d+)?$/);
				const error = Math.abs(Number(text) - value);
				expect(error <= (Number.isInteger(value) ? 0 : Math.abs(value) * 1e-14)).toBe(true);
			}),
		);
	});

	test('leaves text of other fields as it is, but for white space around it', () => {
		const space = fc.string({ unit: fc.constantFrom(' ', '\n', '\r', '\t', '\u3000', '\u00a0') });
		fc.assert(
			fc.property(space, fc.string({ unit: 'binary' }), space, (before, value, behind) => {
				const text = value.trim();
				expect(toValueText(before + text + behind, 'thing', 'UTC')).toBe(text);
			}),
		);
	});

	test('a whole number is sent with all its digits or not at all', () => {
		fc.assert(
			fc.property(fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }), (digits) => {
				const text = toValueText(Number(digits), 'character_string', 'UTC');
				expect([digits.toString(), undefined]).toContain(text);
				expect(toValueText(digits, 'character_string', 'UTC')).toBe(digits.toString());
				expect(toValueText(String(digits), 'character_string', 'UTC')).toBe(digits.toString());
			}),
		);
	});
});
