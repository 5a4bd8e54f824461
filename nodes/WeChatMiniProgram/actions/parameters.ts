import { NodeOperationError } from 'n8n-workflow';
import type { MessageSystem, MessageType } from '../../../wechat/messageSystem';
import { messageSystems } from '../../../wechat/messageSystems';
import type {
	IExecuteFunctions,
	IGetNodeParameterOptions,
	NodeParameterValueType,
} from 'n8n-workflow';

/** Values of parameters without an expression, by execution: they are the same for every item. */
const constants = new WeakMap<IExecuteFunctions, Map<string, NodeParameterValueType | object>>();

const hasExpression = (raw: unknown): boolean =>
	typeof raw === 'string'
		? raw.startsWith('=')
		: typeof raw === 'object' && raw !== null && Object.values(raw).some(hasExpression);

/**
 * Reads a parameter. Evaluating one costs n8n more than everything else that is done for an item before
 * its call, so a value without an expression is read once for all items: treat it as read-only.
 */
export function parameter(
	context: IExecuteFunctions,
	name: string,
	itemIndex: number,
	fallback?: NodeParameterValueType | object,
	options?: IGetNodeParameterOptions,
): unknown {
	let known = constants.get(context);
	if (!known) constants.set(context, (known = new Map()));
	if (known.has(name)) return known.get(name);
	const value = read(context, name, itemIndex, fallback, options);
	const raw = context.getNodeParameter(name, itemIndex, fallback, { rawExpressions: true });
	if (!hasExpression(raw)) known.set(name, value);
	return value;
}

/** n8n names the parameter in the context of some errors; here all have it. */
function read(
	context: IExecuteFunctions,
	name: string,
	...how: [number, (NodeParameterValueType | object)?, IGetNodeParameterOptions?]
): NodeParameterValueType | object {
	try {
		return context.getNodeParameter(name, ...how);
	} catch (error) {
		throw Object.assign(error, { context: { ...error.context, parameter: name } });
	}
}

/** Makes the error that names a parameter: what is wrong with it, and what to do. */
export function parameterError(
	context: IExecuteFunctions,
	itemIndex: number,
	message: string,
	description: string,
): NodeOperationError {
	return new NodeOperationError(context.getNode(), message, { itemIndex, description });
}

/** Reads a text that must not be empty, without the spaces and line ends that spreadsheets leave around it. */
export function textParameter(
	context: IExecuteFunctions,
	name: string,
	label: string,
	itemIndex: number,
): string {
	const value = parameter(context, name, itemIndex, '') ?? '';
	if (typeof value !== 'string') throw notText(context, label, itemIndex);
	return notEmpty(context, value.trim(), label, itemIndex);
}

/** Reads a text that may be left out; a number will do. */
export function optionalText(
	context: IExecuteFunctions,
	name: string,
	label: string,
	itemIndex: number,
): string {
	const value = parameter(context, name, itemIndex, '') ?? '';
	if (typeof value === 'object') throw notText(context, label, itemIndex);
	return String(value).trim();
}

const notText = (context: IExecuteFunctions, label: string, itemIndex: number) =>
	parameterError(
		context,
		itemIndex,
		`The parameter "${label}" is not a text`,
		'Check the expression: it gives a value of another kind for this item.',
	);

/** Reads the id in a resource locator; WeChat gives some ids as numbers, so both are taken. */
export function idParameter(
	context: IExecuteFunctions,
	name: string,
	label: string,
	itemIndex: number,
): string {
	const value = parameter(context, name, itemIndex, '', { extractValue: true });
	const id = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
	return notEmpty(context, id, label, itemIndex);
}

function notEmpty(
	context: IExecuteFunctions,
	text: string,
	label: string,
	itemIndex: number,
): string {
	if (text !== '') return text;
	throw parameterError(
		context,
		itemIndex,
		`The parameter "${label}" is empty`,
		'Enter a value, or check that the expression finds one in this item.',
	);
}

/** Reads `returnAll` and `limit`: how many records are wanted, Infinity for all. */
export function wantedCount(context: IExecuteFunctions, itemIndex: number): number {
	if (parameter(context, 'returnAll', itemIndex, false) === true) return Infinity;
	const limit = Number(parameter(context, 'limit', itemIndex, 50));
	if (Number.isInteger(limit) && limit >= 1) return limit;
	throw parameterError(
		context,
		itemIndex,
		'The parameter "Limit" is out of range',
		'Enter a whole number from 1, or turn on "Return All".',
	);
}

/** The message system that the item's "Message Type" names. */
export const messageSystem = (context: IExecuteFunctions, itemIndex: number): MessageSystem =>
	messageSystems[parameter(context, 'messageType', itemIndex, 'subscribe') as MessageType];

/** Reads the template's id; WeChat's template ids have 43 characters and others are refused (40037). */
export function templateIdParameter(context: IExecuteFunctions, itemIndex: number): string {
	const id = idParameter(context, 'templateId', 'Template', itemIndex);
	if (/^[\w-]{43}$/.test(id)) return id;
	throw parameterError(
		context,
		itemIndex,
		'The parameter "Template" holds no template ID',
		`A template ID has 43 letters, digits, hyphens and underscores; this one has ${id.length} characters. Pick the template from the list.`,
	);
}
