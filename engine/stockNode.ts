import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodeType,
	INodeTypeDescription,
	NodeParameterValueType,
} from 'n8n-workflow';
import { NodeConnectionTypes, NodeOperationError } from 'n8n-workflow';

/** Declares a parameter by the name and default it has in n8n; one with structure is read as it is stored. */
export function parameter(name: string, value: NodeParameterValueType = ''): INodeProperties {
	const kinds = { string: 'string', boolean: 'boolean', object: 'json' } as const;
	const type = kinds[typeof value as keyof typeof kinds];
	return { displayName: name, name, type, default: value } as INodeProperties;
}

/** What tells a stand-in from the others. */
export type Kind = Pick<INodeTypeDescription, 'displayName' | 'name'> &
	Partial<INodeTypeDescription>;

/** A description with one input, none for a trigger, and one output unless `kind` says otherwise. */
export function describe(kind: Kind, properties: INodeProperties[] = []): INodeTypeDescription {
	const outputs = [NodeConnectionTypes.Main];
	const defaults = { name: kind.displayName };
	const isTrigger = kind.group?.includes('trigger') === true;
	return {
		group: ['transform'],
		version: 1,
		description: '',
		defaults,
		inputs: isTrigger ? [] : [NodeConnectionTypes.Main],
		outputs,
		...kind,
		properties,
	};
}

type Convert<Output> = (
	context: IExecuteFunctions,
	item: INodeExecutionData,
	itemIndex: number,
) => Output[] | Promise<Output[]>;

/** Makes an execute function of one that turns an item into the items it becomes. */
export const eachItem = (convert: Convert<IDataObject>): NonNullable<INodeType['execute']> =>
	eachItemWithFiles(async (...given) => (await convert(...given)).map((json) => ({ json })));

/** As {@link eachItem}, for items that can have files. */
export function eachItemWithFiles(
	convert: Convert<Pick<INodeExecutionData, 'json' | 'binary'>>,
): NonNullable<INodeType['execute']> {
	return async function () {
		const output: INodeExecutionData[] = [];
		for (const [itemIndex, item] of this.getInputData().entries()) {
			try {
				for (const one of await convert(this, item, itemIndex)) {
					output.push({ ...one, pairedItem: { item: itemIndex } });
				}
			} catch (error) {
				if (!this.continueOnFail()) {
					throw new NodeOperationError(this.getNode(), error as Error, { itemIndex });
				}
				const { message } = error as Error;
				output.push({ json: { error: message }, pairedItem: { item: itemIndex } });
			}
		}
		return [output];
	};
}
