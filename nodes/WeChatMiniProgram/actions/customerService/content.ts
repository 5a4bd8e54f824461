import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';
import type { CustomerServiceContent } from '../../../../wechat/customerService';
import { pageWithQuery } from '../../../../wechat/links';
import type { Session } from '../../transport/session';
import type { Item } from '../item';
import { pictureField, pictureOf, uploaded } from '../media/picture';

/** What a message holds, once its picture has a media ID. */
export type Content = (session: Session) => Promise<CustomerServiceContent>;

/** A type of content: what the panel says and asks of it, and how one item's is read. */
interface ContentType {
	label: string;
	/** WeChat's word for it. */
	msgtype: string;
	explains: string;
	parameters: INodeProperties[];
	read(item: Item): Promise<Content>;
}

const text = (
	displayName: string,
	name: string,
	placeholder: string,
	description: string,
	more: Partial<INodeProperties> = {},
): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	required: true,
	default: '',
	placeholder: `e.g. ${placeholder}`,
	description,
	...more,
});

const pictureParameters: INodeProperties[] = [
	{
		displayName: 'Image Source',
		name: 'imageSource',
		type: 'options',
		default: 'binary',
		description: 'Where the picture comes from',
		options: [
			{
				name: 'Binary Data',
				value: 'binary',
				description: 'A file of the item, uploaded to WeChat on the way',
			},
			{ name: 'Media ID', value: 'mediaId', description: 'A picture that WeChat has already' },
		],
	},
	{ ...pictureField, displayOptions: { show: { imageSource: ['binary'] } } },
	text(
		'Media ID',
		'mediaId',
		'{{ $json.media_id }}',
		'What Media > Upload gave, or the trigger with the picture of a user, at most 3 days ago',
		{ displayOptions: { show: { imageSource: ['mediaId'] } } },
	),
];

/** Gives the media ID of the item's picture. */
async function mediaIdOf(item: Item): Promise<(session: Session) => Promise<string>> {
	if (item.choice('imageSource') === 'mediaId') {
		const mediaId = item.text('mediaId');
		return async () => mediaId;
	}
	const picture = await pictureOf(item);
	return async (session) => String((await uploaded(session, picture)).media_id);
}

/** A web address, which phones must be able to open. */
function url(item: Item, name: string): string {
	const given = item.text(name);
	if (/^https?:\/\/[^\s/]/i.test(given)) return given;
	return item.invalid(name, 'is not a web address', 'Begin it with https://.');
}

function page(item: Item): string {
	const given = pageWithQuery(item.text('pagePath'));
	if ('page' in given) return given.page;
	return item.invalid('pagePath', given.problem.what, given.problem.next);
}

const contentTypes: Record<CustomerServiceContent['type'], ContentType> = {
	image: {
		label: 'Image',
		msgtype: 'image',
		explains: 'A picture',
		parameters: pictureParameters,
		async read(item) {
			const mediaId = await mediaIdOf(item);
			return async (session) => ({ type: 'image', mediaId: await mediaId(session) });
		},
	},
	link: {
		label: 'Link',
		msgtype: 'link',
		explains: 'A card that opens a web page',
		parameters: [
			text('Title', 'linkTitle', 'How we deliver', 'The first line of the card'),
			text('Description', 'linkDescription', 'Times and prices', 'The lines below the title'),
			text(
				'URL',
				'linkUrl',
				'https://shop.example/delivery',
				'What opens when the user taps the card',
			),
			text(
				'Thumbnail URL',
				'linkThumbUrl',
				'https://shop.example/delivery.png',
				'The picture of the card: a JPEG or PNG on the web, best of 640 x 320 pixels',
			),
		],
		async read(item) {
			const link = {
				type: 'link' as const,
				title: item.text('linkTitle'),
				description: item.text('linkDescription'),
				url: url(item, 'linkUrl'),
				thumbUrl: url(item, 'linkThumbUrl'),
			};
			return async () => link;
		},
	},
	miniProgramPage: {
		label: 'Mini Program Card',
		msgtype: 'miniprogrampage',
		explains: 'A card that opens a page of the Mini Program',
		parameters: [
			text('Title', 'pageTitle', 'Order 7', 'The first line of the card'),
			text(
				'Page',
				'pagePath',
				'pages/order/detail?id=7',
				'The page that opens when the user taps the card, with its query',
			),
			...pictureParameters,
		],
		async read(item) {
			const card = {
				type: 'miniProgramPage' as const,
				title: item.text('pageTitle'),
				pagePath: page(item),
			};
			const mediaId = await mediaIdOf(item);
			return async (session) => ({ ...card, thumbMediaId: await mediaId(session) });
		},
	},
	text: {
		label: 'Text',
		msgtype: 'text',
		explains: 'Words, which may hold links into the Mini Program',
		parameters: [
			text('Text', 'text', 'Your order is on its way', 'What the user reads', {
				typeOptions: { rows: 4 },
				hint: 'A link into the Mini Program: &lt;a href="https://shop.example" data-miniprogram-appid="wx…" data-miniprogram-path="pages/order?id=1"&gt;your order&lt;/a&gt;',
			}),
		],
		async read(item) {
			const words = item.text('text');
			return async () => ({ type: 'text', text: words });
		},
	},
};

const typeParameter: INodeProperties = {
	displayName: 'Content Type',
	name: 'contentType',
	type: 'options',
	noDataExpression: true,
	default: 'text',
	description: 'What the user gets',
	options: Object.entries(contentTypes).map(([value, { label, explains }]) => ({
		name: label,
		value,
		description: explains,
	})),
};

/** The parameter "Content Type", and those of each type. */
export const contentParameters: INodeProperties[] = [
	typeParameter,
	...Object.entries(contentTypes).flatMap(([value, { parameters }]) =>
		updateDisplayOptions({ show: { contentType: [value] } }, parameters),
	),
];

/** Reads what an item's message holds, and WeChat's word for its type. */
export async function contentOf(item: Item): Promise<{ msgtype: string; content: Content }> {
	const { msgtype, read } =
		contentTypes[item.choice('contentType') as CustomerServiceContent['type']];
	return { msgtype, content: await read(item) };
}
