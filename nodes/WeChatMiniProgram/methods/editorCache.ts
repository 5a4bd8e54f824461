/** How many answers are kept, for all accounts together. */
const MAX_ENTRIES = 500;

/** No answer is kept longer, in milliseconds. */
const MAX_AGE_MS = 10 * 60 * 1000;

interface Entry {
	answer: Promise<unknown>;
	/** When it was asked for, in epoch milliseconds. */
	since: number;
}

const entries = new Map<string, Entry>();

/**
 * Answers of WeChat's list endpoints for the editor, whose daily quotas are small: one click asks for
 * the same list through several parameters, and a search on every pause in typing. Failed calls are not
 * kept.
 *
 * @param maxAge the oldest answer that may be shown again, in seconds, at most 600
 */
export async function cached<T>(key: string, maxAge: number, read: () => Promise<T>): Promise<T> {
	const now = Date.now();
	const known = entries.get(key);
	if (known && now - known.since < maxAge * 1000) return await (known.answer as Promise<T>);

	for (const [oldKey, { since }] of entries) if (now - since >= MAX_AGE_MS) entries.delete(oldKey);
	if (entries.size >= MAX_ENTRIES) entries.clear();
	const entry = { answer: read(), since: now };
	entries.set(key, entry);
	try {
		return await entry.answer;
	} catch (error) {
		if (entries.get(key) === entry) entries.delete(key);
		const failure: Error = error;
		throw failure;
	}
}
