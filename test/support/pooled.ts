/** Maps all items, at most `concurrency` at a time; results in the order of the items. The first failure fails. */
export async function pooled<Item, Result>(
	items: Item[],
	concurrency: number,
	map: (item: Item) => Promise<Result>,
): Promise<Result[]> {
	const results: Result[] = [];
	const waiting = items.entries();
	const runner = async () => {
		for (const [index, item] of waiting) results[index] = await map(item);
	};
	await Promise.all(Array.from({ length: concurrency }, runner));
	return results;
}
