import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';
import type { Item } from '../actions/item';
import { messageTypes } from './list';
import type { MessageType, OfType } from './messageType';

export { messageTypes } from './list';

/** The message type of this value, or undefined where there is none. */
export const messageTypeNamed = (value: string): MessageType | undefined =>
	messageTypes.find((type) => type.value === value);

/** Reads "Message Type". */
export function messageTypeOf(item: Item): MessageType {
	return messageTypeNamed(item.choice('messageType')) ?? messageTypes[0];
}

const notices = messageTypes.flatMap(({ value, notice }): INodeProperties[] =>
	notice === undefined
		? []
		: [
				{
					displayName: notice,
					name: 'retiredNotice',
					type: 'notice',
					default: '',
					displayOptions: { show: { messageType: [value] } },
				},
			],
);

/** "Message Type" and what is to be said of the chosen one: first among the parameters of an operation. */
export const messageTypeParameters: INodeProperties[] = [
	{
		displayName: 'Message Type',
		name: 'messageType',
		type: 'options',
		noDataExpression: true,
		default: 'subscribe',
		description: "Which of WeChat's two kinds of notification the operation is about",
		options: messageTypes.map(({ value, label, name = label, explains }) => ({
			name,
			value,
			description: explains,
		})),
	},
	...notices,
];

type Step = 'send' | 'add' | 'library';

/** The parameters that message types add to an operation, each shown for its type. */
export const parametersOfTypes = (step: Step): INodeProperties[] =>
	messageTypes.flatMap((type) =>
		updateDisplayOptions(
			{ show: { messageType: [type.value] } },
			(type[step] as OfType<unknown> | undefined)?.parameters ?? [],
		),
	);

/** The entries that message types add to an operation's Options, each shown for its type. */
export const optionsOfTypes = (step: Step): INodeProperties[] =>
	messageTypes.flatMap((type) =>
		updateDisplayOptions(
			{ show: { '/messageType': [type.value] } },
			(type[step] as OfType<unknown> | undefined)?.options ?? [],
		),
	);
