import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { fenOf } from '../../../../wechat/amount';
import { goodsContent, readCardContent } from '../../../../wechat/cardContent';
import type { CardProduct } from '../../../../wechat/cardContent';
import { cardStatuses, GOODS_CARD, statesBefore } from '../../../../wechat/cardKinds';
import { parseStrictJson } from '../../../../wechat/json';
import type { JsonObject } from '../../../../wechat/json';
import { pageWithQuery } from '../../../../wechat/links';
import type { Problem } from '../../../../wechat/problem';
import type { Item } from '../item';

const FORM = 'It looks like { "cur_status": 1, "wxa_path_query": "pages/order/detail?orderId=1" }.';

const withFields = { show: { cardType: [GOODS_CARD], contentMode: ['fields'] } };

const productFields: INodeProperties[] = [
	{
		displayName: 'Count',
		name: 'count',
		type: 'number',
		default: 1,
		typeOptions: { minValue: 0 },
		description: 'How many of it the user bought',
	},
	{
		displayName: 'Image',
		name: 'image',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://shop.example/coffee.png',
		description: 'The address of a picture of the product',
	},
	{
		displayName: 'Name',
		name: 'name',
		type: 'string',
		default: '',
		placeholder: 'e.g. 咖啡豆',
		description: 'What the user reads',
	},
	{
		displayName: 'Page Path',
		name: 'pagePath',
		type: 'string',
		default: '',
		placeholder: 'e.g. pages/product/detail?productId=1',
		description: 'The page of the Mini Program that shows the product',
	},
	{
		displayName: 'Unit Price',
		name: 'unitPrice',
		type: 'number',
		default: 0,
		typeOptions: { minValue: 0, numberPrecision: 2 },
		description: 'In yuan with at most two decimals, such as 29.00',
	},
];

/**
 * What the card tells: by fields where they are known, else as WeChat's own JSON. Nothing here is `required`:
 * where an expression gives the card, n8n shows all of it (displayParameter) and would ask for what is not needed.
 */
export const contentParameters: INodeProperties[] = [
	{
		displayName: 'Content Mode',
		name: 'contentMode',
		type: 'options',
		noDataExpression: true,
		default: 'fields',
		description: 'How you say what the card tells the user',
		options: [
			{
				name: 'Using Fields Below',
				value: 'fields',
				description: 'Fill the fields that this card has',
			},
			{
				name: 'Using JSON',
				value: 'json',
				description: 'Write the content by the names that WeChat gives it',
			},
		],
		displayOptions: { show: { cardType: [GOODS_CARD] } },
	},
	{
		displayName: 'Status',
		name: 'status',
		type: 'options',
		default: 1,
		description: 'The state that the card shows from now on',
		options: cardStatuses(GOODS_CARD).map(({ status, name }) => ({
			name: `${name} (${status})`,
			value: status,
			description: `Follows ${statesBefore(GOODS_CARD, status).join(', ')}`,
		})),
		displayOptions: withFields,
	},
	{
		displayName: 'Page Path',
		name: 'pagePath',
		type: 'string',
		default: '',
		placeholder: 'e.g. pages/order/detail?orderId=1',
		description: 'The page of the Mini Program that opens when the user taps the card',
		displayOptions: withFields,
	},
	{
		displayName: 'Card Fields',
		name: 'cardFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		description:
			'What the card shows beside its state. Give it with every update that is to show it.',
		displayOptions: withFields,
		options: [
			{
				displayName: 'Product Count',
				name: 'productCount',
				type: 'number',
				default: 1,
				typeOptions: { minValue: 0 },
				description: 'How many products the order has',
			},
			{
				displayName: 'Products',
				name: 'products',
				type: 'fixedCollection',
				default: {},
				placeholder: 'Add Product',
				description: 'The products that the card lists',
				typeOptions: { multipleValues: true },
				options: [{ displayName: 'Product', name: 'product', values: productFields }],
			},
			{
				displayName: 'Products (JSON)',
				name: 'productsJson',
				type: 'json',
				default: '',
				placeholder: 'e.g. [{ "name": "咖啡豆", "count": 2, "unitPrice": 29.00 }]',
				description:
					'The same as a list, for instance from an expression: name, count, unitPrice in yuan, image and pagePath of each product',
			},
		],
	},
	...jsonParameters(),
];

/** n8n combines the conditions of one parameter with "and": what holds for either case needs two. */
function jsonParameters(): INodeProperties[] {
	return [
		{ show: { cardType: [GOODS_CARD], contentMode: ['json'] } },
		{ hide: { cardType: [GOODS_CARD] } },
	].map((displayOptions) => ({
		displayName: 'Content (JSON)',
		name: 'contentJson',
		type: 'json',
		default: '',
		placeholder: 'e.g. { "cur_status": 1, "wxa_path_query": "pages/order/detail?orderId=1" }',
		hint: 'With cur_status, the number of the state, and wxa_path_query, the page that a tap opens. Amounts are in fen.',
		description:
			'A JSON object with what the card tells, by the names that WeChat gives it in content_json. A date and time as send_time or arrival_time becomes the seconds that WeChat wants.',
		displayOptions,
	}));
}

/** Reads {@link contentParameters} as WeChat's content. */
export const contentOf = (item: Item, cardType: number): JsonObject =>
	cardType === GOODS_CARD && item.value('contentMode', 'json') === 'fields'
		? fromFields(item)
		: fromJson(item);

function fromJson(item: Item): JsonObject {
	const given = item.object('contentJson', FORM) as JsonObject;
	const read = readCardContent(given, item.timeZone);
	return 'content' in read ? read.content : refuse(item, 'contentJson', read.problem);
}

function fromFields(item: Item): JsonObject {
	const page = pageWithQuery(item.text('pagePath'));
	const productCount = item.value('cardFields.productCount', '') ?? '';
	const content = goodsContent({
		status: Number(item.choice('status')),
		page: 'page' in page ? page.page : refuse(item, 'pagePath', page.problem),
		...(productCount !== '' && {
			productCount: item.number('cardFields.productCount', {
				min: 0,
				max: Infinity,
				fallback: 0,
			}),
		}),
		products: productsOf(item),
	});
	// The same rules hold for both ways, among them the one of half a character.
	const read = readCardContent(content, item.timeZone);
	return 'content' in read ? read.content : refuse(item, 'cardFields', read.problem);
}

const refuse = (item: Item, name: string, { what, next }: Problem): never =>
	item.invalid(name, what, next);

const PRODUCTS = 'cardFields.products';
const PRODUCTS_JSON = 'cardFields.productsJson';

/** The products that were added one by one, then those of the list. */
const productsOf = (item: Item): CardProduct[] => [
	...productList(item, PRODUCTS, item.value(`${PRODUCTS}.product`, [])),
	...productList(item, PRODUCTS_JSON, parsed(item)),
];

function parsed(item: Item): unknown {
	const given = item.value(PRODUCTS_JSON, []);
	if (typeof given !== 'string') return given ?? [];
	try {
		return given.trim() === '' ? [] : parseStrictJson(given);
	} catch {
		return undefined;
	}
}

function productList(item: Item, name: string, given: unknown): CardProduct[] {
	const isList = Array.isArray(given) && given.every((one) => typeof one === 'object' && one);
	if (isList) return given.map((one, index) => productOf(item, name, one as IDataObject, index));
	return item.invalid(
		name,
		'is not a list of products',
		'It looks like [{ "name": "咖啡豆", "count": 2, "unitPrice": 29.00 }].',
	);
}

function productOf(item: Item, parameter: string, given: IDataObject, index: number): CardProduct {
	const { image, name, pagePath, count, unitPrice } = given;
	const unusual = (what: string, next: string): never =>
		item.invalid(parameter, `holds a product (number ${index}, counted from 0) ${what}`, next);
	const wholeCount = isLeftOut(count) ? undefined : Number(count);
	if (wholeCount !== undefined && !(Number.isSafeInteger(wholeCount) && wholeCount >= 0)) {
		unusual('whose count is not a whole number from 0', 'Enter how many of it were bought.');
	}
	const price = isLeftOut(unitPrice) ? undefined : fenOf(unitPrice);
	if (price === undefined && !isLeftOut(unitPrice)) {
		unusual(
			'whose unit price is not an amount of yuan',
			'Enter at most two decimals, such as 29.00.',
		);
	}
	return {
		image: textOf(image),
		name: textOf(name),
		page: textOf(pagePath),
		count: wholeCount,
		unitPrice: price,
	};
}

const isLeftOut = (value: unknown): boolean =>
	value === undefined || value === null || value === '';

const textOf = (value: unknown): string => (isLeftOut(value) ? '' : String(value).trim());
