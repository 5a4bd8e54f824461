/** Keeps a page small while thousands of people get messages. */

/**
 * Takes the oldest entries of a Map away until at most `most` are left, but none that is in use.
 * Returns what was taken away.
 */
export function takeOldest(entries, most, isInUse) {
	const taken = [];
	for (const [key, entry] of entries) {
		if (entries.size <= most) break;
		if (isInUse(entry)) continue;
		entries.delete(key);
		taken.push(entry);
	}
	return taken;
}

/** Makes an entry the newest one. */
export function renew(entries, key) {
	const entry = entries.get(key);
	entries.delete(key);
	entries.set(key, entry);
}
