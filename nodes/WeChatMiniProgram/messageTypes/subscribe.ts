import type { INodeProperties } from 'n8n-workflow';
import { subscribeMessages } from '../../../wechat/subscribeMessages';
import type { Item } from '../actions/item';
import type { MessageType } from './messageType';

/** The option "Language". */
export const language: INodeProperties = {
	displayName: 'Language',
	name: 'lang',
	type: 'options',
	default: 'zh_CN',
	description: 'The language of the words that WeChat puts around the message',
	options: [
		{ name: 'Chinese (Hong Kong)', value: 'zh_HK' },
		{ name: 'Chinese (Simplified)', value: 'zh_CN' },
		{ name: 'Chinese (Taiwan)', value: 'zh_TW' },
		{ name: 'English', value: 'en_US' },
	],
};

/** The option "Mini Program Version". */
export const miniProgramVersion: INodeProperties = {
	displayName: 'Mini Program Version',
	name: 'miniprogramState',
	type: 'options',
	default: 'formal',
	description: 'Which version of the Mini Program opens when the user taps the message',
	options: [
		{
			name: 'Development',
			value: 'developer',
			description: 'What the developers see (开发版)',
		},
		{ name: 'Released', value: 'formal', description: 'What all users see (正式版)' },
		{ name: 'Trial', value: 'trial', description: 'What the testers see (体验版)' },
	],
};

/** Characters of the scene description (addTemplate). */
const MAX_SCENE_LENGTH = 15;

const sceneDescription: INodeProperties = {
	displayName: 'Scene Description',
	name: 'sceneDescription',
	type: 'string',
	default: '',
	placeholder: 'e.g. 订单发货后通知',
	hint: "At most 15 characters. WeChat's documentation calls it required.",
	description: 'What the template is used for. The user reads it when asked to subscribe.',
};

const categoryIds: INodeProperties = {
	displayName: 'Category Names or IDs',
	name: 'categoryIds',
	type: 'multiOptions',
	default: [],
	typeOptions: { loadOptionsMethod: 'getCategories' },
	hint: 'Leave empty for all categories of your account',
	description:
		'The categories whose titles are listed. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

/** Subscribe Messages (订阅消息): what WeChat runs today. */
export const subscribe: MessageType = {
	value: 'subscribe',
	label: 'Subscribe Message',
	explains: 'What WeChat offers today (订阅消息): users allow each template first',
	system: subscribeMessages,
	send: {
		options: [language, miniProgramVersion],
		read: (item) => ({
			miniprogramState: item.choice('options.miniprogramState'),
			lang: item.choice('options.lang'),
		}),
	},
	add: {
		parameters: [sceneDescription],
		read: (item) => ({ sceneDescription: readScene(item) }),
	},
	library: { parameters: [categoryIds], read: readCategoryIds },
};

function readScene(item: Item): string {
	const text = item.optional('sceneDescription');
	const { length } = Array.from(text);
	if (length <= MAX_SCENE_LENGTH) return text;
	return item.invalid(
		'sceneDescription',
		`has ${length} characters`,
		`WeChat takes at most ${MAX_SCENE_LENGTH}.`,
	);
}

/** An array of ids, one id, or ids joined by commas. */
function readCategoryIds(item: Item): string[] {
	const ids = item.list('categoryIds');
	if (ids.every((id) => /^\d+$/.test(id))) return ids;
	return item.invalid(
		'categoryIds',
		'holds something that is no category ID',
		'Choose categories from the list, or give their numbers as an array or as text such as 2,616.',
	);
}
