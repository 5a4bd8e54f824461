import type {
	DeduplicationItemTypes,
	DeduplicationScope,
	ICheckProcessedContextData,
	ICheckProcessedOptions,
	IDataDeduplicator,
	IDeduplicationOutput,
} from 'n8n-workflow';
import { UserError } from 'n8n-workflow';

/** What Remove Duplicates has seen: by workflow and, unless the scope is the workflow, by node. */
export type Seen = Map<string, DeduplicationItemTypes[]>;

/**
 * n8n's memory for Remove Duplicates (cli/src/deduplication/deduplication-helper.ts). As there, the values
 * are read, then written back: of two executions at the same moment neither sees what the other one adds.
 */
class SeenValues implements IDataDeduplicator {
	/** n8n-core has one deduplicator per process, and every engine has what it has seen. */
	private readonly byWorkflow = new WeakMap<object, Seen>();

	/** Makes a workflow that is about to run see what its engine has seen. */
	attach(workflow: object, seen: Seen): void {
		this.byWorkflow.set(workflow, seen);
	}

	async checkProcessedAndRecord(
		items: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
		{ maxEntries }: ICheckProcessedOptions,
	): Promise<IDeduplicationOutput> {
		const [seen, key] = this.placeOf(scope, context);
		const before = await read(seen, key);
		const known = before ?? [];
		const output = {
			new: items.filter((item) => !known.includes(item)),
			processed: items.filter((item) => known.includes(item)),
		};
		const values = [...known, ...output.new].slice(-(maxEntries ?? Infinity));
		// The database takes a first record only once.
		if (!before && seen.has(key)) throw new UserError('UNIQUE constraint: processed_data');
		seen.set(key, values);
		return output;
	}

	async removeProcessed(
		items: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
	): Promise<void> {
		const [seen, key] = this.placeOf(scope, context);
		const known = await read(seen, key);
		if (known) {
			seen.set(
				key,
				known.filter((item) => !items.includes(item)),
			);
		}
	}

	async clearAllProcessedItems(
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
	): Promise<void> {
		const [seen, key] = this.placeOf(scope, context);
		seen.delete(key);
	}

	async getProcessedDataCount(
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
	): Promise<number> {
		return (await read(...this.placeOf(scope, context)))?.length ?? 0;
	}

	private placeOf(
		scope: DeduplicationScope,
		{ workflow, node }: ICheckProcessedContextData,
	): [Seen, string] {
		const seen = this.byWorkflow.get(workflow) ?? new Map<string, DeduplicationItemTypes[]>();
		return [seen, `${workflow.id} ${scope === 'node' ? (node?.id ?? '') : ''}`];
	}
}

const read = async (seen: Seen, key: string): Promise<DeduplicationItemTypes[] | undefined> =>
	await Promise.resolve(seen.get(key));

/** The one of this process. */
export const seenValues = new SeenValues();
