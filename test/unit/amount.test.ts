import fc from 'fast-check';

import { fenOf } from '../../wechat/amount';

test.each<[unknown, number | undefined]>([
	[0, 0],
	[0.1 + 0.2, 30],
	[19.99 * 3, 5997],
	[1.005 * 100, 10050],
	[Array.from({ length: 1000 }, () => 0.1).reduce((sum, one) => sum + one), 10000],
	[-1e-17, 0],
	['58', 5800],
	[' 58.5 ', 5850],
	['59.970000000000006', 5997],
	['0.300', 30],
	[9999999999.99, 999999999999],
	[10000000000, undefined],
	[0.001, undefined],
	[12.345, undefined],
	['12.345', undefined],
	[9999999.999, undefined],
	[-0.01, undefined],
	[NaN, undefined],
	[Infinity, undefined],
	['1e3', undefined],
	['1,000.00', undefined],
	['¥58', undefined],
	['-1', undefined],
	['', undefined],
	[' ', undefined],
	[null, undefined],
	[true, undefined],
	[[58], undefined],
])('%j yuan are %j fen', (yuan, fen) => {
	expect(fenOf(yuan)).toBe(fen);
});

const fen = fc.integer({ min: 0, max: 999_999_999_999 });
/** The amount as people write it, made from digits alone. */
const written = (amount: number): string => {
	const digits = String(amount).padStart(3, '0');
	return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

test('every amount of up to 10 digits and 2 decimals is exact, as text and as number', () => {
	fc.assert(
		fc.property(fen, (amount) => {
			expect(fenOf(written(amount))).toBe(amount);
			expect(fenOf(Number(written(amount)))).toBe(amount);
		}),
		{ numRuns: 2000 },
	);
});

test('a sum of prices, computed in yuan, is the sum of their fen', () => {
	const price = fc.integer({ min: 0, max: 99_999_999 });
	fc.assert(
		fc.property(fc.array(price, { minLength: 1, maxLength: 50 }), (prices) => {
			const yuan = prices.map((one) => Number(written(one))).reduce((sum, one) => sum + one);
			expect(fenOf(yuan)).toBe(prices.reduce((sum, one) => sum + one));
		}),
	);
});

test('a third decimal is never rounded away', () => {
	const third = fc.integer({ min: 1, max: 9 });
	fc.assert(
		fc.property(fen, third, (amount, digit) => {
			const yuan = `${written(amount)}${digit}`;
			expect(fenOf(yuan)).toBeUndefined();
			expect(fenOf(Number(yuan))).toBeUndefined();
		}),
	);
});
