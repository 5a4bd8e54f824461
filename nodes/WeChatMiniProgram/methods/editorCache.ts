/** How many answers are kept, for all accounts together. */
const MAX_ENTRIES = 500;

interface Entry {
	answer: Promise<unknown>;
	endsAt: number;
}

const entries = new Map<string, Entry>();

/**
 * Answers of WeChat's list endpoints for the editor, whose daily quotas are small: one click asks for
 * the same list through several parameters, and a search on every pause in typing. Failed calls are not
 * kept. `seconds` is how long an answer may be shown again.
 */
export async function cached<T>(key: string, seconds: number, read: () => Promise<T>): Promise<T> {
	const now = Date.now();
	const known = entries.get(key);
	if (known && known.endsAt > now) return await (known.answer as Promise<T>);

	for (const [oldKey, { endsAt }] of entries) if (endsAt <= now) entries.delete(oldKey);
	if (entries.size >= MAX_ENTRIES) entries.clear();
	const answer = read();
	entries.set(key, { answer, endsAt: now + seconds * 1000 });
	try {
		return await answer;
	} catch (error) {
		entries.delete(key);
		const failure: Error = error;
		throw failure;
	}
}
