import type { ResourceMapperField } from 'n8n-workflow';
import { kindOf } from '../../../wechat/templateContent';
import type { TemplateField } from '../../../wechat/templateContent';
import { brieflyDescribeKind } from '../../../wechat/valueRules';

const SEPARATOR = ' - ';

/**
 * A template's field as a field of n8n's resource mapper. Its display name carries WeChat's label and
 * what may be entered, because the mapper shows nothing else, and no more than some 24 letters of it.
 */
export function toMapperField(field: TemplateField, required: boolean): ResourceMapperField {
	const { key, kind, label, options } = field;
	return {
		id: key,
		displayName: kind === 'keyword' ? label : label + SEPARATOR + brieflyDescribeKind(kind),
		required,
		defaultMatch: false,
		display: true,
		canBeUsedToMatch: false,
		// Without these two n8n takes the saved fields for incomplete (isResourceMapperSchemaIncomplete).
		readOnly: false,
		removed: false,
		...(options
			? { type: 'options', options: options.map((value) => ({ name: value, value })) }
			: { type: 'string' }),
	};
}

/** The reverse of {@link toMapperField}, for the schema that the workflow was saved with. */
export function fromMapperField({ id, displayName, options }: ResourceMapperField): TemplateField {
	const kind = kindOf(id);
	const end = kind === 'keyword' ? -1 : displayName.lastIndexOf(SEPARATOR);
	return {
		key: id,
		kind,
		label: (end < 0 ? displayName : displayName.slice(0, end)) || id,
		...(options && { options: options.map(({ value }) => String(value)) }),
	};
}
