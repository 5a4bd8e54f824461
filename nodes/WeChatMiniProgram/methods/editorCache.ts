/** How many answers are kept, for all accounts together. */
const MAX_ENTRIES = 500;

/** How many characters of JSON all kept answers may have together; a list of templates has some ten thousand. */
const MAX_CHARACTERS = 16 * 1024 * 1024;

/** No answer is kept longer, in milliseconds. */
const MAX_AGE_MS = 10 * 60 * 1000;

interface Entry {
	answer: Promise<unknown>;
	/** When it was asked for, in epoch milliseconds. */
	since: number;
	/** Characters of JSON, once it is there. */
	size: number;
}

/** Oldest first. */
const entries = new Map<string, Entry>();

/** Characters of JSON of all entries. */
let total = 0;

function forget(key: string): void {
	total -= entries.get(key)?.size ?? 0;
	entries.delete(key);
}

/** Forgets what is too old, then the oldest, until the rest is within the limits. */
function tidy(now: number): void {
	for (const [key, { since }] of entries) {
		const isOver = entries.size > MAX_ENTRIES || total > MAX_CHARACTERS;
		if (isOver || now - since >= MAX_AGE_MS) forget(key);
	}
}

/**
 * Answers of WeChat's list endpoints for the editor, whose daily quotas are small: one click asks for
 * the same list through several parameters, and a search on every pause in typing. Failed calls are not
 * kept.
 *
 * @param key of the account with all its settings, and of the list
 * @param maxAge the oldest answer that may be shown again, in seconds, at most 600
 */
export async function cached<T>(key: string, maxAge: number, read: () => Promise<T>): Promise<T> {
	const now = Date.now();
	const known = entries.get(key);
	if (known && now - known.since < maxAge * 1000) return await (known.answer as Promise<T>);

	forget(key);
	const answer = read();
	const entry: Entry = { answer, since: now, size: 0 };
	entries.set(key, entry);
	tidy(now);
	const isKept = () => entries.get(key) === entry;
	answer.then(
		(read) => {
			if (!isKept()) return;
			entry.size = JSON.stringify(read)?.length ?? 0;
			total += entry.size;
			tidy(Date.now());
		},
		() => {
			if (isKept()) forget(key);
		},
	);
	return await answer;
}
