import type { INodeProperties } from 'n8n-workflow';
import {
	concurrencyOption,
	optionsCollection,
	timeoutOption,
} from '../../descriptions/callOptions';

/** The Options of an operation that only looks something up. */
export const lookUpOptions: INodeProperties = optionsCollection([
	concurrencyOption(
		'How many calls are made at a time, from 1 to 100; the value of the first item counts',
	),
	timeoutOption('A call without an answer is made again: it only reads.'),
]);
