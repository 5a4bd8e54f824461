import type { INodeParameters, ResourceMapperField } from 'n8n-workflow';

import { byId } from './harness';
import type { Harness } from './harness';

/** What a user does in the panel "Fields" of Message > Send. */
export interface MapperInput {
	/** Entered values by key; empty inputs are not stored. */
	values?: Record<string, string | number | null>;
	/** Keys of the fields that were taken out. */
	removed?: string[];
	mode?: 'defineBelow' | 'autoMapInputData';
	messageType?: 'subscribe' | 'template';
}

/** The value of "Fields" as n8n's editor saves it for a picked template (ResourceMapper.vue). */
export async function savedMapper(
	harness: Harness,
	templateId: string,
	{ values = {}, removed = [], mode = 'defineBelow', messageType = 'subscribe' }: MapperInput = {},
): Promise<INodeParameters> {
	const panel = harness.node({
		resource: 'message',
		operation: 'send',
		messageType,
		templateId: byId(templateId),
	});
	const { fields } = await harness.engine.resourceMapping(panel, 'getTemplateFields');
	const schema = fields.map((field) => ({ ...field, removed: removed.includes(field.id) }));
	return mapperOf(schema, values, mode);
}

/** The same for fields of one's own. */
export function mapperOf(
	schema: ResourceMapperField[],
	values: Record<string, string | number | null>,
	mode: string,
): INodeParameters {
	const keys = schema.filter((field) => !field.removed).map(({ id }) => id);
	const kept = keys.filter((key) => values[key] !== undefined && values[key] !== null);
	return {
		mappingMode: mode,
		value: Object.fromEntries(kept.map((key) => [key, values[key]])),
		// The editor preselects the only field there is.
		matchingColumns: schema.length === 1 ? [schema[0].id] : [],
		schema: schema as unknown as INodeParameters[],
		attemptToConvertTypes: false,
		convertFieldsToString: false,
	};
}

/** Message > Send with mapped fields; `openId` and, for Template Messages, `formId` from the item. */
export const sendMapped = (
	templateId: string,
	templateData: INodeParameters,
	rest: INodeParameters = {},
): INodeParameters => ({
	resource: 'message',
	operation: 'send',
	messageType: 'subscribe',
	openId: '={{ $json.openId }}',
	formId: '={{ $json.formId }}',
	templateId: { __rl: true, mode: 'list', value: templateId },
	dataMode: 'fields',
	templateData,
	...rest,
});
