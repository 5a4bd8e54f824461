/** The middle of some numbers; of two middle ones, their mean. */
export function median(values: number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length / 2;
	return (sorted[Math.floor(middle)] + sorted[Math.ceil(middle) - 1]) / 2;
}

/** Median, least and most. */
export function spread(values: number[], digits = 2): string {
	const [middle, least, most] = [median(values), Math.min(...values), Math.max(...values)].map(
		(value) => value.toFixed(digits),
	);
	return `${middle} (${least} to ${most})`;
}

/** The ratio of two measurements of the same round. */
export const ratios = (above: number[], below: number[]): number[] =>
	above.map((value, round) => value / below[round]);
