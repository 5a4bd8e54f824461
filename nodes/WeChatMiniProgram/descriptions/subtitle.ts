import type { INodeProperties } from 'n8n-workflow';
import { optionNames } from '../../optionNames';
import { messageTypes } from '../messageTypes';

const messageNames = JSON.stringify(
	Object.fromEntries(messageTypes.map(({ value, label }) => [value, label])),
);

/**
 * What the node shows below its name, as an expression: operation and resource in the words of the panel,
 * such as `Send: Subscribe Message` or `Get Many: Template Library`.
 *
 * @param resources the parameter "Resource"
 * @param operations the parameters "Operation" of all resources
 */
export function subtitleOf(resources: INodeProperties, operations: INodeProperties[]): string {
	// n8n ends an expression at the first two closing braces that touch: each object stands in parentheses.
	const operation = `(${optionNames(...operations)})[$parameter["operation"]]`;
	const message = `$parameter["resource"] === "message" && (${messageNames})[$parameter["messageType"]]`;
	const resource = `${message} || (${optionNames(resources)})[$parameter["resource"]]`;
	return `={{ [${operation}, ${resource}].filter(Boolean).join(": ") }}`;
}
