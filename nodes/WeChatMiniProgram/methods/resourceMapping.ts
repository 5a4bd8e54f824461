import type { ILoadOptionsFunctions, ResourceMapperFields } from 'n8n-workflow';
import { toMapperField } from '../descriptions/mapperField';
import { chosenId } from './chosen';
import { Editor } from './editor';

/** The fields of the chosen template, for the mapper. */
export async function getTemplateFields(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	const templateId = chosenId(this, 'templateId');
	if (templateId === undefined) {
		return {
			fields: [],
			emptyFieldsNotice:
				'Pick a template from the list. If an expression chooses it, set "Data Mode" to "Using JSON".',
		};
	}
	return await Editor.read(this, async (editor) => {
		const template = (await editor.templates()).find(({ id }) => id === templateId);
		if (!template) {
			return {
				fields: [],
				emptyFieldsNotice: 'The account has no such template any more. Pick another one.',
			};
		}
		const required = editor.system.allFieldsRequired;
		return { fields: template.fields.map((field) => toMapperField(field, required)) };
	});
}
