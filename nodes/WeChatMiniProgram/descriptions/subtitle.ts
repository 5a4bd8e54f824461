import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** Names of the options of the given parameters by value; equal values have equal names. */
const namesOf = (parameters: INodeProperties[]): string =>
	JSON.stringify(
		Object.fromEntries(
			parameters
				.flatMap(({ options = [] }) => options as INodePropertyOptions[])
				.map(({ name, value }) => [value, name]),
		),
	);

const messageNames = JSON.stringify({
	subscribe: 'Subscribe Message',
	template: 'Template Message',
});

/**
 * What the node shows below its name, as an expression: operation and resource in the words of the panel,
 * such as `Send: Subscribe Message` or `Get Many: Template Library`.
 *
 * @param resources the parameter "Resource"
 * @param operations the parameters "Operation" of all resources
 */
export function subtitleOf(resources: INodeProperties, operations: INodeProperties[]): string {
	// n8n ends an expression at the first two closing braces that touch: each object stands in parentheses.
	const operation = `(${namesOf(operations)})[$parameter["operation"]]`;
	const resource =
		`$parameter["resource"] === "message" ? (${messageNames})[$parameter["messageType"]]` +
		` : (${namesOf([resources])})[$parameter["resource"]]`;
	return `={{ [${operation}, ${resource}].filter(Boolean).join(": ") }}`;
}
