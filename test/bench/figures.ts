import type { Timing } from './measure';

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

/** How much faster than another one contestant is, by round. */
export const speeds = (one: Timing[], other: Timing[]): number[] =>
	ratios(secondsOf(other), secondsOf(one));

/** The seconds by round. */
export const secondsOf = (timings: Timing[]): number[] => timings.map(({ seconds }) => seconds);

/** What is to be reached: no less, and no more. */
export interface Aim {
	least?: number;
	most?: number;
}

/** Says what the aim is and whether the median reaches it. */
export function verdict(values: number[], { least, most }: Aim): string {
	const middle = median(values);
	const reached = middle >= (least ?? -Infinity) && middle <= (most ?? Infinity);
	const told = [
		least === undefined ? '' : `at least ${least}`,
		most === undefined ? '' : `at most ${most}`,
	].filter(Boolean);
	return told.length === 0 ? '' : `${told.join(', ')}: ${reached ? 'reached' : '**not reached**'}`;
}

/** A row of a table of ratios: what is compared, the ratio, the aim, the measurements behind it. */
export const ratioRow = (what: string, values: number[], aim: Aim, behind = ''): string =>
	`| ${what} | ${spread(values)} | ${verdict(values, aim)} | ${behind} |`;
