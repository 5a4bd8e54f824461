import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { getQuota } from './api/getQuota.operation';
import { getRequest } from './api/getRequest.operation';
import { getAll as getCategories } from './category/getAll.operation';
import { send as answer } from './customerService/send.operation';
import { setTyping } from './customerService/setTyping.operation';
import { download } from './media/download.operation';
import { upload } from './media/upload.operation';
import { createCode } from './link/createCode.operation';
import { createScheme } from './link/createScheme.operation';
import { createShortLink } from './link/createShortLink.operation';
import { createUrlLink } from './link/createUrlLink.operation';
import { send } from './message/send.operation';
import { sendToDevice } from './message/sendToDevice.operation';
import type { Operation } from './operation';
import { get as getCard } from './serviceCard/get.operation';
import { update as updateCard } from './serviceCard/update.operation';
import { updateDetails as updateCardDetails } from './serviceCard/updateDetails.operation';
import { add } from './template/add.operation';
import { deleteTemplate } from './template/delete.operation';
import { getAll as getTemplates } from './template/getAll.operation';
import { getAll as getTitles } from './templateLibrary/getAll.operation';
import { getKeywords } from './templateLibrary/getKeywords.operation';
import { getByLoginCode } from './user/getByLoginCode.operation';
import { getPhoneNumber } from './user/getPhoneNumber.operation';

/** An operation of any input; the registry only hands inputs from its `prepare` to its other functions. */
export type AnyOperation = Operation<unknown>;

/** A resource of the node with its operations, each by its value. */
export interface Resource {
	label: string;
	/** What workflows are saved with: the label in camel case. */
	value: string;
	operations: Readonly<Record<string, AnyOperation>>;
}

const camelCase = (label: string): string =>
	label
		.split(' ')
		.map((word, index) =>
			index === 0 ? word.toLowerCase() : word[0].toUpperCase() + word.slice(1).toLowerCase(),
		)
		.join('');

// eslint cannot know that each operation gets its own inputs only; the cast stands here, once.
const resource = (label: string, operations: Record<string, unknown>): Resource => ({
	label,
	value: camelCase(label),
	operations: operations as Record<string, AnyOperation>,
});

/** Everything the node can do, in the order of the panel. */
export const resources: readonly Resource[] = [
	resource('API', { getQuota, getRequest }),
	resource('Category', { getAll: getCategories }),
	resource('Customer Service', { send: answer, setTyping }),
	resource('Media', { upload, download }),
	resource('Link', { createUrlLink, createScheme, createShortLink, createCode }),
	resource('Message', { send, sendToDevice }),
	resource('Service Card', {
		update: updateCard,
		updateDetails: updateCardDetails,
		get: getCard,
	}),
	resource('Template', { add, delete: deleteTemplate, getAll: getTemplates }),
	resource('Template Library', { getAll: getTitles, getKeywords }),
	resource('User', { getByLoginCode, getPhoneNumber }),
];

/** The operation of these values, or undefined where there is none. */
export function operationOf(resourceValue: string, operation: string): AnyOperation | undefined {
	const operations = resources.find(({ value }) => value === resourceValue)?.operations ?? {};
	return Object.prototype.hasOwnProperty.call(operations, operation)
		? operations[operation]
		: undefined;
}

const byName = (one: { name: string }, other: { name: string }): number =>
	one.name.localeCompare(other.name, 'en');

/** The parameter "Resource". */
export const resourceParameter: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	default: 'message',
	options: resources.map(({ label, value }) => ({ name: label, value })).sort(byName),
};

/** A new node is set to Get Many where there is one, because it shows what there is and changes nothing. */
const firstChoice = ({ operations }: Resource): string =>
	'getAll' in operations ? 'getAll' : Object.keys(operations)[0];

/** The parameter "Operation" of each resource. */
export const operationParameters: INodeProperties[] = resources.map((one) => ({
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	default: firstChoice(one),
	displayOptions: { show: { resource: [one.value] } },
	options: Object.entries(one.operations)
		.map(
			([value, { label, action, explains }]): INodePropertyOptions => ({
				name: label,
				value,
				action,
				description: explains,
			}),
		)
		.sort(byName),
}));

/** The parameters of all operations, each shown for its resource and operation. */
export const parametersOfOperations: INodeProperties[] = resources.flatMap(
	({ value: resourceValue, operations }) =>
		Object.entries(operations).flatMap(([operation, { parameters }]) =>
			updateDisplayOptions(
				{ show: { resource: [resourceValue], operation: [operation] } },
				parameters,
			),
		),
);
