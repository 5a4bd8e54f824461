import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/**
 * The names of the options of the given parameters by value, as JSON for the expression of a subtitle; equal
 * values have equal names.
 */
export const optionNames = (...parameters: INodeProperties[]): string =>
	JSON.stringify(
		Object.fromEntries(
			parameters
				.flatMap(({ options = [] }) => options as INodePropertyOptions[])
				.map(({ name, value }) => [value, name]),
		),
	);
