/** Pauses before a call is repeated, in milliseconds: three repetitions, then the failure is final. */
export const REPEAT_DELAYS_MS: readonly number[] = [500, 1000, 2000];

/**
 * Makes the attempt, and again after each pause for as long as its result may be repeated. Gives the last
 * result. Rejects with what an attempt rejects with.
 *
 * @param rest waits so many milliseconds
 */
export async function repeating<Result>(
	attempt: () => Promise<Result>,
	mayRepeat: (result: Result) => boolean,
	rest: (milliseconds: number) => Promise<unknown>,
): Promise<Result> {
	for (const pause of REPEAT_DELAYS_MS) {
		const result = await attempt();
		if (!mayRepeat(result)) return result;
		await rest(pause);
	}
	return await attempt();
}
