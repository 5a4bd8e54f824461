import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

import type { AnyOperation } from '../nodes/WeChatMiniProgram/actions/registry';
import { resources } from '../nodes/WeChatMiniProgram/actions/registry';
import { exampleItems } from './exampleItems';
import { json as jsonBlock, table } from './markdown';

interface Row {
	name: string;
	default: string;
	meaning: string;
}

const choicesOf = ({ options = [] }: INodeProperties): INodePropertyOptions[] =>
	options.filter((one): one is INodePropertyOptions => 'value' in one);

/** What a parameter is set to before anybody touches it, in the words of the panel. */
function defaultOf(parameter: INodeProperties): string {
	const { default: value } = parameter;
	const choice = choicesOf(parameter).find((one) => one.value === value);
	if (choice) return choice.name;
	if (typeof value === 'boolean') return value ? 'on' : 'off';
	return typeof value === 'number' || typeof value === 'string' ? String(value) : '';
}

/** When a parameter is shown, as "Message Type: Template Message"; empty where always. */
function conditionOf({ displayOptions }: INodeProperties, siblings: INodeProperties[]): string {
	const shown = Object.entries(displayOptions?.show ?? {}).flatMap(([name, values = []]) => {
		const parameter = siblings.find((one) => one.name === name.replace(/^\//, ''));
		if (!parameter) return [];
		const words = (values as unknown[]).map(
			(value) => choicesOf(parameter).find((one) => one.value === value)?.name ?? String(value),
		);
		return [`${parameter.displayName}: ${words.join(' or ')}`];
	});
	return shown.length > 0 ? `_${shown.join(', ')}._ ` : '';
}

const ended = (text: string): string => (text === '' || /[.!?]$/.test(text) ? text : `${text}.`);

function meaningOf(parameter: INodeProperties, siblings: INodeProperties[]): string {
	const { description = '', hint = '' } = parameter;
	const choices =
		parameter.type === 'options' || parameter.type === 'multiOptions'
			? choicesOf(parameter).map(({ name, description: text }) =>
					text ? `_${name}_: ${text}` : `_${name}_`,
				)
			: [];
	return [
		conditionOf(parameter, siblings) + ended(description),
		ended(hint),
		ended(choices.join('; ')),
	]
		.filter((text) => text !== '')
		.join(' ');
}

/** The rows of a parameter; those inside a collection stand behind its label. */
function rowsOf(parameter: INodeProperties, siblings: INodeProperties[], path = ''): Row[] {
	if (parameter.type === 'notice' || parameter.type === 'hidden') return [];
	const name = path + parameter.displayName;
	const inside = (list: INodeProperties[], label: string) =>
		list.flatMap((one) => rowsOf(one, [...siblings, ...list], `${label} > `));
	if (parameter.type === 'collection') return inside(parameter.options as INodeProperties[], name);
	const row = { name, default: defaultOf(parameter), meaning: meaningOf(parameter, siblings) };
	if (parameter.type !== 'fixedCollection') return [row];
	const groups = parameter.options as INodePropertyCollection[];
	return [row, ...groups.flatMap(({ values }) => inside(values, name))];
}

/** The heading of an operation; other pages link to it. */
export const headingOf = (resource: string, { label }: AnyOperation): string =>
	`${resource} > ${label}`;

function operationSection(name: string, heading: string, operation: AnyOperation): string {
	const { explains, parameters } = operation;
	const rows = parameters.flatMap((one) => rowsOf(one, parameters));
	const { json, binary = [] } = exampleItems[name] ?? { json: {} };
	return [
		`### ${heading}`,
		`${explains}.`,
		...(rows.length > 0
			? [
					table(
						['Parameter', 'Default', 'Meaning'],
						rows.map((row) => [row.name, row.default, row.meaning]),
					),
				]
			: ['It has no parameters.']),
		`Puts out${binary.length > 0 ? `, beside the file in \`${binary.join('`, `')}\`` : ''}:`,
		jsonBlock(json),
	].join('\n\n');
}

/** Every operation with its parameters and an example item, by resource. */
export const operationReference = (): string =>
	resources
		.map(({ label, value, operations }) =>
			[
				`## ${label}`,
				...Object.entries(operations).map(([name, operation]) =>
					operationSection(`${value}/${name}`, headingOf(label, operation), operation),
				),
			].join('\n\n'),
		)
		.join('\n\n');

/** The words of the table of operations in one language. */
export interface OperationTableWords {
	head: string[];
	resourceOf: (resource: (typeof resources)[number]) => string;
	/** What an operation does, by `resource/operation`. */
	explains: (name: string, operation: AnyOperation) => string;
}

const english: OperationTableWords = {
	head: ['Resource', 'Operation', 'What it does'],
	resourceOf: ({ label }) => label,
	explains: (_, { explains }) => explains,
};

/** The table of all operations of the README, each linked to its reference. */
export const operationTable = (
	page: string,
	anchorOf: (heading: string) => string,
	{ head, resourceOf, explains }: OperationTableWords = english,
): string =>
	table(
		head,
		resources.flatMap((resource) =>
			Object.entries(resource.operations).map(([name, operation]) => [
				resourceOf(resource),
				`[${operation.label}](${page}#${anchorOf(headingOf(resource.label, operation))})`,
				explains(`${resource.value}/${name}`, operation),
			]),
		),
	);
