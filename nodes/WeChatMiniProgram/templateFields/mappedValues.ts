import type { IDataObject, ResourceMapperField } from 'n8n-workflow';
import type { TemplateField } from '../../../wechat/templateContent';
import type { Item } from '../actions/item';
import type { RawValue } from './jsonValues';
import { fromMapperField } from './mapperField';

/** What the mapper holds for one item. */
export interface MappedValues {
	/** The template's fields as they were when the workflow was saved. */
	fields: TemplateField[];
	/** By key, with an entry for each field that is to be sent, so that one without a value is seen. */
	values: Map<string, RawValue>;
}

/** Reads "Fields", in both of its mapping modes. */
export function mappedValues(item: Item): MappedValues {
	refuseTemplateByExpression(item);
	const schema = item.value('templateData.schema', []) as ResourceMapperField[];
	const fields = (schema ?? []).map(fromMapperField);
	const mode = item.value('templateData.mappingMode', 'defineBelow');
	const values =
		mode === 'autoMapInputData' ? incomingValues(item, fields) : enteredValues(item, schema ?? []);
	if (fields.length > 0 || values.size > 0) return { fields, values };
	return item.invalid(
		'templateData',
		'holds none of the fields of the template',
		'Open the node and pick a template from the list: its fields appear and can be filled. Or set "Data Mode" to "Using JSON".',
	);
}

function refuseTemplateByExpression(item: Item): void {
	const locator = item.value('templateId', '', { rawExpressions: true });
	const id = (locator as IDataObject | null)?.value ?? locator;
	if (typeof id !== 'string' || !id.startsWith('=')) return;
	item.invalid(
		'templateId',
		'is an expression, so its fields are not known beforehand',
		'Set "Data Mode" to "Using JSON", or pick one template from the list.',
	);
}

/** "Map Each Field Manually": what was entered, without the fields that were removed. */
function enteredValues(item: Item, schema: ResourceMapperField[]): Map<string, RawValue> {
	// n8n's own check of mapped values knows neither WeChat's rules nor its labels.
	const entered = item.value('templateData.value', {}, { skipValidation: true });
	const byKey = (entered ?? {}) as IDataObject;
	const removed = new Set(schema.filter((field) => field.removed).map(({ id }) => id));
	const keys = new Set([...schema.map(({ id }) => id), ...Object.keys(byKey)]);
	return new Map(
		[...keys].filter((key) => !removed.has(key)).map((key) => [key, { value: byKey[key] }]),
	);
}

/** "Map Automatically": values of the incoming item that bear a field's key or, failing that, its label. */
function incomingValues(item: Item, fields: TemplateField[]): Map<string, RawValue> {
	const { json } = item;
	const own = (name: string) =>
		Object.prototype.hasOwnProperty.call(json, name) ? (json[name] ?? undefined) : undefined;
	const byLabel = (label: string) => {
		// A label can repeat. It can also be the key of another field: the key takes precedence.
		if (own(label) === undefined || fields.some(({ key }) => key === label)) return undefined;
		const keys = fields.filter((field) => field.label === label).map(({ key }) => key);
		if (keys.length === 1) return own(label);
		return item.refuse(
			`The item names a value "${label}", which is the label of several fields of the template`,
			`Name the values by the keys of the fields instead: ${keys.join(', ')}.`,
		);
	};
	return new Map(fields.map(({ key, label }) => [key, { value: own(key) ?? byLabel(label) }]));
}
