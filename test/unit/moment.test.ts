import fc from 'fast-check';
import { DateTime } from 'luxon';

import { momentOf } from '../../wechat/moment';

const shanghai = 'Asia/Shanghai';
const moment = Date.parse('2024-06-08T02:30:05.500Z');
const wholeSecond = Date.parse('2024-06-08T02:30:05Z');

test.each<[string, unknown, number | undefined]>([
	['ISO in UTC', '2024-06-08T02:30:05.500Z', moment],
	['ISO with offset', '2024-06-08T10:30:05.5+08:00', moment],
	['ISO with a short offset', '2024-06-07 22:30:05,5-04', moment],
	['ISO without offset: in the time zone', '2024-06-08T10:30:05', wholeSecond],
	['spaces around it', ' 2024-06-08 10:30:05 ', wholeSecond],
	['a day: its midnight in the time zone', '2024-06-08', Date.parse('2024-06-07T16:00:00Z')],
	['a Date', new Date(moment), moment],
	['a Luxon DateTime', DateTime.fromMillis(moment), moment],
	['Unix seconds', 1717813805, 1717813805000],
	['Unix seconds as text', '1717813805', 1717813805000],
	['Unix milliseconds', 1717813805500, moment],
	['a day that does not exist', '2024-02-30T10:00', undefined],
	['an hour that does not exist', '2024-02-03T25:00', undefined],
	['a number with other digits', 20240608, undefined],
	['a fraction', 1717813805.5, undefined],
	['another order of day and month', '06/08/2024', undefined],
	['an invalid Date', new Date(NaN), undefined],
	['an invalid DateTime', DateTime.fromISO('tomorrow'), undefined],
	['a plain object', {}, undefined],
	['null', null, undefined],
	['true', true, undefined],
	['nothing', '', undefined],
])('%s', (_name, value, expected) => {
	expect(momentOf(value, shanghai)).toBe(expected);
});

test('an unknown time zone is told, not replaced', () => {
	expect(() => momentOf('2024-06-08T10:30', 'Mars/Olympus')).toThrow(RangeError);
});

test('a text without offset is the moment that Luxon finds, in every zone', () => {
	const zone = fc.constantFrom('UTC', shanghai, 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia');
	const minutes = fc.integer({ min: 0, max: 60 * 24 * 365 * 60 });
	fc.assert(
		fc.property(minutes, zone, (minute, timeZone) => {
			const given = DateTime.fromMillis(minute * 60_000, { zone: timeZone });
			const text = given.toFormat("yyyy-MM-dd'T'HH:mm");
			const read = momentOf(text, timeZone)!;
			// An hour that the clocks show twice may be either.
			expect(DateTime.fromMillis(read, { zone: timeZone }).toFormat("yyyy-MM-dd'T'HH:mm")).toBe(
				text,
			);
		}),
	);
});
