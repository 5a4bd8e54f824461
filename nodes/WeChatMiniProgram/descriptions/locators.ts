import type { INodeProperties } from 'n8n-workflow';
import type { Item } from '../actions/item';

/** Picks one of the account's templates, which a method of `methods/listSearch` lists. */
const locatorOf = (searchListMethod: string): INodeProperties => ({
	displayName: 'Template',
	name: 'templateId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'A template of your account. New ones are added with Template > Add.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a template...',
			typeOptions: { searchListMethod, searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. wDYzYZVxobJivW9oMpSCpuvACOfJXQIoKUm0PY397Tc',
		},
	],
});

/** Picks one of the account's templates. */
export const templateLocator = locatorOf('searchTemplates');

/** Picks one of the account's templates that messages are made from. */
export const messageTemplateLocator = locatorOf('searchMessageTemplates');

/** Picks a title of WeChat's public template library. */
export const libraryTitleLocator: INodeProperties = {
	displayName: 'Library Title',
	name: 'libraryTitle',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: "A title of WeChat's public template library, which templates are made from",
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a title...',
			typeOptions: { searchListMethod: 'searchLibraryTitles', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			hint: 'A number for Subscribe Messages; two letters and a number for Template Messages',
			placeholder: 'e.g. 99 or AT0002',
		},
	],
};

/** Reads the template's id; WeChat's template ids have 43 characters and others are refused (40037). */
export function templateIdOf(item: Item): string {
	const id = item.id('templateId');
	if (/^[\w-]{43}$/.test(id)) return id;
	return item.invalid(
		'templateId',
		'holds no template ID',
		`A template ID has 43 letters, digits, hyphens and underscores; this one has ${id.length} characters. Pick the template from the list.`,
	);
}
