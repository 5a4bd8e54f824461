import { NodeOperationError } from 'n8n-workflow';
import type { MessageSystem, MessageType } from '../../../wechat/messageSystem';
import { messageSystems } from '../../../wechat/messageSystems';
import type {
	IExecuteFunctions,
	IGetNodeParameterOptions,
	INodeProperties,
	INodePropertyOptions,
	NodeParameterValueType,
} from 'n8n-workflow';
import { itemReader } from './itemValues';
import type { ItemReader } from './itemValues';

type Value = NodeParameterValueType | object;

/** How to read each parameter that was read before, by execution. */
const readers = new WeakMap<IExecuteFunctions, Map<string, ItemReader>>();

const hasExpression = (raw: unknown): boolean =>
	typeof raw === 'string'
		? raw.startsWith('=')
		: typeof raw === 'object' && raw !== null && Object.values(raw).some(hasExpression);

/**
 * Reads a parameter. A value without an expression is read once for all items: treat it as read-only.
 */
export function parameter(
	context: IExecuteFunctions,
	name: string,
	itemIndex: number,
	fallback?: Value,
	options?: IGetNodeParameterOptions,
): unknown {
	let known = readers.get(context);
	if (!known) readers.set(context, (known = new Map()));
	const key = options ? `${name} ${Object.keys(options).join()}` : name;
	let reader = known.get(key);
	if (!reader) known.set(key, (reader = readerOf(context, name, itemIndex, fallback, options)));
	return reader(itemIndex);
}

function readerOf(
	context: IExecuteFunctions,
	name: string,
	itemIndex: number,
	fallback?: Value,
	options?: IGetNodeParameterOptions,
): ItemReader {
	const evaluate = (index: number) => read(context, name, index, fallback, options);
	const raw = read(context, name, itemIndex, fallback, { rawExpressions: true });
	if (!hasExpression(raw)) {
		const value = evaluate(itemIndex);
		return () => value;
	}
	// n8n converts values of collections to the kinds of their fields, and takes ids out of locators.
	const isTakenAsItIs = options ? options.skipValidation === true : !name.includes('.');
	const fromItem = isTakenAsItIs ? itemReader(context, raw) : undefined;
	return fromItem ? (index) => fromItem(index) ?? evaluate(index) : evaluate;
}

/** n8n names the parameter in the context of some errors; here all have it. */
function read(
	context: IExecuteFunctions,
	name: string,
	...how: [number, Value?, IGetNodeParameterOptions?]
): Value {
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
		`The parameter "${label}" is not text`,
		'Check the expression: it gives a value of another kind for this item.',
	);

/** Reads an option that is a drop-down; empty where it was not added. An expression can miss its values. */
export function choice(
	context: IExecuteFunctions,
	{ name, displayName, options = [] }: INodeProperties,
	itemIndex: number,
): string {
	const chosen = optionalText(context, `options.${name}`, displayName, itemIndex);
	if (chosen === '') return chosen;
	const values = (options as INodePropertyOptions[]).map(({ value }) => String(value));
	if (values.includes(chosen)) return chosen;
	throw notListed(context, `option "${displayName}"`, itemIndex, chosen, values);
}

const notListed = (
	context: IExecuteFunctions,
	what: string,
	itemIndex: number,
	chosen: string,
	values: string[],
) =>
	parameterError(
		context,
		itemIndex,
		`The ${what} has no value "${chosen}"`,
		`Choose from the list, or have the expression give one of ${values.join(', ')}.`,
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
	if (String(parameter(context, 'returnAll', itemIndex, false)) === 'true') return Infinity;
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
export function messageSystem(context: IExecuteFunctions, itemIndex: number): MessageSystem {
	const type = String(parameter(context, 'messageType', itemIndex, 'subscribe'));
	if (Object.prototype.hasOwnProperty.call(messageSystems, type)) {
		return messageSystems[type as MessageType];
	}
	const types = Object.keys(messageSystems);
	throw notListed(context, 'parameter "Message Type"', itemIndex, type, types);
}

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
