import type {
	IExecuteFunctions,
	IGetNodeParameterOptions,
	NodeParameterValueType,
} from 'n8n-workflow';
import { itemReader } from './fieldPaths';
import type { ItemReader } from './fieldPaths';

type Value = NodeParameterValueType | object;

const hasExpression = (raw: unknown): boolean =>
	typeof raw === 'string'
		? raw.startsWith('=')
		: typeof raw === 'object' && raw !== null && Object.values(raw).some(hasExpression);

/**
 * The parameters of the node in one execution, as n8n reads them. A value without an expression is read once
 * for all items: treat it as read-only.
 */
export class Parameters {
	/** How to read each parameter that was read before. */
	private readonly readers = new Map<string, ItemReader>();

	constructor(readonly context: IExecuteFunctions) {}

	/** Reads a parameter of one item. Throws n8n's error, with the parameter's name in its `context`. */
	read(
		name: string,
		itemIndex: number,
		fallback?: Value,
		options?: IGetNodeParameterOptions,
	): unknown {
		const key = options ? `${name} ${Object.keys(options).join()}` : name;
		const reader = this.readers.get(key) ?? this.readerOf(name, itemIndex, fallback, options);
		this.readers.set(key, reader);
		return reader(itemIndex);
	}

	private readerOf(
		name: string,
		itemIndex: number,
		fallback?: Value,
		options?: IGetNodeParameterOptions,
	): ItemReader {
		const evaluate = (index: number) => this.evaluate(name, index, fallback, options);
		const raw = this.evaluate(name, itemIndex, fallback, { rawExpressions: true });
		if (!hasExpression(raw)) {
			const value = evaluate(itemIndex);
			return () => value;
		}
		// n8n converts values of collections to the kinds of their fields, and takes ids out of locators.
		const isTakenAsItIs = options ? options.skipValidation === true : !name.includes('.');
		const fromItem = isTakenAsItIs ? itemReader(this.context, raw) : undefined;
		return fromItem ? (index) => fromItem(index) ?? evaluate(index) : evaluate;
	}

	/** n8n names the parameter in the context of some errors; here all have it. */
	private evaluate(name: string, ...how: [number, Value?, IGetNodeParameterOptions?]): Value {
		try {
			return this.context.getNodeParameter(name, ...how);
		} catch (error) {
			throw Object.assign(error, { context: { ...error.context, parameter: name } });
		}
	}
}
