import type { ILoadOptionsFunctions, NodeError, ResourceMapperFields } from 'n8n-workflow';
import { toMapperField } from '../templateFields/mapperField';
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
	const known = this.getCurrentNodeParameter('templateData.schema');
	const reading = readFields(this, templateId);
	// After an error n8n keeps the fields and values that it has, but says no more than "Can't get fields".
	if (Array.isArray(known) && known.length > 0) return await reading;
	return await reading.catch(({ message, description }: NodeError) => ({
		fields: [],
		emptyFieldsNotice: `${message}. ${description}`,
	}));
}

async function readFields(
	context: ILoadOptionsFunctions,
	templateId: string,
): Promise<ResourceMapperFields> {
	return await Editor.read(context, async (editor) => {
		const template = (await editor.templates()).find(({ id }) => id === templateId);
		if (!template) {
			return {
				fields: [],
				emptyFieldsNotice: 'The account has no such template. Pick one from the list.',
			};
		}
		if (template.fields.length === 0) {
			return {
				fields: [],
				emptyFieldsNotice:
					'This template has no fields. That of a service card is not for messages: use Service Card > Activate or Update.',
			};
		}
		const required = editor.system.allFieldsRequired;
		return { fields: template.fields.map((field) => toMapperField(field, required)) };
	});
}
