import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { idText } from '../../../wechat/answer';
import { describeKind } from '../../../wechat/valueRules';
import { chosenId } from './chosen';
import { Editor } from './editor';

/** The account's categories. */
export async function getCategories(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await Editor.read(this, async (editor) =>
		(await editor.categories()).map(({ id, name }) => ({ name: idText(name), value: idText(id) })),
	);
}

/** The keywords of the chosen library title, each with WeChat's example. */
export async function getKeywords(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const titleId = chosenId(this, 'libraryTitle');
	if (titleId === undefined) return [];
	return await Editor.read(this, async (editor) =>
		(await editor.keywords(titleId)).map((keyword) => {
			const { id, name, note } = editor.system.nameKeyword(keyword);
			return {
				name: note ? `${name} (${note})` : name,
				value: Number(id),
				...(keyword.rule !== undefined && { description: describeKind(idText(keyword.rule)) }),
			};
		}),
	);
}

/** The fields of the chosen template, for the options that name one of them. */
export async function getTemplateKeywords(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const templateId = chosenId(this, 'templateId');
	if (templateId === undefined) return [];
	return await Editor.read(this, async (editor) => {
		const template = (await editor.templates()).find(({ id }) => id === templateId);
		// Labels can repeat, keys cannot.
		return (template?.fields ?? []).map(({ key, label }) => ({
			name: label,
			value: key,
			description: key,
		}));
	});
}
