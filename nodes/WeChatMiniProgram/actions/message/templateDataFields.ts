import type { IDataObject, IExecuteFunctions, ResourceMapperField } from 'n8n-workflow';
import type { TemplateField } from '../../../../wechat/templateContent';
import { fromMapperField } from '../../descriptions/mapperField';
import { parameter, parameterError } from '../parameters';
import type { RawValue } from './templateDataJson';

/** What the mapper holds for one item. */
export interface MappedData {
	/** The template's fields as they were when the workflow was saved. */
	fields: TemplateField[];
	/** By key, with an entry for each field that is to be sent, so that one without a value is seen. */
	values: Map<string, RawValue>;
}

/** Reads "Fields", in both of its mapping modes. Throws NodeOperationError. */
export function mappedData(context: IExecuteFunctions, itemIndex: number): MappedData {
	refuseTemplateByExpression(context, itemIndex);
	const schema = parameter(context, 'templateData.schema', itemIndex, []) as ResourceMapperField[];
	const fields = (schema ?? []).map(fromMapperField);
	const mode = parameter(context, 'templateData.mappingMode', itemIndex, 'defineBelow');
	const values =
		mode === 'autoMapInputData'
			? incomingValues(context, itemIndex, fields)
			: enteredValues(context, itemIndex, schema ?? []);
	if (fields.length > 0 || values.size > 0) return { fields, values };
	throw parameterError(
		context,
		itemIndex,
		'The parameter "Fields" holds none of the fields of the template',
		'Open the node and pick the template from the list: its fields appear and can be filled. Or set "Data Mode" to "Using JSON".',
	);
}

function refuseTemplateByExpression(context: IExecuteFunctions, itemIndex: number): void {
	const locator = parameter(context, 'templateId', itemIndex, '', { rawExpressions: true });
	const id = (locator as IDataObject | null)?.value ?? locator;
	if (typeof id !== 'string' || !id.startsWith('=')) return;
	throw parameterError(
		context,
		itemIndex,
		'The parameter "Template" is an expression, so its fields are not known beforehand',
		'Set "Data Mode" to "Using JSON", or pick one template from the list.',
	);
}

/** "Map Each Field Manually": what was entered, without the fields that were removed. */
function enteredValues(
	context: IExecuteFunctions,
	itemIndex: number,
	schema: ResourceMapperField[],
): Map<string, RawValue> {
	// n8n's own check of mapped values knows neither WeChat's rules nor its labels.
	const entered = parameter(context, 'templateData.value', itemIndex, {}, { skipValidation: true });
	const byKey = (entered ?? {}) as IDataObject;
	const removed = new Set(schema.filter((field) => field.removed).map(({ id }) => id));
	const keys = new Set([...schema.map(({ id }) => id), ...Object.keys(byKey)]);
	return new Map(
		[...keys].filter((key) => !removed.has(key)).map((key) => [key, { value: byKey[key] }]),
	);
}

/** "Map Automatically": values of the incoming item that bear a field's key or, failing that, its label. */
function incomingValues(
	context: IExecuteFunctions,
	itemIndex: number,
	fields: TemplateField[],
): Map<string, RawValue> {
	const { json } = context.getInputData()[itemIndex];
	const own = (name: string) =>
		Object.prototype.hasOwnProperty.call(json, name) ? (json[name] ?? undefined) : undefined;
	const byLabel = (label: string) => {
		// A label can repeat, and can be the key of another field, which goes before.
		if (own(label) === undefined || fields.some(({ key }) => key === label)) return undefined;
		const keys = fields.filter((field) => field.label === label).map(({ key }) => key);
		if (keys.length === 1) return own(label);
		throw parameterError(
			context,
			itemIndex,
			`The item names a value "${label}", which is the label of several fields of the template`,
			`Name the values by the keys of the fields instead: ${keys.join(', ')}.`,
		);
	};
	return new Map(fields.map(({ key, label }) => [key, { value: own(key) ?? byLabel(label) }]));
}
