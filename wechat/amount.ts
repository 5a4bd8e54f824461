/** Yuan; more digits than any payment has, and few enough for a double to keep every fen. */
const MAX_YUAN = 9_999_999_999.99;

/** Yuan: a thousandth of a fen. Computing with fractions leaves less behind, a third decimal is more. */
const COMPUTING_NOISE = 0.000_01;

const decimalForm = /^\d+(?:\.\d+)?$/;

/**
 * An amount of yuan as whole fen. Takes a number or its decimal digits as text, from 0 to 9999999999.99.
 * What computing leaves behind is taken off: 0.1 + 0.2 yuan are 30 fen. Undefined for anything else, among
 * it an amount with a third decimal.
 */
export function fenOf(yuan: unknown): number | undefined {
	const isText = typeof yuan === 'string' && decimalForm.test(yuan.trim());
	const amount = typeof yuan === 'number' ? yuan : isText ? Number(yuan) : NaN;
	const fen = Math.round(amount * 100);
	const isExact = Math.abs(amount - fen / 100) < COMPUTING_NOISE;
	// Computing can leave a little less than 0 behind.
	return isExact && fen >= 0 && amount < MAX_YUAN + COMPUTING_NOISE ? Math.abs(fen) : undefined;
}
