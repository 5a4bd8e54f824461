import { NodeOperationError } from 'n8n-workflow';
import type {
	IBinaryData,
	IDataObject,
	IGetNodeParameterOptions,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
} from 'n8n-workflow';
import type { WeChatFile } from '../../../wechat/endpoint';
import { JsonSyntaxError, parseStrictJson } from '../../../wechat/json';
import { isRounded } from '../../../wechat/valueText';
import { plainText } from '../transport/plainText';
import type { Parameters } from './parameters';

type Nested = INodeProperties | INodePropertyOptions | INodePropertyCollection;

/** The parameter that a path such as `options.page` names, in the operation's own list. */
function propertyOf(parameters: INodeProperties[], path: string): INodeProperties | undefined {
	const [name, ...rest] = path.split('.');
	const found = parameters.find((one) => one.name === name);
	if (!found || rest.length === 0) return found;
	const inner = (found.options ?? []).flatMap((one: Nested) =>
		'values' in one ? [...one.values, one as unknown as INodeProperties] : [one as INodeProperties],
	);
	return propertyOf(inner, rest.join('.'));
}

/** A parameter as texts name it: `The option "Page"`. */
export function nameOf(parameters: INodeProperties[], path: string): string {
	const label = propertyOf(parameters, path)?.displayName ?? path;
	return `The ${path.startsWith('options.') ? 'option' : 'parameter'} "${label}"`;
}

/**
 * One input item as an operation sees it: its parameters, read and checked. Labels in messages come from
 * the operation's own parameters. What is wrong ends in {@link invalid}.
 */
export class Item {
	/**
	 * @param declared the parameters of the operation
	 * @param index which of the input items it is, from 0
	 */
	constructor(
		private readonly parameters: Parameters,
		private readonly declared: INodeProperties[],
		readonly index: number,
	) {}

	/** The fields of the incoming item. */
	get json(): IDataObject {
		return this.parameters.context.getInputData()[this.index].json;
	}

	/** The workflow's time zone, an IANA name. */
	get timeZone(): string {
		return this.parameters.context.getTimezone();
	}

	/** Whether an AI agent calls the node: n8n then names the node's type with "Tool" at its end. */
	get isTool(): boolean {
		return this.parameters.context.getNode().type.endsWith('Tool');
	}

	/** Ends the item: `what` happened, and what helps, in sentences. */
	refuse(what: string, remedy: string): never {
		const { context } = this.parameters;
		throw new NodeOperationError(context.getNode(), plainText(what), {
			itemIndex: this.index,
			description: plainText(remedy),
		});
	}

	/** Ends the item for one parameter: `The parameter "OpenID" is empty`. `what` is the end of that sentence. */
	invalid(name: string, what: string, remedy: string): never {
		return this.refuse(`${nameOf(this.declared, name)} ${what}`, remedy);
	}

	/** A parameter as n8n gives it, not checked. */
	value(
		name: string,
		fallback?: IDataObject | string | number | boolean | unknown[],
		options?: IGetNodeParameterOptions,
	): unknown {
		return this.parameters.read(name, this.index, fallback as IDataObject, options);
	}

	/** A text that must not be empty, without the spaces and line ends that spreadsheets leave around it. */
	text(name: string): string {
		const value = this.value(name, '') ?? '';
		if (typeof value === 'number') this.refuseRounded(name, value);
		if (typeof value !== 'string') return this.notText(name);
		return this.notEmpty(name, value.trim());
	}

	/** A text that may be left out; a number will do. */
	optional(name: string): string {
		const value = this.value(name, '') ?? '';
		if (typeof value === 'object') return this.notText(name);
		if (typeof value === 'number') this.refuseRounded(name, value);
		return String(value).trim();
	}

	/** A value of a drop-down; empty where it was not added. An expression can miss its values. */
	choice(name: string): string {
		const chosen = this.optional(name);
		if (chosen === '') return chosen;
		const options = (propertyOf(this.declared, name)?.options ?? []) as INodePropertyOptions[];
		const values = options.map(({ value }) => String(value));
		if (values.includes(chosen)) return chosen;
		return this.invalid(
			name,
			`has no value "${chosen}"`,
			`Choose from the list, or have the expression give one of ${values.join(', ')}.`,
		);
	}

	/** A switch. */
	flag(name: string, fallback = false): boolean {
		return String(this.value(name, fallback)) === 'true';
	}

	/** The id in a resource locator; WeChat gives some ids as numbers, so both are taken. */
	id(name: string): string {
		const value = this.value(name, '', { extractValue: true });
		if (typeof value === 'number') this.refuseRounded(name, value);
		const id = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
		return this.notEmpty(name, id);
	}

	/** A whole number within the bounds; `fallback` where the option was not added. */
	number(
		name: string,
		{ min, max, fallback }: { min: number; max: number; fallback: number },
	): number {
		const given = this.value(name, fallback) ?? fallback;
		const value = typeof given === 'string' && given.trim() === '' ? NaN : Number(given);
		if (Number.isInteger(value) && value >= min && value <= max) return value;
		const bounds = max === Infinity ? `from ${min}` : `from ${min} to ${max}`;
		return this.invalid(name, 'is out of range', `Enter a whole number ${bounds}.`);
	}

	/** `returnAll` and `limit`: how many records are wanted, Infinity for all. */
	count(): number {
		if (this.flag('returnAll')) return Infinity;
		const limit = Number(this.value('limit', 50));
		if (Number.isInteger(limit) && limit >= 1) return limit;
		return this.invalid(
			'limit',
			'is out of range',
			'Enter a whole number from 1, or turn on "Return All".',
		);
	}

	/** A list of texts: an array, or texts separated by commas. Empty entries are left out. */
	list(name: string): string[] {
		const given = this.value(name, []);
		const parts: unknown[] = Array.isArray(given) ? given : String(given ?? '').split(/[,，]/);
		return parts.map((part) => String(part ?? '').trim()).filter((part) => part !== '');
	}

	/**
	 * A JSON object: as text, or as what an expression gives. Integers too long for a JavaScript number are
	 * strings of their digits. `form` says what it looks like, in a sentence.
	 */
	object(name: string, form: string): { [key: string]: unknown } {
		let value = this.value(name, '');
		if (value === undefined || value === null || value === '') {
			return this.invalid(name, 'is empty', form);
		}
		if (typeof value === 'string') {
			try {
				value = parseStrictJson(value);
			} catch (error) {
				const reason = error instanceof JsonSyntaxError ? `${error.message}. ` : '';
				return this.invalid(name, 'is not valid JSON', `${reason}${form}`);
			}
		}
		const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
		return isObject ? (value as IDataObject) : this.invalid(name, 'is not an object', form);
	}

	/** The file in the binary field that the parameter names, whole, in memory. */
	async file(name: string): Promise<WeChatFile> {
		const { field, binary } = this.binary(name);
		return {
			fileName: binary.fileName ?? '',
			contentType: binary.mimeType,
			content: await this.parameters.context.helpers.getBinaryDataBuffer(this.index, field),
		};
	}

	/** How many bytes {@link file} gives. n8n keeps files in the item, in base64, or elsewhere under an id. */
	async fileSize(name: string): Promise<number> {
		const { binary } = this.binary(name);
		if (!binary.id) return Buffer.byteLength(binary.data, 'base64');
		return (await this.parameters.context.helpers.getBinaryMetadata(binary.id)).fileSize;
	}

	private binary(name: string): { field: string; binary: IBinaryData } {
		const field = this.text(name);
		const binary = this.parameters.context.getInputData()[this.index].binary?.[field];
		if (!binary) {
			return this.invalid(
				name,
				`names the binary field "${field}", which this item does not have`,
				'Choose a field of the item, or put a node before this one that brings a file.',
			);
		}
		return { field, binary };
	}

	private notText(name: string): never {
		return this.invalid(
			name,
			'is not text',
			'Check the expression: it gives a value of another kind for this item.',
		);
	}

	private notEmpty(name: string, text: string): string {
		if (text !== '') return text;
		return this.invalid(
			name,
			'is empty',
			'Enter a value, or check that the expression finds one in this item.',
		);
	}

	/** An id of more than 15 digits that came as a number has lost its last digits on the way. */
	private refuseRounded(name: string, value: number): void {
		if (!isRounded(value)) return;
		this.invalid(
			name,
			'is a number with more digits than a number can hold, so its last digits are lost',
			'Have the node before give it as text.',
		);
	}
}
