import type { INodeProperties } from 'n8n-workflow';
import type { Item } from '../actions/item';
import type { RunSettings } from '../actions/operation';
import { DEFAULT_CONCURRENCY, DEFAULT_TIMEOUT } from '../transport/session';

const LIMITS = {
	timeout: { min: 1, max: 300, fallback: DEFAULT_TIMEOUT },
	concurrency: { min: 1, max: 100, fallback: DEFAULT_CONCURRENCY },
} as const;

/** The option "Concurrency". `description` says what runs at a time, and what it costs. */
export const concurrencyOption = (description: string): INodeProperties => ({
	displayName: 'Concurrency',
	name: 'concurrency',
	type: 'number',
	default: 50,
	typeOptions: { minValue: LIMITS.concurrency.min, maxValue: LIMITS.concurrency.max },
	description,
});

const TIMEOUT =
	'Seconds to wait for an answer of WeChat, from 1 to 300; the value of the first item counts. ';

/** The option "Timeout". `afterwards` says what becomes of a call without an answer, as a sentence. */
export const timeoutOption = (afterwards: string): INodeProperties => ({
	displayName: 'Timeout',
	name: 'timeout',
	type: 'number',
	default: 30,
	typeOptions: { minValue: LIMITS.timeout.min, maxValue: LIMITS.timeout.max },
	description: TIMEOUT + afterwards,
});

/** The collection "Options". n8n shows its entries in the order of their labels. */
export const optionsCollection = (options: INodeProperties[]): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [...options].sort((one, other) =>
		one.displayName.localeCompare(other.displayName, 'en'),
	),
});

/** "Options" of an operation that calls WeChat once per item: see the two options for the texts. */
export const callOptions = (
	concurrency: string,
	afterTimeout: string,
	more: INodeProperties[] = [],
): INodeProperties =>
	optionsCollection([concurrencyOption(concurrency), timeoutOption(afterTimeout), ...more]);

/** Reads {@link concurrencyOption} and {@link timeoutOption}. */
export const callSettings = (item: Item): RunSettings => ({
	timeout: item.number('options.timeout', LIMITS.timeout),
	concurrency: item.number('options.concurrency', LIMITS.concurrency),
});
