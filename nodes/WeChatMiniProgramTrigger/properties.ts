import type { INodeProperties } from 'n8n-workflow';

import { optionNames } from '../optionNames';
import { pushKinds } from './pushKinds';

/** The value of Trigger On that stands for every push. */
export const anyEvent = '*';

// n8n shows links and lists in a notice, and no other markup (N8nNotice.vue).
const setupNotice: INodeProperties = {
	displayName:
		'To receive pushes:<ul><li>Choose below what starts the workflow.</li><li>Publish the workflow (n8n 1: activate it) and copy the Production URL from "Webhook URLs" above.</li><li>In WeChat\'s console open Message Push (消息推送) and save that URL with the Token and EncodingAESKey of the credential. A Mini Program has one push URL: the new one takes the place of the old.</li></ul><a href="https://github.com/n8n-nodes-wechat-miniprogram/n8n-nodes-wechat-miniprogram#trigger-setup" target="_blank">Each step in detail, and what to do if WeChat does not save the URL</a>.',
	name: 'setupNotice',
	type: 'notice',
	default: '',
};

const events: INodeProperties = {
	displayName: 'Trigger On',
	name: 'events',
	type: 'multiOptions',
	required: true,
	default: ['subscribe_msg_sent_event'],
	description: 'What WeChat reports for the workflow to start',
	options: [
		{
			name: 'Any Event',
			value: anyEvent,
			description: 'Every push, also of kinds that are not in this list',
		},
		...pushKinds.map(({ event, label, explains }) => ({
			name: label,
			value: event,
			description: explains,
		})),
	],
};

const handOver: INodeProperties = {
	displayName: 'Hand Over to Service Tool',
	name: 'handOver',
	type: 'options',
	default: 'unhandled',
	description:
		"Which customer service messages the people at WeChat's service tool (客服) get. While push is on, they get no others.",
	options: [
		{
			name: 'All Messages',
			value: 'all',
			description: 'Also those that start this workflow',
		},
		{
			name: 'Messages That Hold a Word',
			value: 'matching',
			description: 'Those with one of the words below, and those that start no workflow here',
		},
		{
			name: 'Messages That This Workflow Does Not Take',
			value: 'unhandled',
			description: 'All of them, unless Trigger On has Customer Service Message Received',
		},
		{
			name: 'None',
			value: 'none',
			description: 'The workflow, or nobody, answers the users',
		},
	],
};

const handOverWords: INodeProperties = {
	displayName: 'Words',
	name: 'handOverWords',
	type: 'string',
	required: true,
	default: '人工, agent',
	placeholder: 'e.g. 人工, agent',
	displayOptions: { show: { handOver: ['matching'] } },
	description:
		'Words, with commas between them, by which a user asks for a person. Upper and lower case are alike.',
};

/** What the trigger shows below its name, as an expression: the chosen events in the words of the panel. */
export const subtitle = `={{ [].concat($parameter["events"] ?? []).map((event) => (${optionNames(events)})[event] ?? event).join(", ") }}`;

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	// n8n's own name for "leave the body unread", see readBody.ts.
	default: { binaryData: true },
	options: [
		{
			displayName: 'Any Content Type',
			name: 'binaryData',
			type: 'boolean',
			default: true,
			description:
				'Whether to take a push whatever content type it has. WeChat sends JSON as XML, which n8n refuses (422) where this is off or left out.',
		},
		{
			displayName: 'Include Raw Fields',
			name: 'includeRaw',
			type: 'boolean',
			default: false,
			description: 'Whether to add WeChat\'s own field names and values under "raw"',
		},
	],
};

/** The parameters of the trigger. */
export const properties: INodeProperties[] = [
	setupNotice,
	events,
	handOver,
	handOverWords,
	options,
];
